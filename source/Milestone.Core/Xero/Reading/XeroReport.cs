using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Xero;

/// <summary>One of Xero's own profit and loss reports.</summary>
internal sealed record SourceReport(Guid Id, string Title, Period? Period, Basis Basis, IReadOnlyList<SourceReportAmount> Amounts, string Raw);

/// <summary>One figure of it, as Xero shows it.</summary>
internal sealed record SourceReportAmount(int Row, int Column, string Section, string Label, string ColumnLabel, Guid? Account, decimal Amount);

/// <summary>Reads Reports/ProfitAndLoss: rows inside sections, all values texts, accounts told apart by the account attribute and never by name.</summary>
internal static class XeroReport
{
    public static SourceReport Read(XeroRecord record)
    {
        var type = record.Text("ReportType") ?? record.Text("ReportID") ?? "";
        if (!type.Equals("ProfitAndLoss", StringComparison.OrdinalIgnoreCase))
            throw record.Unknown("ReportType", "ProfitAndLoss");

        List<string> titles = [.. Titles(record)];
        var amounts = new List<SourceReportAmount>();
        List<string> headings = [];
        foreach (var row in record.List("Rows"))
        {
            if (row.Text("RowType") == "Header")
                headings = [.. row.List("Cells").Select(cell => cell.Text("Value") ?? "")];
            else if (row.Text("RowType") == "Section")
                Section(row, row.Text("Title") ?? "", headings, amounts);
        }

        var title = string.Join(" - ", titles);
        var period = titles.Select(PeriodOf).FirstOrDefault(found => found is not null);
        return new SourceReport(
            DerivedId.Of(string.Create(CultureInfo.InvariantCulture, $"{title}/{string.Join('/', headings)}")),
            title,
            period,
            titles.Any(line => line.Contains("Cash", StringComparison.OrdinalIgnoreCase)) ? Basis.Cash : Basis.Accrual,
            amounts,
            record.Raw);
    }

    private static void Section(XeroRecord section, string title, List<string> headings, List<SourceReportAmount> amounts)
    {
        foreach (var row in section.List("Rows"))
        {
            List<XeroRecord> cells = [.. row.List("Cells")];
            if (cells.Count == 0)
                continue;
            var rowNumber = amounts.Count == 0 ? 0 : amounts[^1].Row + 1;
            for (var column = 1; column < cells.Count; column++)
            {
                if (cells[column].Amount("Value") is { } amount)
                    amounts.Add(new SourceReportAmount(rowNumber, column, title, cells[0].Text("Value") ?? "", column < headings.Count ? headings[column] : "", AccountOf(cells[column]) ?? AccountOf(cells[0]), amount));
            }
        }
    }

    private static Guid? AccountOf(XeroRecord cell) => cell.List("Attributes")
        .Where(attribute => attribute.Text("Id") == "account")
        .Select(attribute => attribute.Id("Value"))
        .FirstOrDefault();

    private static IEnumerable<string> Titles(XeroRecord record) => record.Texts("ReportTitles");

    // "1 April 2026 to 31 March 2027", as Xero writes the period among the titles.
    private static Period? PeriodOf(string title)
    {
        var ends = title.Split(" to ", StringSplitOptions.TrimEntries);
        return ends.Length == 2
            && DateOnly.TryParseExact(ends[0], ["d MMMM yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && DateOnly.TryParseExact(ends[1], ["d MMMM yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            && from <= to
            ? new Period(from, to)
            : null;
    }
}
