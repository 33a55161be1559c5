using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Xero;

/// <summary>One of Xero's own profit and loss reports.</summary>
internal sealed record SourceReport(Guid Id, string Title, Period? Period, Basis Basis, IReadOnlyList<SourceReportAmount> Amounts, string Raw);

/// <summary>One figure of it, as Xero shows it.</summary>
/// <param name="Row">The row, counted from 0 over those with figures.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Section">The heading it stands under; inner headings after outer ones.</param>
/// <param name="Label">The row's own label.</param>
/// <param name="ColumnLabel">The heading of the column.</param>
/// <param name="Account">The account, where the report names one; sums have none.</param>
/// <param name="Amount">As shown: costs positive under their heading.</param>
/// <param name="Period">The days of the column; null where it is no period.</param>
internal sealed record SourceReportAmount(int Row, int Column, string Section, string Label, string ColumnLabel, Guid? Account, decimal Amount, Period? Period = null);

/// <summary>Reads Reports/ProfitAndLoss: rows inside sections, all values texts, accounts told apart by the account attribute and never by name.</summary>
internal static class XeroReport
{
    private const int MostNesting = 8;

    public static SourceReport Read(XeroRecord record)
    {
        var type = record.Text("ReportType") ?? record.Text("ReportID") ?? "";
        if (!type.Equals("ProfitAndLoss", StringComparison.OrdinalIgnoreCase))
            throw record.Unknown("ReportType", "ProfitAndLoss");

        List<string> titles = [.. record.Texts("ReportTitles")];
        List<string> headings = [];
        var amounts = new List<SourceReportAmount>();
        Rows(record, "", 0, headings, amounts);

        var title = string.Join(" - ", titles);
        var period = titles.Select(ReportPeriod.Of).FirstOrDefault(found => found is not null);
        var columns = ReportPeriod.OfColumns(headings, period);
        var basis = IsCash(record, titles) ? Basis.Cash : Basis.Accrual;
        // Cash and accrual of the same days may have the same titles.
        var name = string.Create(CultureInfo.InvariantCulture, $"{title}/{string.Join('/', headings)}");
        return new SourceReport(
            DerivedId.Of(basis == Basis.Cash && !titles.Any(IsCash) ? name + "/cash" : name),
            title,
            period,
            basis,
            [.. amounts.Select(amount => amount with { Period = columns.TryGetValue(amount.Column, out var days) ? days : null })],
            record.Raw);
    }

    // Sections hold rows and, in some layouts, sections; a row may also stand outside any.
    private static void Rows(XeroRecord parent, string section, int depth, List<string> headings, List<SourceReportAmount> amounts)
    {
        if (depth > MostNesting)
            throw new RejectedRecordException($"Rows are nested more than {MostNesting} deep. Send the report as Xero returns it.");
        foreach (var row in parent.List("Rows"))
        {
            var kind = row.Text("RowType") ?? "";
            if (kind.Equals("Header", StringComparison.OrdinalIgnoreCase))
            {
                if (headings.Count == 0)
                    headings.AddRange(row.List("Cells").Select(cell => cell.Text("Value") ?? ""));
            }
            else if (kind.Equals("Section", StringComparison.OrdinalIgnoreCase))
            {
                var title = row.Text("Title") ?? "";
                Rows(row, section.Length == 0 || title.Length == 0 ? section + title : $"{section} - {title}", depth + 1, headings, amounts);
            }
            else
            {
                Row(row, section, headings, amounts);
            }
        }
    }

    private static void Row(XeroRecord row, string section, List<string> headings, List<SourceReportAmount> amounts)
    {
        List<XeroRecord> cells = [.. row.List("Cells")];
        var number = amounts.Count == 0 ? 0 : amounts[^1].Row + 1;
        for (var column = 1; column < cells.Count; column++)
        {
            if (AmountOf(cells[column]) is { } amount)
                amounts.Add(new SourceReportAmount(number, column, section, cells[0].Text("Value") ?? "", column < headings.Count ? headings[column] : "", AccountOf(cells[column]) ?? AccountOf(cells[0]), amount));
        }
    }

    // The API writes 18450.00; what was saved from a screen may have thousands separated. A percentage is no money.
    private static decimal? AmountOf(XeroRecord cell)
    {
        if (cell.Text("Value") is not { } text || text.EndsWith('%') || text is "-")
            return null;
        return text.Contains(',', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowParentheses, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : cell.Amount("Value");
    }

    private static Guid? AccountOf(XeroRecord cell) => cell.List("Attributes")
        .Where(attribute => (attribute.Text("Id") ?? "").Equals("account", StringComparison.OrdinalIgnoreCase))
        .Select(attribute => attribute.Id("Value"))
        .FirstOrDefault();

    // Titles say so in the reader's own words; a field of the report may say it too.
    private static bool IsCash(XeroRecord record, List<string> titles) =>
        titles.Any(IsCash)
        || IsCash(record.Text("ReportBasis") ?? record.Text("Basis") ?? "")
        || record.List("Fields").Any(field =>
            (field.Text("FieldID") ?? field.Text("Id") ?? field.Text("Description") ?? "").Contains("basis", StringComparison.OrdinalIgnoreCase) && IsCash(field.Text("Value") ?? ""));

    private static bool IsCash(string words) => words.Contains("Cash Basis", StringComparison.OrdinalIgnoreCase) || words.Equals("Cash", StringComparison.OrdinalIgnoreCase);
}
