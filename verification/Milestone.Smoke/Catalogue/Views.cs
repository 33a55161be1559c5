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
        new("dashboard-all-months", "dashboard?trend=all&comparison=previous"),
        new("dashboard-meanings-open", "dashboard") { Click = "a[href$='#meanings']" },
        new("dashboard-extreme", $"dashboard?{Extreme}", Books.Extreme),
        new("dashboard-empty", $"dashboard?{Empty}", Books.Extreme),

        new("receivables", "receivables"),
        new("receivables-extreme", $"receivables?{Extreme}", Books.Extreme),
        new("receivables-empty", $"receivables?{Empty}", Books.Extreme),

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

        // What changed, what was issued.
        new("changes", "changes"),
        new("changes-since-pack", "changes?since=pack 1&period=all"),
        new("changes-none", "changes?since=pack 1&from=2030-01-01&to=2030-01-31"),
        new("changes-extreme", $"changes?{Extreme}&since=0", Books.Extreme),
        new("packs", "packs"),
        new("packs-none", $"packs?{Extreme}", Books.Extreme),
        new("pack", "packs/{pack}"),
        new("pack-issue", "packs/issue?period=last-month"),
        new("pack-withdraw", "packs/{pack}/withdraw"),

        // The projects, and one of them.
        new("projects", "projects"),
        new("projects-sorted", "projects?sort=income&direction=descending&period=this-year"),
        new("projects-none", "projects?search=no-such-project"),
        new("projects-extreme", $"projects?{Extreme}&{Year}", Books.Extreme),
        new("project-summary", "projects/{project}"),
        new("project-summary-extreme", $"projects/{{project}}?{Extreme}", Books.Extreme),
        new("project-cost-tracker", "projects/{project}/cost-tracker"),
        new("project-cost-tracker-extreme", $"projects/{{project}}/cost-tracker?{Extreme}", Books.Extreme),
        new("project-float", "projects/{project}/float"),
        new("project-float-extreme", $"projects/{{project}}/float?{Extreme}", Books.Extreme),
        new("project-invoices", "projects/{project}/invoices"),
        new("project-bills", "projects/{project}/bills"),

        // What is planned for a project.
        new("estimates", "projects/{project}/estimates"),
        new("estimates-none", $"projects/{{project}}/estimates?{Extreme}", Books.Extreme),
        new("estimate-new", "projects/{project}/estimates/new"),
        new("estimate-edit", "projects/{project}/estimates/{estimate}"),
        new("estimate-remove", "projects/{project}/estimates/{estimate}/remove"),
        new("estimates-history", "projects/{project}/estimates/history"),
        new("progress", "projects/{project}/progress"),
        new("adjustments", "projects/{project}/adjustments"),
        new("adjustment-new", "projects/{project}/adjustments/new"),
        new("project-settings", "projects/{project}/settings"),
        new("project-settings-extreme", $"projects/{{project}}/settings?{Extreme}", Books.Extreme),
        new("project-unknown", "projects/11111111-1111-1111-1111-111111111111/estimates", Status: 404),

        // What names no project, and who gave it one.
        new("assignments", "assignments"),
        new("assignments-extreme", $"assignments?{Extreme}", Books.Extreme),
        new("assignments-made", "assignments/made"),
        new("assignments-review", "assignments/review"),
        new("project-assignments", "projects/{project}/assignments"),

        // Beside Xero, files that were taken away, and what a reader likes.
        new("reconciliation", "reconciliation"),
        new("reconciliation-none", $"reconciliation?{Extreme}", Books.Extreme),
        new("reconciliation-import", "reconciliation/import"),
        new("reconciliation-check", "reconciliation/check"),
        new("exports", "exports"),
        new("admin", "admin"),
        new("admin-extreme", $"admin?{Extreme}", Books.Extreme),
        new("admin-audit", "admin/audit"),
        new("admin-audit-none", "admin/audit?actor=nobody"),
        new("admin-audit-extreme", $"admin/audit?{Extreme}", Books.Extreme),
        new("admin-feedback", "admin/feedback"),
        new("admin-maintenance", "admin/maintenance"),
        new("admin-rejected", "admin/rejected"),
        new("admin-tokens", "admin/tokens"),
        new("admin-monitoring", "admin/monitoring"),
        new("admin-settings", "admin/settings"),
        new("admin-settings-extreme", $"admin/settings?{Extreme}", Books.Extreme),
        new("admin-users", "admin/users"),
        new("admin-users-extreme", $"admin/users?{Extreme}", Books.Extreme),
        new("admin-user", "admin/users/{user}"),
        new("feedback", "feedback?page=dashboard"),
        new("preferences", "preferences"),
        new("views", "views"),
        new("view-new", "views/new?page=statement&query=period%3Dlast-month"),

        // The door.
        new("status", "status"),
        new("sign-in", "sign-in"),
        new("sign-in-out", "sign-in?out=true"),
        new("sign-in-refused", "sign-in?refused=unknown"),
        new("invitation-gone", "invitations/accept?code=gone"),
        new("first-gone", "sign-in/first?code=gone"),
        new("account", "account"),

        // When there is nothing, or not now.
        new("first-steps", "dashboard", Books.None),
        new("not-found", "nothing-here", Status: 404),
        new("no-such-organisation", "dashboard?organisation=nobody", Status: 404),
        new("no-database", "dashboard", Books.Gone, 503),
        new("organisations-open", $"dashboard?{Extreme}", Books.Extreme) { Click = ".menu.organisation > summary" },
    ];

    /// <summary>The names of all, for tests that take one at a time.</summary>
    public static TheoryData<string> Names => [.. All.Select(view => view.Name)];

    /// <summary>Those that the target Test looks at: each page as it usually is, and when there is nothing or not now.</summary>
    public static TheoryData<string> Usual => [.. All.Where(IsUsual).Select(view => view.Name)];

    /// <summary>The others.</summary>
    public static TheoryData<string> Unusual => [.. All.Where(view => !IsUsual(view)).Select(view => view.Name)];

    /// <summary>The view of a name.</summary>
    public static View Of(string name) => All.Single(view => view.Name == name);

    // A variant is named after its page: dashboard, dashboard-month. Where the books are extreme, so is the time that a look takes.
    private static bool IsUsual(View view) => view.Books != Books.Extreme && !All.Any(other => other != view && view.Name.StartsWith(other.Name + "-", StringComparison.Ordinal) && view.Click is null && view.Status == 200 && view.Address.Split('?')[0] == other.Address.Split('?')[0]);
}
