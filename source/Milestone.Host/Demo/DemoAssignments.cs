using Milestone.Core.Assignments;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Demo.Books;

namespace Milestone.Host.Demo;

/// <summary>
/// What the office assigned two days after the last month end was fetched: counter purchases to the site they were for, and a bill to a site that
/// Xero did not name yet. The last fetch brings Xero's own word on that bill, and another: it is on the list to review.
/// </summary>
internal static class DemoAssignments
{
    private const string By = "Priya Shah, accounts";
    private const int Sundries = 6;

    /// <summary>Assigns what was assigned after a fetch, with the database's clock at <see cref="MadeAt"/>; after most of them, nothing, and nothing where somebody has assigned already.</summary>
    /// <returns>How many lines.</returns>
    public static async Task<int> EnterAsync(MilestoneDatabase database, DemoStage stage, DateOnly today, Guid organisation, CancellationToken cancellation)
    {
        if (DateOnly.FromDateTime(stage.At.UtcDateTime) != new DateOnly(today.Year, today.Month, 1).AddDays(-1))
            return 0;
        if ((await new AssignmentReader(database).ListAsync(organisation, new AssignmentQuery { Limit = 1 }, cancellation)).Assignments.Count > 0)
            return 0;
        var projects = (await new OrganisationCatalogue(database).ProjectsAsync(organisation, cancellation)).Where(project => project.Status == "ACTIVE").ToList();
        var phases = await new OrganisationCatalogue(database).PhasesAsync(organisation, cancellation);
        if (projects.Count < 2)
            return 0;

        var roofing = phases.FirstOrDefault(phase => phase.Name == "Roofing")?.Id;
        return await AssignAsync(database, organisation, "Site sundries", Sundries, projects[0].Id, roofing, AssignmentMode.Fill, cancellation)
            + await AssignAsync(database, organisation, LateNews.WithoutSite, 1, projects[1].Id, null, AssignmentMode.Fill, cancellation)
            + await AssignAsync(database, organisation, "skip", 1, projects[1].Id, null, AssignmentMode.Override, cancellation);
    }

    private static async Task<int> AssignAsync(
        MilestoneDatabase database, Guid organisation, string words, int most, Guid project, Guid? phase, AssignmentMode mode, CancellationToken cancellation)
    {
        var query = new LinesToAssignQuery { Section = Section.CostOfSales, Text = words, Limit = most };
        var lines = (await new LinesToAssignReader(database).ReadAsync(organisation, query, cancellation)).Lines;
        if (lines.Count == 0)
            return 0;
        var request = new AssignmentRequest([.. lines.Select(line => new LineChoice(line.Document, line.Line, line.Seen))], project, phase, mode);
        return (await new LineAssignments(database).AssignAsync(organisation, request, By, cancellation)).Assigned;
    }

    /// <summary>When the office sat down to it.</summary>
    public static DateTimeOffset MadeAt(DateTimeOffset fetched, DateOnly today)
    {
        var morning = DemoCalendar.Moment(DateOnly.FromDateTime(fetched.UtcDateTime).AddDays(2), 10, 15);
        return morning < DemoCalendar.Moment(today, 0, 0) ? morning : fetched.AddMinutes(40);
    }
}
