using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Deploying;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

/// <summary>A check that deploys; what it did stands in its evidence, step by step.</summary>
internal abstract class DeploymentCheck : Check
{
    public override bool Disturbs => true;

    protected static void Tell(DeployReport report, DeployOutcome wanted, Evidence evidence, string asked)
    {
        evidence.Expect(report.Outcome == wanted, asked, string.Create(CultureInfo.InvariantCulture, $"{report.Outcome} after {report.Elapsed.TotalSeconds:0.0} s: {report.Reason}{(report.Recovery is { } recovery ? $" Errors were seen for {recovery.TotalSeconds:0.0} s." : "")}"));
        foreach (var step in report.Events) evidence.Saw(string.Create(CultureInfo.InvariantCulture, $"after {step.At.TotalSeconds:0.0} s"), step.What);
    }

    /// <summary>After sabotage: the good release serves again.</summary>
    protected static async Task Mend(Stage stage)
    {
        await stage.Rehearsal!.Next(stage.Commit, null, CancellationToken.None);
        await stage.Deploy(stage.Commit, CancellationToken.None);
    }
}

internal sealed class TriedDeployment : DeploymentCheck
{
    public override string Task => "T300";

    public override string Title => "A deployment";

    public override string Proves => "A backup is taken, Coolify deploys the head of main, its log is followed, and this commit answers through the public address several times in a row with its pages and headers";

    public override string Sabotage => "The head of main is a release that never becomes healthy";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        Tell(await stage.Deploy(stage.Commit, stop), DeployOutcome.Deployed, evidence, $"Deploy of {stage.Commit[..12]} to {stage.Site}");
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        await stage.Rehearsal!.Next(Commits.Bad(0), "Unhealthy", stop);
        return Undo.By(() => Mend(stage));
    }
}

internal sealed class RolledBack : DeploymentCheck
{
    static bool breaks;

    public override string Task => "T301";

    public override string Title => "A rollback";

    public override string Proves => "A release that answers errors once it serves is found out without anybody, taken back, and the one before answers again through the public address, timed";

    public override string Sabotage => "The release before dies whenever it comes back";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var rehearsal = stage.Rehearsal!;
        var before = await stage.Public.Health(stop);
        if (before.Release?.Is(new Release(null, stage.Commit)) is not true) await Mend(stage);
        await rehearsal.Next(Commits.Bad(1), "AnswersErrors", stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var killing = breaks ? Kill(stage, over.Token) : System.Threading.Tasks.Task.CompletedTask;
        try
        {
            Tell(await stage.Deploy(Commits.Bad(1), stop), DeployOutcome.RolledBack, evidence, "Deploy of a release that answers errors");
            var after = await stage.Public.Health(stop);
            evidence.Expect(after.Ready && after.Release!.Is(new Release(null, stage.Commit)), "GET api/health afterwards", after.Said);
        }
        finally
        {
            await over.CancelAsync();
            await killing;
            await rehearsal.Next(stage.Commit, null, CancellationToken.None);
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        breaks = true;
        return Undo.By(() =>
        {
            breaks = false;
            return Mend(stage);
        });
    }

    /// <summary>From the moment that the bad release is taken back.</summary>
    static async Task Kill(Stage stage, CancellationToken over)
    {
        var bad = false;
        while (!over.IsCancellationRequested)
        {
            try
            {
                var look = await stage.Public.Health(over);
                if (!look.Ready) bad = true;
                else if (bad) await stage.Rehearsal!.KillHost(over);
                await System.Threading.Tasks.Task.Delay(100, over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

internal sealed class Deployed : DeploymentCheck
{
    public override string Task => "T325";

    public override string Title => "Deployment to production";

    public override string Proves => "The commit of this report is the one that Coolify deployed last and that starts, answers and keeps its data: a second deployment of it changes nothing that readers see";

    public override string Sabotage => "Under the head of main lies a release that calls itself another";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var before = await stage.Public.Health(stop);
        var clock = Stopwatch.StartNew();
        Tell(await stage.Deploy(stage.Commit, stop), DeployOutcome.Deployed, evidence, $"Deploy of {stage.Commit[..12]}, again");
        var last = await stage.Coolify.Deployments(stage.Application, 1, stop) is [var newest, ..] ? newest : null;
        evidence.Expect(last?.Status == Coolify.CoolifyDeployment.Finished, "the newest deployment in Coolify", $"{last?.Status}, {last?.Commit}");
        var after = await stage.Public.Health(stop);
        evidence.Expect(after.Ready && after.Release!.Is(new Release(null, stage.Commit)), "GET api/health", string.Create(CultureInfo.InvariantCulture, $"before: {before.Said}; after {clock.Elapsed.TotalSeconds:0.0} s: {after.Said}"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        await stage.Rehearsal!.Next(stage.Commit, "SaysAnotherVersion", stop);
        return Undo.By(() => Mend(stage));
    }
}

internal sealed class Verified : DeploymentCheck
{
    static readonly string[] Pages = ["dashboard", "statement?from=2026-04-01&to=2026-06-30", "projects", "admin", "account", "api/v1/organisations", "api/v1/statement.pdf?from=2026-04-01&to=2026-06-30"];

    public override string Task => "T326";

    public override string Title => "Production verified";

    public override string Proves => "Through the public address this commit answers five times in a row, its pages and headers are right, an administrator signs in, and the critical pages, figures and files load";

    public override string Sabotage => "The host that serves is killed";

    public override bool Disturbs => false;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var notes = new List<string>();
        var fault = await stage.Public.Confirm(new Release(null, stage.Commit), 5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), notes.Add, stop);
        evidence.Expect(fault is null, $"GET {stage.Site}/api/health, five times in a row", fault ?? string.Join("; ", notes));
        var faults = await stage.Public.Smoke(stop);
        evidence.Expect(faults.Count == 0, "its pages and headers", faults.Count == 0 ? "as they must be" : string.Join("; ", faults));
        if (fault is not null) return;
        using var site = new Site(stage.Site, world.IsProduction ? new Accounts(world.Production.Email, world.Production.Password) : new Accounts(null, stage.Rehearsal!.Password));
        foreach (var page in Pages)
        {
            var answer = await site.Get(page, stop, "administrator");
            evidence.Expect(answer.Code == 200 && answer.Bytes.Length > 100, answer.Asked, answer.Says);
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        await stage.Rehearsal!.KillHost(stop);
        return Undo.By(() => Mend(stage));
    }
}

/// <summary>Names of releases that there are only in a rehearsal.</summary>
internal static class Commits
{
    public static string Bad(int number) => string.Create(CultureInfo.InvariantCulture, $"bad{number}").PadRight(40, '0');
}
