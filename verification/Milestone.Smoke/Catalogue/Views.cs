using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Catalogue;

/// <summary>
/// Every page in every state worth a look, in one place: what is listed here is photographed, checked for accessibility and for its layout. A new
/// page belongs here; so does a state that once looked wrong.
/// </summary>
internal static class Views
{
    private const string Year = "from=2026-04-01&to=2027-03-31";
    private const string Extreme = "organisation=" + ExtremeBooks.Name;
    private const string Empty = "organisation=" + ExtremeBooks.EmptyName;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<View> All { get; } =
    [
        // What is asked first.
        new("dashboard", "dashboard"),
        new("dashboard-month", "dashboard?period=last-month"),
        new("dashboard-nothing-posted", "dashboard?from=2030-01-01&to=2030-01-31"),
        new("dashboard-other-days-open", "dashboard") { Click = ".days > summary" },
        new("dashboard-extreme", $"dashboard?{Extreme}", Books.Extreme),
        new("dashboard-empty", $"dashboard?{Empty}", Books.Extreme),

        new("statement", "statement"),
        new("statement-months", "statement?period=this-year&columns=month&wholePounds=true&percent=true"),
        new("statement-compared", "statement?period=last-month&compare=1&variance=true&percent=true"),
        new("statement-compared-3", "statement?period=last-month&compare=3&comparison=year&basis=cash"),
        new("statement-projects", "statement?period=last-month&columns=project"),
        new("statement-one-project", "statement?period=this-year&project={project}&compare=1&variance=true"),
        new("statement-as-known-at", "statement?period=last-month&asKnownAt=2026-11-01T00:00Z"),
        new("statement-nothing-posted", "statement?from=2030-01-01&to=2030-01-31"),
        new("statement-wrong-day", "statement?from=2026-02-31&to=2026-03-31", Status: 400),
        new("statement-extreme", $"statement?{Extreme}&{Year}&compare=1&variance=true&percent=true", Books.Extreme),
        new("statement-extreme-months", $"statement?{Extreme}&{Year}&columns=month", Books.Extreme),
        new("statement-extreme-projects", $"statement?{Extreme}&{Year}&columns=project&wholePounds=true", Books.Extreme),
        new("statement-empty", $"statement?{Empty}", Books.Extreme),

        // What stands behind a figure.
        new("postings", "statement/postings?period=last-month&section=costOfSales"),
        new("postings-one-account", "statement/postings?period=last-month&account={account}"),
        new("postings-none", "statement/postings?from=2030-01-01&to=2030-01-31"),
        new("postings-extreme", $"statement/postings?{Extreme}&{Year}", Books.Extreme),
        new("document", "documents/{bill}"),
        new("document-extreme", $"documents/{{bill}}?{Extreme}", Books.Extreme),

        // What is owed, what changed, what was issued.
        new("receivables", "receivables"),
        new("receivables-extreme", $"receivables?{Extreme}", Books.Extreme),
        new("receivables-none", $"receivables?{Empty}", Books.Extreme),
        new("changes", "changes"),
        new("changes-since-pack", "changes?since=pack 1&period=all"),
        new("changes-none", "changes?since=pack 1&from=2030-01-01&to=2030-01-31"),
        new("changes-extreme", $"changes?{Extreme}&since=0", Books.Extreme),
        new("packs", "packs"),
        new("packs-none", $"packs?{Extreme}", Books.Extreme),
        new("pack", "packs/{pack}"),
        new("pack-issue", "packs/issue?period=last-month"),
        new("pack-withdraw", "packs/{pack}/withdraw"),

        // When there is nothing, or not now.
        new("first-steps", "dashboard", Books.None),
        new("not-found", "nothing-here", Status: 404),
        new("no-such-organisation", "dashboard?organisation=nobody", Status: 404),
        new("no-database", "dashboard", Books.Gone, 503),
        new("organisations-open", $"dashboard?{Extreme}", Books.Extreme) { Click = ".menu.organisation > summary" },
    ];

    /// <summary>Their names, for tests that take one at a time.</summary>
    public static TheoryData<string> Names => [.. All.Select(view => view.Name)];

    /// <summary>The view of a name.</summary>
    public static View Of(string name) => All.Single(view => view.Name == name);
}
