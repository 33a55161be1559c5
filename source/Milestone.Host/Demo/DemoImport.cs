using System.Runtime.CompilerServices;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Host.Demo.Plans;

namespace Milestone.Host.Demo;

/// <summary>
/// Brings the demo company into a database as it would have arrived: each fetch recorded at the moment it would have been made, and what people entered
/// between two fetches at theirs, so that the demo has a history to look back on. What people have entered already is left as it is.
/// </summary>
/// <param name="open">Opens the database with a clock.</param>
internal sealed class DemoImport(Func<TimeProvider, MilestoneDatabase> open)
{
    /// <summary>Told of each fetch before it is imported.</summary>
    public Action<DemoStage>? Begun { get; init; }

    /// <summary>Told of each fetch when it is imported.</summary>
    public Action<DemoStage, ImportResult>? Landed { get; init; }

    /// <summary>Imports the company and enters what people entered.</summary>
    /// <returns>Whether its projects were planned now; false where they had been planned before.</returns>
    public async Task<bool> RunAsync(DemoOptions options, CancellationToken cancellation)
    {
        var sittings = PlanSittings.Of(options);
        var number = 0;
        bool? isPlanned = null;
        foreach (var stage in DemoCompany.Stages(options))
        {
            var clock = new StandingClock(stage.At);
            await using var database = open(clock);
            var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(DemoCompany.Name, LedgerSource.Documents, cancellation);
            Begun?.Invoke(stage);
            var result = await new XeroImport(database).ImportAsync(organisation.Id, Payloads(stage, cancellation), "demo command", progress: null, cancellation);
            Landed?.Invoke(stage, result);

            var desk = new PlanDesk(database, organisation.Id, moment => clock.Moment = moment);
            isPlanned ??= await desk.IsInUseAsync(cancellation);
            foreach (var sitting in sittings.Where(sitting => sitting.Stage == number && isPlanned == false))
                await desk.EnterAsync(sitting, cancellation);
            number++;
            clock.Moment = DemoAssignments.MadeAt(stage.At, options.Today);
            await DemoAssignments.EnterAsync(database, stage, options.Today, organisation.Id, cancellation);
            clock.Moment = DemoPacks.IssuedAt(stage.At, options.Today);
            await DemoPacks.IssueAsync(database, stage, options.Today, organisation.Id, cancellation);
        }

        return isPlanned == false;
    }

    private static async IAsyncEnumerable<XeroPayload> Payloads(DemoStage stage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var payload in stage.Payloads)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new XeroPayload(payload.FileName, payload.Json);
        }

        await Task.CompletedTask;
    }

    /// <summary>A clock that stands until it is turned.</summary>
    private sealed class StandingClock(DateTimeOffset moment) : TimeProvider
    {
        public DateTimeOffset Moment { get; set; } = moment;

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
