using Milestone.Core.Ledger;

namespace Milestone.Core.Assignments;

/// <summary>What a request makes of one line.</summary>
/// <param name="Wanted">What would be assigned; null where the line is left as it is.</param>
/// <param name="Left">Why it is left, in words; null where it is not.</param>
internal sealed record Proposal(Assignment? Wanted, string? Left)
{
    /// <summary>
    /// A line has one assignment, so giving a phase to a line whose project was assigned keeps that project, and an override stays one until it is
    /// changed by itself. A fill keeps only what Xero leaves open: elsewhere it would yield at once.
    /// </summary>
    public static Proposal Of(AssignmentRequest request, DocumentLine line, Chart chart, OptionNames options)
    {
        var before = line.Assignment;
        var wanted = new Assignment(
            request.Project ?? before?.Project,
            request.Phase ?? before?.Phase,
            request.Mode == AssignmentMode.Override || before?.IsOverride == true);
        if (!wanted.IsOverride)
        {
            var xero = chart.XeroPlaceOf(line);
            wanted = Open(wanted, xero);
            if ((request.Project is null || wanted.Project is null) && (request.Phase is null || wanted.Phase is null))
            {
                string?[] named = [request.Project is null ? null : options.NameOf(xero.Project), request.Phase is null ? null : options.NameOf(xero.Phase)];
                return new Proposal(null, $"Xero names {string.Join(" / ", named.OfType<string>())}, and a fill leaves that. An override would change it.");
            }
        }

        return wanted == before ? new Proposal(null, "It is assigned so already.") : new Proposal(wanted, null);
    }

    /// <summary>What is left of a fill on a line: whatever Xero leaves open.</summary>
    public static Assignment Open(Assignment fill, (Guid Project, Guid Phase) xero) => fill with
    {
        Project = xero.Project == Unassigned.Id ? fill.Project : null,
        Phase = xero.Phase == Unassigned.Id ? fill.Phase : null,
    };
}
