namespace Milestone.Core.Assignments;

/// <summary>A line of a document as a person sees it before assigning it.</summary>
/// <param name="Document">The document.</param>
/// <param name="Line">The line in it.</param>
/// <param name="Seen">Stands for all of this: send it back with a change, and the change is refused if the line is no longer what was shown.</param>
/// <param name="Kind">What the document is, in words.</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Status">Xero's status of the document.</param>
/// <param name="Date">The document's date; in a list of lines the day the amount counts.</param>
/// <param name="Description">The line's own words; may be empty.</param>
/// <param name="Account">The account's name; empty where it is not in the chart.</param>
/// <param name="AccountId">The account; null where it is not in the chart.</param>
/// <param name="Amount">Effect on profit on accrual basis, base currency: income positive, cost negative. Zero where the document does not count.</param>
/// <param name="Place">Where it counts now.</param>
/// <param name="InXero">Where Xero itself puts it.</param>
public sealed record AssignableLine(
    Guid Document,
    Guid Line,
    string Seen,
    string Kind,
    string Number,
    string Contact,
    string Status,
    DateOnly Date,
    string Description,
    string Account,
    Guid? AccountId,
    decimal Amount,
    AssignmentPlace Place,
    AssignmentPlace InXero)
{
    /// <summary>The customer's or supplier's id; null where the document names none.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>What a person assigned to it, or null.</summary>
    public AssignmentMark? Assignment { get; init; }

    /// <summary>Where it may belong, by the company it keeps; null where nothing speaks for a place.</summary>
    public AssignmentSuggestion? Suggestion { get; init; }
}

/// <summary>A project and a phase.</summary>
/// <param name="Project">The project's id; all zeros for Unassigned.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Phase">The phase's id; all zeros for Unassigned.</param>
/// <param name="PhaseName">Its name.</param>
public sealed record AssignmentPlace(Guid Project, string ProjectName, Guid Phase, string PhaseName);

/// <summary>What a person assigned.</summary>
/// <param name="Id">The assignment's id.</param>
/// <param name="Version">The version that a change of it must name.</param>
/// <param name="Project">The project, all zeros for none at all, or null where Xero's stays.</param>
/// <param name="ProjectName">Its name, or null.</param>
/// <param name="Phase">The phase, all zeros for none at all, or null where Xero's stays.</param>
/// <param name="PhaseName">Its name, or null.</param>
/// <param name="Mode">Whether it yields to Xero or wins.</param>
/// <param name="By">Who assigned it.</param>
/// <param name="At">When, in UTC.</param>
public sealed record AssignmentMark(Guid Id, long Version, Guid? Project, string? ProjectName, Guid? Phase, string? PhaseName, AssignmentMode Mode, string By, DateTimeOffset At);

/// <summary>Which of the two has the last word on a line, a person or Xero.</summary>
public enum AssignmentMode
{
    /// <summary>Fills what has no project or phase, and yields when Xero names one.</summary>
    Fill,

    /// <summary>Wins over whatever Xero says.</summary>
    Override,
}

/// <summary>Where a line may belong. Only a suggestion: nothing is assigned by it.</summary>
/// <param name="Project">The project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Phase">The phase, or null where none is suggested.</param>
/// <param name="PhaseName">Its name, or null.</param>
/// <param name="Because">Why, in words: 3 of 4 other lines of this document.</param>
public sealed record AssignmentSuggestion(Guid Project, string ProjectName, Guid? Phase, string? PhaseName, string Because);
