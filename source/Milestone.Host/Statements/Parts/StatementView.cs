using Milestone.Host.Shell;

namespace Milestone.Host.Statements.Parts;

/// <summary>The ways back: from a figure's lines to its row on the statement, and from a document to its line.</summary>
internal static class StatementView
{
    /// <summary>The parameter that carries the statement's own query.</summary>
    public const string BackTo = "back";

    /// <summary>The parameter that carries the row that was left.</summary>
    public const string Row = "row";

    private static readonly string[] Tabs = ["cost-tracker", "float", "invoices", "bills"];

    /// <summary>What the way back leads to, in words.</summary>
    public static string Label(Address here) => here["tab"] == "list" ? "Projects" : ProjectsPath(here) is null ? "Profit and loss" : "Project";

    // Only the list of projects or a tab of one, never another address.
    private static string? ProjectsPath(Address here) => here["tab"] == "list" ? "projects"
        : Tabs.Contains(here["tab"]) && Guid.TryParse(here["project"], out var project) ? $"projects/{project:D}/{here["tab"]}"
        : null;

    /// <summary>The statement, or the page of projects, as it was left, a statement at the row that was left, or the usual one where the reader came another way. Never another site.</summary>
    public static string Back(Address here)
    {
        if (ProjectsPath(here) is { } projects)
        {
            var tab = here.Keep("organisation").On(projects).ToString();
            return here["back"] is { Length: > 0 } left ? $"{tab}{(tab.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{left}" : tab;
        }

        var organisation = here.Keep("organisation").On("statement");
        if (here[BackTo] is not { Length: > 0 } view)
            return organisation + Fragment(here);
        return (organisation["organisation"] is null ? $"statement?{view}" : $"{organisation}&{view}") + Fragment(here);
    }

    /// <summary>The lines as they were left, at the document that was opened.</summary>
    public static string BackToLines(Address here, Guid document) => $"{here.On("statement/postings")}#{LineOf(document)}";

    /// <summary>What the first line of a document is called on a page of lines.</summary>
    public static string LineOf(Guid document) => $"doc-{document:D}";

    private static string Fragment(Address here) => here[Row] is { Length: > 0 } row ? "#" + Uri.EscapeDataString(row) : "";
}
