using System.Globalization;
using Milestone.Core.Reporting;

namespace Milestone.Benchmarks;

/// <summary>How long reports take to write: a statement of three pages, a ledger of two hundred, a workbook of 100,000 lines.</summary>
internal static class ExportBench
{
    private const int WorkbookLines = 100_000;

    // About 38 lines stand on a landscape page.
    private const int LedgerLines = 7_600;

    private static readonly Provenance Origin = new("Bench", "GBP", "1 Apr 2024 to 31 Mar 2025", "Accrual basis", new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero), "bench");

    public static async Task RunAsync(BenchReport report)
    {
        var statement = Statement();
        var pages = Pages(await BytesAsync(ReportFormat.Pdf, statement.Head, statement.Rows));
        var ledgerPages = Pages(await BytesAsync(ReportFormat.Pdf, LedgerHead(), Ledger(LedgerLines)));
        var times = await Measure.MediansAsync(
            rounds: 10,
            calls: 1,
            () => WriteAsync(ReportFormat.Csv, LedgerHead(), Ledger(WorkbookLines)),
            () => WriteAsync(ReportFormat.Pdf, statement.Head, statement.Rows),
            () => WriteAsync(ReportFormat.Excel, statement.Head, statement.Rows));
        var large = await Measure.MediansAsync(
            rounds: 4,
            calls: 1,
            () => WriteAsync(ReportFormat.Pdf, LedgerHead(), Ledger(LedgerLines)),
            () => WriteAsync(ReportFormat.Excel, LedgerHead(), Ledger(WorkbookLines)));
        var csv = times[0];
        var anchor = string.Create(CultureInfo.InvariantCulture, $"100,000 lines of CSV ({csv:0} ms)");
        report.Add($"PDF, a statement of {pages} pages", times[1], "ms", limit: 20, anchor: anchor, ratio: times[1] / csv);
        report.Add($"PDF, a ledger of {ledgerPages} pages", large[0], "ms", limit: 500, anchor: anchor, ratio: large[0] / csv);
        report.Add("Excel, a statement", times[2], "ms", anchor: anchor, ratio: times[2] / csv);
        report.Add("Excel, 100,000 lines", large[1], "ms", limit: 1000, anchor: anchor, ratio: large[1] / csv);

        var (few, many) = (await PeakAsync(ReportFormat.Excel, WorkbookLines / 10), await PeakAsync(ReportFormat.Excel, WorkbookLines));
        report.Add("Excel, memory held at ten times the lines", many - few, "MB more", limit: 32, anchor: string.Create(CultureInfo.InvariantCulture, $"10,000 lines ({few:0.0} MB)"), ratio: null);
        (few, many) = (await PeakAsync(ReportFormat.Pdf, LedgerLines / 10), await PeakAsync(ReportFormat.Pdf, LedgerLines));
        report.Add("PDF, memory held at ten times the lines", many - few, "MB more", limit: 32, anchor: string.Create(CultureInfo.InvariantCulture, $"760 lines ({few:0.0} MB)"), ratio: null);
    }

    private static Task WriteAsync(ReportFormat format, TableHead head, IReadOnlyList<TableRow> rows) => format.WriteAsync(new Table(head, rows), Stream.Null, CancellationToken.None);

    private static Task WriteAsync(ReportFormat format, TableHead head, IAsyncEnumerable<TableRow> rows) => format.WriteAsync(head, rows, Stream.Null, CancellationToken.None);

    private static async Task<byte[]> BytesAsync(ReportFormat format, TableHead head, IReadOnlyList<TableRow> rows)
    {
        using var output = new MemoryStream();
        await format.WriteAsync(new Table(head, rows), output, CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<byte[]> BytesAsync(ReportFormat format, TableHead head, IAsyncEnumerable<TableRow> rows)
    {
        using var output = new MemoryStream();
        await format.WriteAsync(head, rows, output, CancellationToken.None);
        return output.ToArray();
    }

    // Skia writes each page as an object of this type, outside compressed streams.
    private static int Pages(byte[] pdf)
    {
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        return System.Text.RegularExpressions.Regex.Count(text, @"/Type\s*/Page\b(?!s)");
    }

    private static async Task<double> PeakAsync(ReportFormat format, int lines)
    {
        var peak = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await format.WriteAsync(LedgerHead(), Watched(Ledger(lines)), Stream.Null, CancellationToken.None);
        return (peak - before) / 1048576d;

        async IAsyncEnumerable<TableRow> Watched(IAsyncEnumerable<TableRow> rows)
        {
            var no = 0;
            await foreach (var row in rows)
            {
                if (++no % (lines / 5) == 0)
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                yield return row;
            }
        }
    }

    private static Table Statement()
    {
        List<TableColumn> columns = [new("label", "", ColumnKind.Text), .. Enumerable.Range(1, 12).Select(month => new TableColumn($"m{month}", $"Month {month}", ColumnKind.Money)), new("total", "Total", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum("m1", "m12") }];
        var rows = new List<TableRow>();
        for (var section = 0; section < 4; section++)
        {
            rows.Add(new TableRow(RowKind.Heading, [Cell.Of($"Section {section}"), .. columns.Skip(1).Select(_ => Cell.Empty)]));
            for (var item = 0; item < 24; item++)
                rows.Add(new TableRow(RowKind.Item, [Cell.Of($"Account {section}.{item}"), .. columns.Skip(1).Select((_, no) => Cell.Money((section * 1000m) + (item * 17.31m) + no))]) { Id = $"{section}.{item}", Level = 1 });
            rows.Add(new TableRow(RowKind.Subtotal, [Cell.Of($"Total section {section}"), .. columns.Skip(1).Select((_, no) => Cell.Money(Enumerable.Range(0, 24).Sum(item => (section * 1000m) + (item * 17.31m) + no)))]) { Id = $"s{section}", Formula = new RowFormula.SumOfItems($"{section}.0", $"{section}.23") });
        }

        return new Table(new TableHead("profit-and-loss", "Profit and loss", columns, Origin), rows);
    }

    private static TableHead LedgerHead() => new(
        "ledger",
        "Ledger",
        [
            new("date", "Date", ColumnKind.Date), new("number", "Number", ColumnKind.Text), new("contact", "Contact", ColumnKind.Text), new("description", "Description", ColumnKind.Text),
            new("account", "Account", ColumnKind.Text), new("amount", "Amount", ColumnKind.Money),
        ],
        Origin);

    private static async IAsyncEnumerable<TableRow> Ledger(int lines)
    {
        for (var no = 0; no < lines; no++)
        {
            yield return new TableRow(
                RowKind.Item,
                [
                    Cell.Of(new DateOnly(2024, 4, 1).AddDays(no % 365)), Cell.Of(string.Create(CultureInfo.InvariantCulture, $"INV-{no:00000}")), Cell.Of($"Supplier {no % 200}"),
                    Cell.Of("Timber, fixings and carriage"), Cell.Of($"Account {no % 40}"), Cell.Money((no % 9973) + 0.25m),
                ]);
        }

        await Task.CompletedTask;
    }
}
