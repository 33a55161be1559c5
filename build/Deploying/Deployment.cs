using System.Text.Json.Nodes;
using Milestone.Build.Coolify;
using Milestone.Build.Engine;

namespace Milestone.Build.Deploying;

/// <summary>
/// One release: trigger, follow, verify through the public address, and back where the new one is bad. It is deployed only when the public
/// address says so, whatever Coolify says.
/// </summary>
internal sealed class Deployment(CoolifyClient coolify, PublicSite site, DeployPlan plan, TimeProvider time, DeployReport report)
{
    const int OldRows = 20;

    readonly DeploymentQueue queue = new(coolify, plan, time, report);

    CoolifyVersion version;
    CoolifyApplication before = new();
    string? lastGoodCommit;
    bool changedTag;

    /// <param name="backup">Comes before anything is changed.</param>
    public async Task Run(Func<CancellationToken, Task> backup, CancellationToken stop)
    {
        try
        {
            await Look(stop);
            await backup(stop);
            await ChangeTag(plan.Tag, stop);
            await Release(stop);
        }
        catch (Exception error) when (error is CoolifyException or StepFailedException or System.Text.Json.JsonException)
        {
            await Fallen(error.Message, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was begun is called off as well as it can be within a moment.
            using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await CallOff(moment.Token);
            throw;
        }
    }

    /// <summary>Back to the release before the one that serves, or to the one named.</summary>
    public async Task GoBack(string? to, CancellationToken stop)
    {
        try
        {
            await Look(stop);
            if (before.IsImage && to is null) throw new StepFailedException("An application that runs an image remembers no tag but its own: name the one to go back to with --to.");
            var target = to ?? await CommitBefore(stop) ?? throw new StepFailedException("Coolify knows no earlier release that ended well: name the commit with --to.");
            report.Note($"Going back to {target}.");
            var ended = await Return(target, stop);
            var wanted = before.IsImage ? new Release(plan.Version, plan.Commit) : new Release(null, target);
            await ConcludeReturn(ended, wanted, $"asked for: {target}", DeployOutcome.RolledBack, stop);
        }
        catch (Exception error) when (error is CoolifyException or StepFailedException or System.Text.Json.JsonException)
        {
            await Fallen(error.Message, stop);
        }
    }

    async Task Look(CancellationToken stop)
    {
        var end = time.GetUtcNow() + plan.TriggerDeadline;
        version = await queue.Patiently(coolify.Version, end, stop);
        before = await queue.Patiently(token => coolify.Application(plan.Application, token), end, stop);
        var missing = await coolify.MissingAbilities(plan.Application, stop);
        if (missing.Count > 0) throw new StepFailedException($"The token lacks {string.Join(" and ", missing)}: it needs the abilities deploy, read and write, and none implies another.");
        report.Note($"Coolify {version}; application {before.Name ?? before.Uuid} ({before.BuildPack}), status {before.Status ?? "not said"}.");
        // What a ready image will say of itself stands in no tag: without it any answer, the old one's too, would pass for the new release.
        if (before.IsImage && plan.Wanted is null) throw new StepFailedException("The application runs an image: name what must answer with --release-version or --commit.");
        if (!before.IsImage && plan.Tag is not null) throw new StepFailedException($"The application is built from its repository ({before.BuildPack}): it takes no --tag.");
        if (before.Settings?.IsAutoDeployEnabled is true && !before.IsImage) report.Note("Coolify's own auto-deploy is on: a push would deploy past this pipeline. Turn it off in Coolify.");
        if (!string.IsNullOrEmpty(before.PortsMappings)) report.Note("The application maps ports, so Coolify stops the old container first and never looks at the new one's health.");
        lastGoodCommit = before.IsImage ? null : await LastGood(stop);
        var look = await site.Health(stop);
        report.Before = look.Ready ? look.Release : null;
        report.After = report.Before;
        report.Note($"Now serving: {look.Said}. To go back to: {(before.IsImage ? before.DockerRegistryImageTag : lastGoodCommit) ?? "nothing"}.");
    }

    async Task Release(CancellationToken stop)
    {
        var ended = await queue.Run(token => coolify.Deploy(plan.Application, token), stop);
        if (ended.Adopted && IsAnotherCommit(ended.Deployment))
        {
            report.Note($"The deployment that was under way was of {ended.Deployment.Commit}: asking again.");
            ended = await queue.Run(token => coolify.Deploy(plan.Application, token), stop);
        }
        switch (ended.Deployment.Status)
        {
            case CoolifyDeployment.Finished:
                await Verify(ended, stop);
                break;
            case var status when !ended.Deployment.IsOver:
                await RestoreTag(stop);
                var look = await site.Health(stop);
                report.After = look.Release;
                report.Conclude(DeployOutcome.Broken, $"Coolify says '{status}' although deployment {ended.Deployment.DeploymentUuid} was cancelled: it may still replace what serves. End it in Coolify, then look: ./build.sh Verify. Serving: {look.Said}.");
                break;
            case CoolifyDeployment.Cancelled when !ended.ByUs:
                await RestoreTag(stop);
                await Stay("somebody cancelled it in Coolify", goBackOtherwise: false, stop);
                break;
            default:
                await RestoreTag(stop);
                await Stay(ended.ByUs ? "it did not end in time and was cancelled" : "Coolify says that it failed; its log says why", goBackOtherwise: true, stop);
                break;
        }
    }

    bool IsAnotherCommit(CoolifyDeployment row) =>
        plan.Commit is not null && !before.IsImage && row.Commit is { Length: 40 } commit && !commit.StartsWith(plan.Commit, StringComparison.OrdinalIgnoreCase);

    async Task Verify(Ended ended, CancellationToken stop)
    {
        if (IsAnotherCommit(ended.Deployment)) report.Note($"Coolify built {ended.Deployment.Commit}, not {plan.Commit}: has the branch moved?");
        var wanted = plan.Wanted ?? new Release(null, ended.Deployment.Commit is { Length: 40 } built ? built : throw new StepFailedException("Coolify does not say which commit it deployed, and none was named: there is nothing to verify."));
        report.Note($"Verifying {wanted} at {plan.Site}.");
        var began = time.GetUtcNow();
        var fault = await site.Confirm(wanted, plan.Confirmations, plan.BetweenConfirmations, plan.VerifyDeadline, report.Note, stop);
        if (fault is null)
        {
            var faults = await site.Smoke(stop);
            if (faults.Count == 0)
            {
                report.After = (await site.Health(stop)).Release;
                report.Conclude(DeployOutcome.Deployed, $"{wanted} answered {plan.Confirmations} times in a row, and its pages and headers are right.");
                return;
            }
            fault = $"pages are wrong: {string.Join("; ", faults)}";
        }
        report.Note($"The new release is bad: {fault}");
        await Undo(fault, began, stop);
    }

    /// <summary>The old release should still serve: looks whether it does.</summary>
    async Task Stay(string why, bool goBackOtherwise, CancellationToken stop)
    {
        var began = time.GetUtcNow();
        if (report.Before is not { } old)
        {
            report.After = (await site.Health(stop)).Release;
            report.Conclude(DeployOutcome.Broken, $"{why}; nothing answered before, and there is nothing to go back to.");
            return;
        }
        var fault = await site.Confirm(old, plan.Confirmations, plan.BetweenConfirmations, plan.VerifyDeadline, report.Note, stop);
        if (fault is null)
        {
            report.Conclude(DeployOutcome.NotDeployed, $"{why}; {old} still serves.");
            return;
        }
        report.Note($"The release before does not serve either: {fault}");
        if (goBackOtherwise) await Undo(why, began, stop);
        else report.Conclude(DeployOutcome.Broken, $"{why}; {fault}");
    }

    async Task Undo(string why, DateTimeOffset began, CancellationToken stop)
    {
        var target = before.IsImage ? before.DockerRegistryImageTag : lastGoodCommit;
        if (target is null || (before.IsImage && !changedTag && plan.Tag == target))
        {
            report.After = (await site.Health(stop)).Release;
            report.Conclude(DeployOutcome.Broken, $"{why}; there is no earlier release to go back to.");
            return;
        }
        report.Note($"Rolling back to {target}.");
        var ended = await Return(target, stop);
        await ConcludeReturn(ended, report.Before ?? new Release(null, before.IsImage ? null : target), why, DeployOutcome.RolledBack, stop);
        if (report.Outcome == DeployOutcome.RolledBack) report.Recovery = time.GetUtcNow() - began;
    }

    async Task ConcludeReturn(Ended ended, Release wanted, string why, DeployOutcome good, CancellationToken stop)
    {
        var fault = ended.Deployment.Status == CoolifyDeployment.Finished
            ? await site.Confirm(wanted, plan.Confirmations, plan.BetweenConfirmations, plan.VerifyDeadline, report.Note, stop)
            : $"the way back ended as {ended.Deployment.Status}";
        report.After = (await site.Health(stop)).Release;
        if (fault is null && wanted is { Version: null, Commit: null }) report.Conclude(DeployOutcome.Broken, $"{why}; {report.After} answers now, but nothing answered before, so nobody can tell whether it is the right one. Look.");
        else if (fault is null) report.Conclude(good, $"{why}; {report.After} answers again.");
        else report.Conclude(DeployOutcome.Broken, $"{why}; {fault}");
    }

    async Task<Ended> Return(string target, CancellationToken stop)
    {
        if (before.IsImage)
        {
            // Coolify's own way back ignores the tag of an image, up to 4.3.10 at least.
            await coolify.Change(plan.Application, new JsonObject { ["docker_registry_image_tag"] = target }, stop);
            changedTag = false;
            return await queue.Run(token => coolify.Deploy(plan.Application, token), stop);
        }
        if (version.HasRollback) return await queue.Run(token => coolify.Rollback(plan.Application, target, token), stop);
        await coolify.Change(plan.Application, new JsonObject { ["git_commit_sha"] = target }, stop);
        try
        {
            return await queue.Run(token => coolify.Deploy(plan.Application, token), stop);
        }
        finally
        {
            await coolify.Change(plan.Application, new JsonObject { ["git_commit_sha"] = before.GitCommitSha ?? "HEAD" }, CancellationToken.None);
        }
    }

    async Task ChangeTag(string? tag, CancellationToken stop)
    {
        if (!before.IsImage || tag is null || tag == before.DockerRegistryImageTag) return;
        await coolify.Change(plan.Application, new JsonObject { ["docker_registry_image_tag"] = tag }, stop);
        changedTag = true;
        report.Note($"The image's tag is {tag} now; it was {before.DockerRegistryImageTag}.");
    }

    async Task RestoreTag(CancellationToken stop)
    {
        if (!changedTag) return;
        await coolify.Change(plan.Application, new JsonObject { ["docker_registry_image_tag"] = before.DockerRegistryImageTag }, stop);
        changedTag = false;
        report.Note($"The image's tag is {before.DockerRegistryImageTag} again, so that nothing deploys the other by accident.");
    }

    /// <summary>Something could not be asked or was refused: says what serves, never that it went well.</summary>
    async Task Fallen(string why, CancellationToken stop)
    {
        try
        {
            await RestoreTag(stop);
        }
        catch (CoolifyException error)
        {
            report.Note($"The image's tag could not be put back: {error.Message}");
        }
        var look = await site.Health(stop);
        report.After = look.Release;
        var serves = report.Before is null ? look.Ready : look.Ready && look.Release!.Is(report.Before);
        report.Conclude(serves ? DeployOutcome.NotDeployed : DeployOutcome.Broken, $"{why} Serving: {look.Said}.");
    }

    async Task CallOff(CancellationToken stop)
    {
        try
        {
            if (queue.Current is { } current) await coolify.Cancel(current, stop);
            await RestoreTag(stop);
            report.Conclude(DeployOutcome.NotDeployed, "stopped by whoever ran it; the deployment under way was cancelled. Look at what serves: ./build.sh Verify.");
        }
        catch (Exception error) when (error is CoolifyException or OperationCanceledException)
        {
            report.Conclude(DeployOutcome.Broken, $"stopped by whoever ran it, and the deployment under way could not be cancelled: {error.Message}");
        }
    }

    async Task<string?> LastGood(CancellationToken stop) => await Good(stop) is [var newest, ..] ? newest : null;

    async Task<string?> CommitBefore(CancellationToken stop)
    {
        var good = await Good(stop);
        return good.FirstOrDefault(commit => report.Before?.Commit is { } serving ? !commit.StartsWith(serving, StringComparison.OrdinalIgnoreCase) : commit != good[0]);
    }

    async Task<IReadOnlyList<string>> Good(CancellationToken stop) =>
        [.. (await coolify.Deployments(plan.Application, OldRows, stop))
            .Where(row => row.Status == CoolifyDeployment.Finished && row.IsRelease && row.Commit is { Length: > 0 } and not "HEAD")
            .Select(row => row.Commit!)];
}
