using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Testing.Outputs;
using UglyToad.PdfPig;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>A table of a page and the files of it: where both are asked for, with the same filters.</summary>
/// <param name="Page">The page's address.</param>
/// <param name="Region">What finds the table on it.</param>
/// <param name="File">The address below api/v1 of the files, without an extension.</param>
/// <param name="Query">The filters of the files.</param>
/// <param name="Decimals">2 for pence, 0 for whole pounds.</param>
internal sealed record Asked(string Page, string Region, string File, string Query, int Decimals);

/// <summary>Holds the page, the CSV, the recalculated workbook, the PDF's text and the JSON of random questions against one another.</summary>
internal sealed class SameFigures(DemoHost demo)
{
    private const int UsualSeed = 20261125;

    private readonly List<(Asked Asked, IReadOnlyList<ShownRow> Page, IReadOnlyList<bool> Percent)> compared = [];
    private readonly List<byte[]> workbooks = [];

    /// <summary>The same questions on every build machine; MILESTONE_PARITY_SEED asks others, and a failure names its seed.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("MILESTONE_PARITY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : UsualSeed;

    /// <summary>How many questions had an answer.</summary>
    public int Count => compared.Count;

    /// <summary>Asks all formats but the workbook, which waits for <see cref="RecalculateAsync"/>. A page without the table has nothing to compare.</summary>
    /// <param name="asked">What is asked.</param>
    /// <param name="json">Where the JSON is, below api/v1, and how it is held against the page; null for the table's own.</param>
    public async Task AskAsync(Asked asked, (string Address, Action<IReadOnlyList<ShownRow>, JsonNode, string> Compare)? json = null)
    {
        var page = await PageAsync(asked);
        if (page.Count == 0)
            return;
        var csv = Rfc4180.Read(await FileAsync(asked, "csv"));
        Same(page, ShownRow.OfCsv(csv), asked, "csv");
        InPdf(page, csv[0].Length - 1, await FileAsync(asked, "pdf"), asked);
        if (json is { } own)
            own.Compare(page, await demo.AskAsync(own.Address), Where(asked, "json"));
        else
            Same(page, ShownRow.OfTable(await demo.AskAsync($"{asked.File}.json?{asked.Query}"), asked.Decimals), asked, "json");
        workbooks.Add(await FileAsync(asked, "xlsx"));
        compared.Add((asked, page, [.. Enumerable.Range(1, csv[0].Length - 1).Select(column => IsPercent(csv, column))]));
    }

    /// <summary>Has LibreOffice recalculate all workbooks in one go, and compares them.</summary>
    public async Task RecalculateAsync()
    {
        var sheets = await LibreOffice.Recalculate(workbooks);
        foreach (var ((asked, page, percent), book) in compared.Zip(sheets))
        {
            var rows = book.Single(sheet => sheet.Key != "Control").Value[5..];
            Same(page, ShownRow.OfSheet(rows, asked.Decimals, percent), asked, "xlsx");
        }
    }

    // A long table is shown page by page; each ends with the total of all, and headings are no rows of figures.
    private async Task<IReadOnlyList<ShownRow>> PageAsync(Asked asked)
    {
        var rows = new List<ShownRow>();
        for (var address = asked.Page; ;)
        {
            var page = await demo.PageAsync(address);
            var shown = page.QuerySelectorAll($"{asked.Region} .report tbody tr:not(.heading)").ToList();
            if (page.QuerySelector($"{asked.Region} a[rel=next]")?.GetAttribute("href") is not { } next)
                return [.. rows, .. ShownRow.OfPage(shown)];
            rows.AddRange(ShownRow.OfPage(shown.SkipLast(shown[^1].ClassList.Contains("total") ? 1 : 0)));
            address = next;
        }
    }

    private Task<byte[]> FileAsync(Asked asked, string format) => demo.ReadAsync($"api/v1/{asked.File}.{format}?{asked.Query}");

    private static string Where(Asked asked, string format) => $"seed {Seed}, {asked.Page}, {format}";

    private static bool IsPercent(List<string[]> csv, int column) =>
        csv.Skip(1).Any(record => record.Length > column && record[column].EndsWith('%') && !record[0].Contains("margin", StringComparison.OrdinalIgnoreCase));

    private static void Same(IReadOnlyList<ShownRow> expected, IReadOnlyList<ShownRow> received, Asked asked, string format)
    {
        for (var i = 0; i < Math.Max(expected.Count, received.Count); i++)
        {
            var (one, other) = (i < expected.Count ? expected[i].ToString() : "nothing", i < received.Count ? received[i].ToString() : "nothing");
            Assert.True(one == other, $"{Where(asked, format)}, row {i}: the page has {one}; it has {other}");
        }
    }

    // A wide table is drawn in parts, and words over several lines: so every figure is looked for as often as it stands on the page.
    private static void InPdf(IReadOnlyList<ShownRow> page, int columns, byte[] file, Asked asked)
    {
        using var document = PdfDocument.Open(file);
        var words = document.GetPages().SelectMany(one => one.GetWords()).Select(word => ShownRow.OfWord(word.Text)).ToLookup(figure => figure);
        // A column with anything but numbers and the marks of absent ones is one of words or days.
        var figures = Enumerable.Range(0, columns).Where(column => page.All(row => row.Figures.Count <= column || IsFigure(row.Figures[column])));
        foreach (var figure in figures.SelectMany(column => page.Where(row => row.Figures.Count > column).Select(row => row.Figures[column])).Where(figure => figure.Length > 0).GroupBy(figure => figure))
            Assert.True(words[figure.Key].Count() >= figure.Count(), $"{Where(asked, "pdf")}: {figure.Key} stands {figure.Count()} times on the page and {words[figure.Key].Count()} times in the PDF");
    }

    private static bool IsFigure(string shown) => shown is "" or "n/a" or "n/m" || decimal.TryParse(shown, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
