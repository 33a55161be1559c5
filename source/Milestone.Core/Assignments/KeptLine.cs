using System.Globalization;
using Milestone.Core.Ledger;

namespace Milestone.Core.Assignments;

/// <summary>An assignment with the line it is on, or, while it waits for one, the line as it last was.</summary>
/// <param name="Assignment">What was assigned, by whom and when.</param>
/// <param name="Document">The document.</param>
/// <param name="Kind">What the document is, in words.</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Date">The document's date.</param>
/// <param name="Description">The line's own words, as it last was.</param>
/// <param name="LineAmount">The line's amount as it last was, in the document's currency and direction, with VAT where the document includes it.</param>
/// <param name="Line">The line as it is now; null while the assignment waits.</param>
public sealed record KeptLine(
    AssignmentMark Assignment, Guid Document, string Kind, string Number, string Contact, DateOnly Date, string Description, decimal LineAmount, AssignableLine? Line)
{
    /// <summary>What a person should look at, in the order of importance; empty when all is well.</summary>
    public IReadOnlyList<AssignmentQuestion> Questions { get; init; } = [];

    internal static KeptLine Of(LineBooks books, PostedDocument posted, PlacedAssignment placed)
    {
        var document = posted.Document;
        return new KeptLine(
            books.Options.MarkOf(placed.Kept),
            document.Id,
            DocumentKindName.Of(document.Kind),
            books.NumberOf(document.Id),
            books.ContactOf(document.Id),
            document.Date,
            placed.Kept.Description,
            placed.Kept.Amount,
            placed.Line is { } line ? books.Line(document.Id, line.Id) : null)
        {
            Questions = AssignmentQuestion.Of(books, placed),
        };
    }

    internal static ProblemException Missing(Guid assignment) =>
        new(ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no assignment {assignment:D}. It may have been removed.")) { Field = "id" };
}

/// <summary>Why an assignment needs a person's eye.</summary>
public enum ReviewReason
{
    /// <summary>Its line is gone from the document, and no other is identical: it has no effect.</summary>
    LineGone,

    /// <summary>It was a fill, and Xero has come to name something else: Xero's counts.</summary>
    XeroSaysOtherwise,

    /// <summary>Its project or phase has been archived or deleted in Xero.</summary>
    OptionRetired,
}

/// <summary>One thing about an assignment that a person should look at.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Says">The same in a sentence.</param>
public sealed record AssignmentQuestion(ReviewReason Reason, string Says)
{
    /// <summary>The questions that an assignment raises; the kernel says where it is and what Xero names there.</summary>
    internal static IReadOnlyList<AssignmentQuestion> Of(LineBooks books, PlacedAssignment placed)
    {
        var questions = new List<AssignmentQuestion>();
        var assigned = placed.Kept.Assignment;
        if (placed.Line is not { } line)
        {
            questions.Add(new AssignmentQuestion(ReviewReason.LineGone, "The line is no longer in the document, and no other line has the same account, amount and description."));
        }
        else if (!assigned.IsOverride)
        {
            var (project, phase) = books.Chart.XeroPlaceOf(line);
            string?[] named = [Yielded(books, assigned.Project, project), Yielded(books, assigned.Phase, phase)];
            if (named.OfType<string>().ToList() is { Count: > 0 } differing)
                questions.Add(new AssignmentQuestion(ReviewReason.XeroSaysOtherwise, $"Xero now says {string.Join(" / ", differing)}, and that is what counts."));
        }

        foreach (var (_, name, isArchived) in books.Options.RetiredOf(assigned).Where(option => !option.IsArchived || !placed.Kept.ArchivedAccepted))
            questions.Add(new AssignmentQuestion(ReviewReason.OptionRetired, isArchived ? $"{name} has been archived in Xero." : $"{name} is no longer in Xero."));
        return questions;
    }

    // A fill that Xero has come to agree with has nothing to ask.
    private static string? Yielded(LineBooks books, Guid? assigned, Guid xero) =>
        assigned is { } given && xero != Unassigned.Id && xero != given ? books.Options.NameOf(xero) : null;
}
