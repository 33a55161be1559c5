using Milestone.Core.Projects;

namespace Milestone.Host.Projects;

/// <summary>Which projects of the list are asked for, and in which order, by the API and by the page alike.</summary>
internal static class ProjectListQuestion
{
    /// <summary>The parameters, beside those of the period.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["search", "status", "sort", "direction", "wholePounds"];

    /// <summary>The words for where a project stands, in the order in which they are offered.</summary>
    public static IReadOnlyList<(string Word, ProjectStanding Standing)> Standings { get; } =
        [.. Enum.GetValues<ProjectStanding>().Select(standing => (standing == ProjectStanding.OnHold ? "on-hold" : ProjectListTable.Word(standing).ToLowerInvariant(), standing))];

    /// <summary>The directions of an order.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["ascending", "descending"];

    /// <summary>Gives the words of a query string their meaning.</summary>
    /// <exception cref="Core.ProblemException">Invalid, with the field at fault.</exception>
    public static ProjectListView Parse(IQueryCollection words) => new()
    {
        Search = ProjectQuestion.Word(words, "search"),
        Standing = ProjectQuestion.OneOf(words, "status", [.. Standings.Select(one => one.Word)]) is { } word ? Standings.First(one => one.Word == word).Standing : null,
        Sort = ProjectQuestion.OneOf(words, "sort", ProjectListTable.Sortable) ?? ProjectListTable.Project,
        Descending = ProjectQuestion.OneOf(words, "direction", Directions) == "descending",
    };
}
