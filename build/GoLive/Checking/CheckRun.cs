using System.Diagnostics;
using System.Globalization;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Checking;

/// <summary>Does one check, and its sabotage.</summary>
internal sealed class CheckRun(World world)
{
    /// <summary>A check that takes longer has hung.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public async Task<Line> Run(Check check, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var evidence = await Look(check, stop);
        return Conclude(check, evidence, clock.Elapsed);
    }

    /// <summary>After a line that is not red: the mistake is made and must be noticed, is taken back and must no longer be.</summary>
    public async Task<Sabotaged> Sabotage(Check check, Verdict before, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Line broken;
            var undo = await check.Break(world, stop);
            try
            {
                broken = await Run(check, stop);
            }
            finally
            {
                await undo.DisposeAsync();
            }
            var after = await Run(check, stop);
            var noticed = broken.Verdict == Verdict.Failed;
            var recovered = after.Verdict == before;
            return new Sabotaged(noticed, recovered, Words(), Math.Round(clock.Elapsed.TotalSeconds, 1));

            string Words() => (noticed, recovered) switch
            {
                (true, true) => $"red ({broken.Reason}), then {(before == Verdict.Passed ? "green" : after.Word)} again",
                (false, _) => $"NOT NOTICED: the line stayed {broken.Word}, so it shows nothing",
                _ => $"red, but not green again afterwards: {after.Word} {after.Reason}",
            };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            return new Sabotaged(false, false, $"could not be done: {failure.Message}", Math.Round(clock.Elapsed.TotalSeconds, 1));
        }
    }

    internal static Line Conclude(Check check, Evidence evidence, TimeSpan took)
    {
        var (verdict, reason) = evidence switch
        {
            { Faults.Count: > 0 } => (Verdict.Failed, string.Join("; ", evidence.Faults.Take(3)) + (evidence.Faults.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $"; and {evidence.Faults.Count - 3} more") : "")),
            { OnlyInProduction: { } why } => (Verdict.NeedsProduction, why),
            // A check that looked at nothing knows nothing.
            { Seen.Count: 0 } => (Verdict.Failed, "nothing was looked at"),
            _ => (Verdict.Passed, ""),
        };
        return new Line(check.Task, check.Title, check.Subject, check.Critical, verdict, reason, Math.Round(took.TotalSeconds, 1), evidence.Seen);
    }

    async Task<Evidence> Look(Check check, CancellationToken stop)
    {
        var evidence = new Evidence();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            if (world.IsProduction && check.Disturbs) await world.Rehearsed.Demand(check, evidence, stop);
            else await check.Look(world, evidence, patience.Token);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            evidence.Fault($"the check itself did not end well: {failure.Message}");
        }
        return evidence;
    }
}
