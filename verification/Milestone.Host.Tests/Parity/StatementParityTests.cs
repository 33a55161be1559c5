using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>Whatever is asked, the page, the CSV, the recalculated workbook, the PDF's text and the JSON of a statement show the same figures.</summary>
public sealed class StatementParityTests(DemoHost demo) : IClassFixture<DemoHost>
{
    private const int Questions = 20;
    private const int PlannedQuestions = 12;

    [Fact]
    public async Task Every_format_of_a_statement_shows_the_same_figures()
    {
        var random = new Random(SameFigures.Seed);
        var formats = new SameFigures(demo);
        while (formats.Count < Questions)
            await AskAsync(formats, Question(random), random);
        while (formats.Count < Questions + PlannedQuestions)
            await AskAsync(formats, PlannedQuestion(random), random);
        await formats.RecalculateAsync();
    }

    private static Task AskAsync(SameFigures formats, string query, Random random)
    {
        var wholePounds = random.Next(3) == 0;
        if (wholePounds)
            query += "&wholePounds=true";
        var decimals = wholePounds ? 0 : 2;
        return formats.AskAsync(
            new Asked($"statement?{query}", "section[aria-label=Statement]", "statement", query, decimals),
            ($"statement?{query}", (page, json, where) => InJson(page, json, decimals, where)));
    }

    private string Question(Random random)
    {
        var parts = new List<string> { Any(random, "from=2025-04-01&to=2026-03-31", "from=2026-04-01&to=2026-10-31", "from=2026-05-16&to=2026-08-03", "period=last-month", "from=2024-04-01&to=2026-11-23") };
        parts.Add(Any(random, "", "columns=month", "columns=quarter", "columns=year", "columns=project", "columns=phase"));
        if (parts[1] is "columns=month" or "columns=project" or "columns=phase")
            parts[0] = Any(random, "from=2026-04-01&to=2026-06-30", "from=2026-05-16&to=2026-08-03");
        parts.Add(Any(random, "", "basis=cash"));
        parts.Add(Any(random, "", "", "rows=project", "rows=phase"));
        parts.Add(Any(random, "", "", "compare=1&variance=true", "compare=2&comparison=year", "percent=true"));
        parts.Add(Any(random, "", "", "project=unassigned", $"project={AnyProject(random)}"));
        parts.Add(Any(random, "", "", "", "phase=Roofing", "phase=unassigned"));
        parts.Add(Any(random, "", "", string.Create(CultureInfo.InvariantCulture, $"asKnownAt={random.NextInt64(1, demo.LastBatch + 1)}")));
        parts.Add(Any(random, "", "hideZeros=false"));
        // Projects as rows and as columns is one question too many.
        if (parts[3].Length > 0 && parts[1] is "columns=project" or "columns=phase")
            parts[3] = "";
        // A share of income is of accounts.
        if (parts[3].Length > 0 && parts[4] == "percent=true")
            parts[4] = "";
        return string.Join('&', parts.Where(part => part.Length > 0));
    }

    /// <summary>Against Xero's budgets, which are by account, or the estimates, which are of projects and phases.</summary>
    private string PlannedQuestion(Random random)
    {
        var plan = Any(
            random,
            "budget=overall",
            "budget=overall&columns=quarter",
            $"budget=estimates&project={AnyProject(random)}",
            $"budget=estimates&project={AnyProject(random)}&rows=phase",
            "budget=estimates&columns=phase",
            "budget=estimates&rows=project",
            "budget=estimates&rows=projectPhase&measure=costOfSales",
            "budget=estimates&phase=Roofing");
        string[] parts =
        [
            Any(random, "from=2026-04-01&to=2026-10-31", "from=2026-05-16&to=2026-08-03", "from=2024-04-01&to=2026-11-25"),
            plan,
            Any(random, "", "basis=cash"),
            plan.Contains("columns", StringComparison.Ordinal) ? "" : Any(random, "", "compare=1&variance=true", "compare=1&comparison=year"),
            Any(random, "", "hideZeros=false"),
        ];
        return string.Join('&', parts.Where(part => part.Length > 0));
    }

    private string AnyProject(Random random) => Uri.EscapeDataString(demo.Projects[random.Next(demo.Projects.Count)].Name);

    private static string Any(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    // The statement's own JSON has amounts by row and column, with pence.
    private static void InJson(IReadOnlyList<ShownRow> page, JsonNode json, int decimals, string where)
    {
        var ratios = json["columns"]!.AsArray().Select(column => (string)column!["kind"]! is var kind && (kind.Contains("percent", StringComparison.OrdinalIgnoreCase) || kind.Contains("margin", StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var row in json["rows"]!.AsArray().Where(row => row!["amounts"] is JsonArray))
        {
            var amounts = row!["amounts"]!.AsArray().Where((amount, column) => amount is not null && !ratios[column]).Select(amount => ShownRow.OfAmount(amount, decimals)).ToList();
            var label = (string?)row["label"];
            Assert.True(page.Any(shown => shown.Label == label && amounts.All(shown.Figures.Contains)), $"{where}: {label} {string.Join(' ', amounts)}");
        }
    }
}
