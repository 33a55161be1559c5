using System.Globalization;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>The list of projects, and of a project the summary, the cost tracker and the float: the same on the page, in the CSV, the recalculated workbook, the PDF's text and the JSON.</summary>
public sealed class ProjectParityTests(DemoHost demo) : IClassFixture<DemoHost>
{
    private const int QuestionsOfEach = 6;

    [Fact]
    public async Task Every_format_of_the_tables_of_projects_shows_the_same_figures()
    {
        var random = new Random(SameFigures.Seed);
        var formats = new SameFigures(demo);
        Func<Random, Asked>[] tables = [List, Summary, CostTracker, Float];
        foreach (var (table, no) in tables.Select((table, no) => (table, no)))
        {
            while (formats.Count < (no + 1) * QuestionsOfEach)
                await formats.AskAsync(table(random));
        }

        await formats.RecalculateAsync();
    }

    private Asked List(Random random)
    {
        var (pounds, decimals) = Money(random);
        var query = Query(
            Any(random, "period=last-year", "from=2026-04-01&to=2026-10-31", "from=2026-05-16&to=2026-08-03", "from=2024-04-01&to=2026-11-25"),
            Any(random, "", "basis=cash"),
            Any(random, "", "", "phase=Roofing", "phase=unassigned"),
            Any(random, "", "", string.Create(CultureInfo.InvariantCulture, $"asKnownAt={random.NextInt64(1, demo.LastBatch + 1)}")),
            Any(random, "", "", "search=road", "search=a"),
            Any(random, "", "", "status=active", "status=completed", "status=archived"),
            Any(random, "", "sort=profit&direction=descending", "sort=client", "sort=margin", "sort=activity&direction=descending"),
            pounds);
        return new Asked($"projects?{query}", "section[aria-label=Projects]", "projects", query, decimals);
    }

    // The page takes days for its statement too; of its costs by phase only the last counts.
    private Asked Summary(Random random)
    {
        var (pounds, decimals) = Money(random);
        var (project, to, vat) = (Project(random), Day(random), Vat(random));
        return new Asked(
            $"projects/{project}?{Query($"from=2023-01-01&to={to}", vat, pounds)}",
            "section[aria-labelledby=phases]",
            $"projects/{project}/summary",
            Query($"to={to}", vat, pounds),
            decimals);
    }

    private Asked CostTracker(Random random)
    {
        var (pounds, decimals) = Money(random);
        return Report(random, "cost-tracker", "section[aria-label='Cost tracker']", Query($"to={Day(random)}", Vat(random), Any(random, "", "", "phase=Roofing", "phase=unassigned"), pounds), decimals);
    }

    private Asked Float(Random random)
    {
        var (pounds, decimals) = Money(random);
        return Report(random, "float", "section[aria-label=Float]", Query($"to={Day(random)}", pounds), decimals);
    }

    private Asked Report(Random random, string report, string region, string query, int decimals)
    {
        var project = Project(random);
        return new Asked($"projects/{project}/{report}?{query}", region, $"projects/{project}/{report}", query, decimals);
    }

    private static (string Parameter, int Decimals) Money(Random random) => random.Next(3) == 0 ? ("wholePounds=true", 0) : ("wholePounds=false", 2);

    // One in ten is what no project is named for.
    private Guid Project(Random random) => random.Next(10) == 0 ? Guid.Empty : demo.Projects[random.Next(demo.Projects.Count)].Id;

    private static string Day(Random random) => Any(random, "2025-03-31", "2026-03-31", "2026-08-03", "2026-11-25");

    private static string Vat(Random random) => Any(random, "", "vat=gross");

    private static string Query(params string[] parts) => string.Join('&', parts.Where(part => part.Length > 0));

    private static string Any(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
