using System.Collections.Concurrent;
using Milestone.Core;
using Milestone.Core.Ledger;

namespace Milestone.Host.Reconciliation.Checking;

/// <summary>
/// Checks of the ledger that a reader asked for: one at a time for an organisation, in the background, cancelled when the host stops. The last result of
/// each organisation is kept for as long as the host runs.
/// </summary>
internal sealed class LedgerChecks(LedgerCheck check, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<LedgerChecks> log)
{
    private readonly ConcurrentDictionary<Guid, LedgerCheckRun> runs = new();
    private readonly Lock turn = new();

    /// <summary>How the check of an organisation stands; null where none was asked for since the host started.</summary>
    public LedgerCheckRun? Of(Guid organisation) => runs.GetValueOrDefault(organisation);

    /// <summary>Begins a check, or answers the one that is under way.</summary>
    public async Task<LedgerCheckRun> StartAsync(Guid organisation, CancellationToken cancellation)
    {
        if (Of(organisation) is { IsRunning: true } underWay)
            return underWay;
        var documents = await check.DocumentsAsync(organisation, cancellation);
        LedgerCheckRun run;
        lock (turn)
        {
            if (Of(organisation) is { IsRunning: true } raced)
                return raced;
            runs[organisation] = run = new LedgerCheckRun(clock.GetUtcNow(), documents);
        }

        // Not the request's own token: the check goes on when the reader has left the page.
        _ = Task.Run(() => RunAsync(organisation, run), CancellationToken.None);
        return run;
    }

    private async Task RunAsync(Guid organisation, LedgerCheckRun run)
    {
        try
        {
            run.Finish(await check.VerifyAsync(organisation, run, lifetime.ApplicationStopping), clock.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            run.Fail("The host was stopped before the check had ended.", clock.GetUtcNow());
        }
        catch (ProblemException problem)
        {
            run.Fail(problem.Message, clock.GetUtcNow());
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever ends it must end the run too, or it would seem to run for ever.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailure(log, organisation, failure);
            run.Fail("The check failed. The log says why.", clock.GetUtcNow());
        }
    }

    private static readonly Action<ILogger, Guid, Exception?> LogFailure =
        LoggerMessage.Define<Guid>(LogLevel.Error, new EventId(1, nameof(LedgerChecks)), "The ledger check of {Organisation} failed.");
}
