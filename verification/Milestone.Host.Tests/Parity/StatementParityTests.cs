using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Pages;
using Milestone.Testing.Outputs;
using UglyToad.PdfPig;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>Whatever is asked, the page, the CSV, the recalculated workbook, the PDF's text and the JSON show the same figures.</summary>
public sealed class StatementParityTests(DemoHost demo) : IClassFixture<DemoHost>
{
    private const int Questions = 20;
    private const int UsualSeed = 20261125;

    [Fact]
    public async Task Every_format_of_a_statement_shows_the_same_figures()
    {
        // The same questions on every build machine; MILESTONE_PARITY_SEED asks others, and a failure names its seed.
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MILESTONE_PARITY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : UsualSeed;
        _ = demo.Client;
        var random = new Random(seed);
        var asked = new List<(string Query, int Decimals)>();
        var workbooks = new List<byte[]>();
        var pages = new List<IReadOnlyList<ShownRow>>();
        var percents = new List<IReadOnlyList<bool>>();
        while (asked.Count < Questions)
        {
            var question = Question(random);
            var query = question.Query;
            var where = $"seed {seed}, statement?{query}";
            var page = ShownRow.OfPage(BrowsedBooks.Parse(Encoding.UTF8.GetString(await demo.ReadAsync($"statement?{query}"))));
            if (page.Count == 0)
                continue; // nothing was posted there, which has a page of its own
            asked.Add(question);
            var csv = Rfc4180.Read(await demo.ReadAsync($"api/v1/statement.csv?{query}"));
            Same(page, ShownRow.OfCsv(csv), $"{where}, csv");
            InPdf(page, await demo.ReadAsync($"api/v1/statement.pdf?{query}"), $"{where}, pdf");
            InJson(page, JsonNode.Parse(await demo.ReadAsync($"api/v1/statement?{query}"))!, query, $"{where}, json");
            pages.Add(page);
            percents.Add([.. Enumerable.Range(1, csv[0].Length - 1).Select(column => csv.Skip(1).Any(record => record.Length > column && record[column].EndsWith('%') && !record[0].Contains("margin", StringComparison.OrdinalIgnoreCase)))]);
            workbooks.Add(await demo.ReadAsync($"api/v1/statement.xlsx?{query}"));
        }

        var sheets = await LibreOffice.Recalculate(workbooks);
        for (var i = 0; i < asked.Count; i++)
        {
            var columns = pages[i][0].Figures.Count + 1;
            var rows = sheets[i].Single(sheet => sheet.Key != "Control").Value[5..];
            // A margin's row is a percentage in every column; elsewhere the column says so.
            var received = rows.Where(row => row.Skip(1).Take(columns - 1).Any(field => field.Length > 0))
                .Select(row => ShownRow.OfSheet([row], columns, asked[i].Decimals, row[0].Contains("margin", StringComparison.OrdinalIgnoreCase) ? [.. Enumerable.Repeat(true, columns)] : percents[i])[0])
                .ToList();
            Same(pages[i], received, $"seed {seed}, statement?{asked[i].Query}, xlsx");
        }
    }

    private (string Query, int Decimals) Question(Random random)
    {
        var parts = new List<string> { Any("from=2025-04-01&to=2026-03-31", "from=2026-04-01&to=2026-10-31", "from=2026-05-16&to=2026-08-03", "period=last-month", "from=2024-04-01&to=2026-11-23") };
        parts.Add(Any("", "columns=month", "columns=quarter", "columns=year", "columns=project", "columns=phase"));
        if (parts[1] is "columns=month" or "columns=project" or "columns=phase")
            parts[0] = Any("from=2026-04-01&to=2026-06-30", "from=2026-05-16&to=2026-08-03");
        parts.Add(Any("", "basis=cash"));
        parts.Add(Any("", "", "rows=project", "rows=phase"));
        parts.Add(Any("", "", "compare=1&variance=true", "compare=2&comparison=year", "percent=true"));
        parts.Add(Any("", "", "project=unassigned", $"project={Uri.EscapeDataString(demo.Projects[random.Next(demo.Projects.Count)])}"));
        parts.Add(Any("", "", "", "phase=Roofing", "phase=unassigned"));
        parts.Add(Any("", "", string.Create(CultureInfo.InvariantCulture, $"asKnownAt={random.NextInt64(1, demo.LastBatch + 1)}")));
        parts.Add(Any("", "hideZeros=false"));
        var wholePounds = random.Next(3) == 0;
        if (wholePounds)
            parts.Add("wholePounds=true");
        // Projects as rows and as columns is one question too many.
        if (parts[3].Length > 0 && parts[1] is "columns=project" or "columns=phase")
            parts[3] = "";
        // A share of income is of accounts.
        if (parts[3].Length > 0 && parts[4] == "percent=true")
            parts[4] = "";
        return (string.Join('&', parts.Where(part => part.Length > 0)), wholePounds ? 0 : 2);

        string Any(params string[] choices) => choices[random.Next(choices.Length)];
    }

    private static void Same(IReadOnlyList<ShownRow> expected, IReadOnlyList<ShownRow> received, string where)
    {
        for (var i = 0; i < Math.Max(expected.Count, received.Count); i++)
        {
            var (one, other) = (i < expected.Count ? expected[i].ToString() : "nothing", i < received.Count ? received[i].ToString() : "nothing");
            Assert.True(one == other, $"{where}, row {i}: the page has {one}; it has {other}");
        }
    }

    // A wide table is drawn in parts, and a long label over several lines: so every figure is looked for as often as it stands on the page.
    private static void InPdf(IReadOnlyList<ShownRow> page, byte[] file, string where)
    {
        using var document = PdfDocument.Open(file);
        var words = document.GetPages().SelectMany(one => one.GetWords()).Select(word => ShownRow.OfCsv([[""], ["", word.Text]])).Where(rows => rows.Count > 0).Select(rows => rows[0].Figures[0]).ToLookup(figure => figure);
        foreach (var figure in page.SelectMany(row => row.Figures).Where(figure => figure.Length > 0).GroupBy(figure => figure))
            Assert.True(words[figure.Key].Count() >= figure.Count(), $"{where}: {figure.Key} stands {figure.Count()} times on the page and {words[figure.Key].Count()} times in the PDF");
    }

    // The statement's own JSON has amounts by row and column, with pence.
    private static void InJson(IReadOnlyList<ShownRow> page, JsonNode json, string query, string where)
    {
        var decimals = query.Contains("wholePounds", StringComparison.Ordinal) ? 0 : 2;
        var ratios = json["columns"]!.AsArray().Select(column => (string)column!["kind"]! is var kind && (kind.Contains("percent", StringComparison.OrdinalIgnoreCase) || kind.Contains("margin", StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var row in json["rows"]!.AsArray().Where(row => row!["amounts"] is JsonArray))
        {
            var amounts = row!["amounts"]!.AsArray().Where((amount, column) => amount is not null && !ratios[column]).Select(amount => ShownRow.OfJson(amount, decimals)).ToList();
            var label = (string?)row["label"];
            Assert.True(page.Any(shown => shown.Label == label && amounts.All(shown.Figures.Contains)), $"{where}: {label} {string.Join(' ', amounts)}");
        }
    }
}
