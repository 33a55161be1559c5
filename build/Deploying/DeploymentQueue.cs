using Milestone.Build.Coolify;
using Milestone.Build.Engine;

namespace Milestone.Build.Deploying;

/// <summary>How a deployment ended. None is null: it is not known.</summary>
/// <param name="ByUs">Cancelled by the pipeline because it took too long.</param>
internal sealed record Ended(CoolifyDeployment Deployment, bool Adopted, bool ByUs);

/// <summary>Gets one deployment queued and follows it to its end, through everything that Coolify's API does on the way.</summary>
internal sealed class DeploymentQueue(CoolifyClient coolify, DeployPlan plan, TimeProvider time, DeployReport report)
{
    static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(60);
    const int RowsToLookAt = 5;

    /// <summary>The deployment that is under way, for whoever has to cancel it.</summary>
    public string? Current { get; private set; }

    /// <param name="trigger">Asks Coolify to deploy, or to go back.</param>
    public async Task<Ended> Run(Func<CancellationToken, Task<Triggered>> trigger, CancellationToken stop)
    {
        var end = time.GetUtcNow() + plan.TriggerDeadline;
        while (true)
        {
            var known = (await Patiently(token => coolify.Deployments(plan.Application, RowsToLookAt, token), end, stop)).Where(row => row.IsOver).Select(row => row.DeploymentUuid).ToHashSet();
            var (uuid, adopted) = await Queue(trigger, known, end, stop);
            if (uuid is null)
            {
                await WaitOrFail(plan.BetweenLooks, end, "Coolify accepted the request again and again, and queued nothing.", stop);
                continue;
            }
            Current = uuid;
            var ended = await Follow(uuid, stop);
            Current = null;
            if (ended is not null) return ended with { Adopted = adopted };

            // The uuid that came back with a skipped duplicate names no row: what runs instead is the deployment to follow.
            report.Note($"Coolify knows no deployment {uuid}: it answered with a number that it did not keep.");
            if (await Find(known, stop) is not { } running)
            {
                await WaitOrFail(plan.BetweenLooks, end, "Coolify accepted the request again and again, and queued nothing.", stop);
                continue;
            }
            report.Note($"Following deployment {running} instead, which is under way.");
            Current = running;
            ended = await Follow(running, stop);
            Current = null;
            if (ended is not null) return ended with { Adopted = true };
        }
    }

    async Task<(string? Uuid, bool Adopted)> Queue(Func<CancellationToken, Task<Triggered>> trigger, HashSet<string> known, DateTimeOffset end, CancellationToken stop)
    {
        try
        {
            var triggered = await trigger(stop);
            if (triggered.WasSkipped)
            {
                report.Note($"Coolify skipped the request: {triggered.Message}");
                var running = await Find(known, stop);
                if (running is not null) report.Note($"Following deployment {running}, which is under way.");
                return (running, true);
            }
            if (string.IsNullOrEmpty(triggered.DeploymentUuid)) throw new StepFailedException($"Coolify queued nothing: {triggered.Message}");
            report.Note($"Coolify queued deployment {triggered.DeploymentUuid}.");
            return (triggered.DeploymentUuid, false);
        }
        catch (CoolifyException error) when (IsFullQueue(error.Refusal))
        {
            report.Note($"Coolify's queue is full or its throttle is on: {error.Refusal.Said}");
            await WaitOrFail(error.Refusal.RetryAfter ?? UsualWait, end, error.Message, stop);
            return await Queue(trigger, known, end, stop);
        }
        catch (CoolifyException error) when (error.Refusal.IsPassing)
        {
            // It may have been heard all the same: asking blindly again would deploy twice.
            report.Note(error.Message);
            await WaitOrFail(plan.BetweenLooks, end, error.Message, stop);
            if (await Find(known, stop) is not { } heard) return (null, false);
            report.Note($"The request had been heard: following deployment {heard}.");
            return (heard, true);
        }
    }

    /// <summary>Null when there is no such deployment.</summary>
    async Task<Ended?> Follow(string uuid, CancellationToken stop)
    {
        var end = time.GetUtcNow() + plan.DeployDeadline;
        var shown = 0;
        var status = "";
        var seen = false;
        while (true)
        {
            try
            {
                var row = await coolify.Deployment(uuid, stop);
                seen = true;
                var lines = row.Lines();
                foreach (var line in lines.Skip(shown)) report.Show(line.Output ?? "");
                shown = Math.Max(shown, lines.Count);
                if (row.Status != status) report.Note($"Deployment {uuid}: {row.Status}");
                status = row.Status;
                if (row.IsOver) return new Ended(row, false, false);
            }
            catch (CoolifyException error) when (error.Refusal.Status == 404 && !seen)
            {
                return null;
            }
            catch (CoolifyException error) when (error.Refusal.IsPassing)
            {
                report.Note(error.Message);
                if (error.Refusal.RetryAfter is { } wait && time.GetUtcNow() + wait < end) await Task.Delay(wait, time, stop);
            }
            if (time.GetUtcNow() >= end) return await GiveUp(uuid, stop);
            await Task.Delay(plan.BetweenLooks, time, stop);
        }
    }

    async Task<Ended> GiveUp(string uuid, CancellationToken stop)
    {
        report.Note($"Deployment {uuid} did not end within {plan.DeployDeadline.TotalMinutes:0} minutes: cancelling it.");
        try
        {
            await coolify.Cancel(uuid, stop);
        }
        catch (CoolifyException error)
        {
            // 400 when it ended meanwhile; 500 from versions before 4.3.9, which cancel all the same.
            report.Note(error.Message);
        }
        // A worker that is still at it notices later, or never: until the row says so it is not cancelled, and may yet replace what serves.
        var end = time.GetUtcNow() + plan.VerifyDeadline;
        while (true)
        {
            var row = await Patiently(token => coolify.Deployment(uuid, token), end, stop);
            if (row.IsOver || time.GetUtcNow() + plan.BetweenLooks > end) return new Ended(row, false, ByUs: row.Status == CoolifyDeployment.Cancelled);
            await Task.Delay(plan.BetweenLooks, time, stop);
        }
    }

    /// <summary>What runs, else what began and ended since.</summary>
    async Task<string?> Find(HashSet<string> known, CancellationToken stop)
    {
        var rows = (await Patiently(token => coolify.Deployments(plan.Application, RowsToLookAt, token), time.GetUtcNow() + plan.VerifyDeadline, stop)).Where(row => row.IsRelease).ToList();
        return (rows.FirstOrDefault(row => !row.IsOver) ?? rows.FirstOrDefault(row => !known.Contains(row.DeploymentUuid)))?.DeploymentUuid;
    }

    public async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> ask, DateTimeOffset end, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await ask(stop);
            }
            catch (CoolifyException error) when (error.Refusal.IsPassing)
            {
                report.Note(error.Message);
                await WaitOrFail(error.Refusal.RetryAfter ?? plan.BetweenLooks, end, error.Message, stop);
            }
        }
    }

    // A queue that is full is 429 on /deploy and 400 on /rollback.
    static bool IsFullQueue(Refusal refusal) => refusal.IsThrottle || (refusal.Status == 400 && refusal.Said.Contains("queue is full", StringComparison.OrdinalIgnoreCase));

    async Task WaitOrFail(TimeSpan wait, DateTimeOffset end, string otherwise, CancellationToken stop)
    {
        if (time.GetUtcNow() + wait > end) throw new StepFailedException(otherwise);
        await Task.Delay(wait, time, stop);
    }
}
