using System.Security.Cryptography;
using System.Text.Json;
using Milestone.Build.Engine;
using Milestone.Build.Pipelines;
using Milestone.Build.Rehearsing;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Pipeline: deploys to the production that Rehearsal starts on this machine")]
    bool Rehearse { get; set; }

    [Parameter("Pipeline --rehearse, Rehearsal: the new release answers errors once it serves, and must be found out, taken back and the one before verified")]
    bool Bad { get; set; }

    [Parameter("Pipeline: steps that are left out, as in Smoke,Audit,Load; the report says so")]
    string? LeaveOut { get; set; }

    string PipelineFolder => Path.Combine(Artifacts, "pipeline");

    Target PreDeploy => _ => _
        .Description("All that must hold before a release: format, analysers, TypeScript, tests, and the host published")
        .DependsOn(Lint, Test, Publish);

    Target Pipeline => _ => _
        .Description("Everything in order, from the style of the code to the release that answers; report in artifacts/pipeline")
        .Executes(RunPipeline);

    async Task RunPipeline(CancellationToken stop)
    {
        if (Bad && !Rehearse) throw new StepFailedException("--bad is for a rehearsal: add --rehearse.");
        var without = (LeaveOut ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        PipelineRun.Refuse(without, Steps());
        if (!Rehearse) await RefuseUnready(stop);

        var commit = await Head(stop) ?? throw new StepFailedException("This is no git repository: a release is a commit.");
        var report = new PipelineReport(Rehearse ? "Pipeline, rehearsed" : "Pipeline", commit, TimeProvider.System.GetUtcNow());
        var run = new PipelineRun(report, TimeProvider.System, (step, token) => Shell.Try("dotnet", [typeof(Build).Assembly.Location, .. step.Arguments], token, step.Environment));
        try
        {
            var (before, deploying) = Parts();
            await run.Run(before, without, _ => null, stop);
            if (!Rehearse) await run.Run(deploying, without, Seen, stop);
            else if (report.HasFailed) await run.Run(deploying, without, _ => null, stop);
            else await RunRehearsed(run, without, stop);
            report.Conclusion = Concluded(report, commit, without);
        }
        finally
        {
            report.Save(PipelineFolder);
        }
        Summary.Close($"Pipeline: {report.Conclusion} {Path.Combine(PipelineFolder, "report.html")}");
        if (report.HasFailed) throw new StepFailedException("The pipeline did not come to its end: see the report.");
    }

    async Task RunRehearsed(PipelineRun run, string[] without, CancellationToken stop)
    {
        if (!File.Exists(HostProgram)) throw new StepFailedException("The host is not published: do not leave out PreDeploy, or run ./build.sh Publish first.");
        await using var world = await NewWorld(stop);
        Output.Secrets.Add(world.CoolifyToken);
        Output.Secrets.Add(world.Password);
        var key = Path.Combine(world.Work, "backup.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)), stop);
        var environment = new Dictionary<string, string?>
        {
            // A backup must see every row, which neither the login that migrates nor the one that serves does.
            [MilestoneVariable] = world.Database.Superuser,
            ["Milestone__Backups__Tools"] = world.Database.ToolsFolder,
            ["MILESTONE_BACKUP_FOLDER"] = Path.Combine(world.Work, "backups"),
            ["MILESTONE_BACKUP_KEY"] = key,
            ["MILESTONE_COOLIFY_URL"] = world.Coolify.ToString(),
            ["MILESTONE_COOLIFY_TOKEN"] = world.CoolifyToken,
            ["MILESTONE_COOLIFY_APPLICATION"] = RehearsalWorld.Application,
            ["MILESTONE_COOLIFY_DATABASE"] = RehearsalWorld.ManagedDatabase,
            ["MILESTONE_SITE"] = world.Site.ToString(),
            // On this machine nothing is slow for minutes: a release that is bad for one is bad.
            ["MILESTONE_VERIFY_MINUTES"] = "1",
        };
        var afterwards = Bad ? new Dictionary<string, string?>(environment) { ["MILESTONE_COMMIT"] = world.Before } : environment;
        await run.Run([.. Parts().Deploying.Select(step => step with { Environment = step.Name == nameof(Verify) ? afterwards : environment })], without, Seen, stop);
    }

    /// <summary>All that is missing for the steps that reach a server, before the first step.</summary>
    async Task RefuseUnready(CancellationToken stop)
    {
        Require((CoolifyUrl, nameof(CoolifyUrl)), (CoolifyToken, nameof(CoolifyToken)), (CoolifyApplication, nameof(CoolifyApplication)), (Site, nameof(Site)),
            (CoolifyDatabase ?? BackupProgram ?? (WithoutBackup ? "none" : null), nameof(CoolifyDatabase) + ", or --backup-program, or --without-backup"));
        AddressIn(CoolifyUrl!, "--coolify-url");
        AddressIn(Site!, "--site");
        if (await Shell.Read("git", ["status", "--porcelain"], stop, Root) is not { } changed) throw new StepFailedException("This is no git repository: a release is a commit.");
        if (changed.Trim().Length > 0) throw new StepFailedException("There are changes that are not committed: what is tested would not be what Coolify builds. Commit or stash them.");
    }

    List<PipelineStep> Steps() => Parts() is var (before, deploying) ? [.. before, .. deploying] : [];

    (List<PipelineStep> Before, List<PipelineStep> Deploying) Parts()
    {
        List<PipelineStep> before =
        [
            new(nameof(PreDeploy), [nameof(PreDeploy)], "Format, analysers, TypeScript and every test are in order; the host is published", "artifacts/test-results"),
            new(nameof(Smoke), [nameof(Smoke)], "The whole product works in a browser", "artifacts/test-results"),
            new(nameof(Audit), [nameof(Audit), "--requests", Text(Requests), "--payloads", Text(Payloads)], "Nothing is found that an attacker would look for", "artifacts/audit/audit.md"),
            new(nameof(Load), [nameof(Load), "--minutes", Text(Minutes)], "The promised limits hold under load", "artifacts/load/report.html"),
        ];
        List<PipelineStep> deploying =
        [
            // Elsewhere Deploy takes it, where the database is.
            .. Rehearse ? (PipelineStep[])[new(nameof(Backup), [nameof(Backup)], "A sealed backup of the books is there before anything is changed")] : [],
            new(nameof(Deploy), [nameof(Deploy)], Bad ? "The bad release is found out and the one before answers again" : "The new release answers through the public address, its pages and headers are right", "artifacts/deploy/report.md") { Expected = Bad ? 1 : 0 },
            new(nameof(Verify), [nameof(Verify)], Bad ? "The release before answers, its pages and headers are right" : "The new release still answers"),
            .. Rehearse ? [] : (PipelineStep[])[new(nameof(Watch), [nameof(Watch), "--hours", Text(Hours)], "Nothing goes wrong in the first hours", "artifacts/deploy/watch.md")],
        ];
        return (before, deploying);
    }

    /// <summary>What the deployment itself says of how it ended: an exit code alone could be of anything.</summary>
    string? Seen(PipelineStep step)
    {
        if (step.Name != nameof(Deploy)) return null;
        var file = Path.Combine(DeployFolder, "report.json");
        if (!File.Exists(file)) throw new StepFailedException("The deployment left no report.");
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var outcome = json.RootElement.GetProperty("outcome").GetString();
        var reason = json.RootElement.GetProperty("reason").GetString();
        var recovery = json.RootElement.GetProperty("recoverySeconds");
        if (Bad && outcome != "RolledBack") throw new StepFailedException($"A bad release must end as RolledBack, not {outcome}: {reason}");
        return Output.Secrets.Mask($"{outcome}: {reason}" + (recovery.ValueKind == JsonValueKind.Number ? $" {recovery.GetDecimal():0.0} s from the first bad answer to the first good one." : ""));
    }

    string Concluded(PipelineReport report, string commit, string[] without) =>
        report.HasFailed ? "Failed."
        : without.Contains(nameof(Deploy), StringComparer.OrdinalIgnoreCase) ? "Nothing was deployed: Deploy was left out."
        : (Bad ? "As it should be: the bad release was found out, taken back, and the one before verified." : $"{commit[..12]} is deployed{(Rehearse ? " to the stand-in" : "")} and verified.")
            + (without.Length > 0 ? $" Left out: {string.Join(", ", without)}." : "");
}
