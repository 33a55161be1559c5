using Milestone.Host.Shell;

namespace Milestone.Host.Statements.Parts;

/// <summary>The way back from a figure to the statement it was read on.</summary>
internal static class StatementView
{
    private static readonly string[] Tabs = ["cost-tracker", "float", "invoices", "bills"];

    /// <summary>What the way back leads to, in words.</summary>
    public static string Label(Address here) => here["tab"] == "list" ? "Projects" : ProjectsPath(here) is null ? "Profit and loss" : "Project";

    // Only the list of projects or a tab of one, never another address.
    private static string? ProjectsPath(Address here) => here["tab"] == "list" ? "projects"
        : Tabs.Contains(here["tab"]) && Guid.TryParse(here["project"], out var project) ? $"projects/{project:D}/{here["tab"]}"
        : null;

    /// <summary>The statement, or the page of projects, as it was left, or the usual one where the reader came another way. Never another site.</summary>
    public static string Back(Address here)
    {
        if (ProjectsPath(here) is { } projects)
        {
            var tab = here.Keep("organisation").On(projects).ToString();
            return here["back"] is { Length: > 0 } left ? $"{tab}{(tab.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{left}" : tab;
        }

        var organisation = here.Keep("organisation").On("statement");
        if (here["back"] is not { Length: > 0 } view)
            return organisation.ToString();
        return organisation["organisation"] is null ? $"statement?{view}" : $"{organisation}&{view}";
    }
}
