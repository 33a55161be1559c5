using Milestone.Core.Statements;

namespace Milestone.Core.Assignments;

/// <summary>What a line lacks.</summary>
public enum Lacking
{
    /// <summary>A project.</summary>
    Project,

    /// <summary>A phase, while it has a project.</summary>
    Phase,
}

/// <summary>Which lines without project or phase are asked for. Only lines that count in profit and loss are lines to assign.</summary>
public sealed record LinesToAssignQuery
{
    /// <summary>The most lines one answer holds.</summary>
    public const int MostLines = 200;

    /// <summary>What the lines lack.</summary>
    public Lacking Lacking { get; init; }

    /// <summary>Only lines of this project, where they lack a phase; null for all.</summary>
    public Guid? Project { get; init; }

    /// <summary>The first day that counts; null for all.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day that counts; null for all.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only accounts of this section; null for all.</summary>
    public Section? Section { get; init; }

    /// <summary>Only this account; null for all.</summary>
    public Guid? Account { get; init; }

    /// <summary>Only this customer or supplier; null for all.</summary>
    public Guid? Contact { get; init; }

    /// <summary>Only where the document, the contact or the line has these words; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Where the page before ended, as that page said; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many lines to answer at most, 1 to <see cref="MostLines"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>One page of lines to assign.</summary>
/// <param name="Lines">The lines, the latest first, each with its effect on profit and a suggestion where there is one.</param>
/// <param name="Total">The effect on profit of all pages together.</param>
/// <param name="Count">How many lines all pages have.</param>
/// <param name="Next">What to ask for as <see cref="LinesToAssignQuery.After"/>, or null at the end.</param>
public sealed record LinesToAssignPage(IReadOnlyList<AssignableLine> Lines, decimal Total, long Count, string? Next);
