using Milestone.Build.Coolify;
using Milestone.Build.Deploying;
using Milestone.Build.Engine;
using Milestone.Build.Provisioning;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Deploy, Rollback, GoLive in production: the address of Coolify, as in https://coolify.example")]
    string? CoolifyUrl { get; set; }

    [Parameter("Deploy, Rollback: a token of Coolify's with the abilities deploy, read, write, and read:sensitive to see its logs", Secret = true)]
    string? CoolifyToken { get; set; }

    [Parameter("Deploy, Rollback: the application's uuid in Coolify")]
    string? CoolifyApplication { get; set; }

    [Parameter("Deploy: the database's uuid, where Coolify manages it: backed up before anything is changed")]
    string? CoolifyDatabase { get; set; }

    [Parameter("Deploy: the program that takes the backup where Coolify does not, by its path")]
    string? BackupProgram { get; set; }

    [Parameter("Deploy: goes on without a backup")]
    bool WithoutBackup { get; set; }

    [Parameter("Deploy, Verify, Rollback, Watch, GoLive in production: the public address, as in https://example.com/milestone-app")]
    string? Site { get; set; }

    [Parameter("Deploy, Verify, Watch: the commit that must answer; HEAD where neither it nor --tag is named")]
    string? Commit { get; set; }

    [Parameter("Deploy: the tag, for an application that runs a ready image")]
    string? Tag { get; set; }

    [Parameter("Deploy, Verify, Watch: the version that must answer")]
    string? ReleaseVersion { get; set; }

    [Parameter("Rollback: the commit or tag to go back to; the release before the one that serves, where it is not named. Maintenance: when the window ends")]
    string? To { get; set; }

    [Parameter("Watch: for how many hours")]
    int Hours { get; set; } = 4;

    [Parameter("Deploy, Verify, Rollback: for how many minutes the release may take to answer rightly")]
    int VerifyMinutes { get; set; } = 5;

    [Parameter("Deploy: first makes the application in Coolify, or corrects it; what it shall be is in docs/deployment.md")]
    bool Provision { get; set; }

    [Parameter("Deploy --provision: only says what it would change, and deploys nothing")]
    bool DryRun { get; set; }

    [Parameter("Deploy --provision: a file with the container's variables, NAME=value a line")]
    string? Variables { get; set; }

    [Parameter("Deploy --provision: the repository as Git reaches it; the remote origin, where it is not named")]
    string? Repository { get; set; }

    [Parameter("Deploy --provision: the uuid of Coolify's key for a private repository")]
    string? CoolifyDeployKey { get; set; }

    [Parameter("Deploy --provision: the uuid of the project, for a new application")]
    string? CoolifyProject { get; set; }

    [Parameter("Deploy --provision, GoLive in production: the uuid of Coolify's server")]
    string? CoolifyServer { get; set; }

    string DeployFolder => Path.Combine(Artifacts, "deploy");

    Target Deploy => _ => _
        .Description("Backs up, deploys by Coolify, verifies through the public address, rolls back otherwise; report in artifacts/deploy")
        .Executes(async stop =>
        {
            if (Provision && !await ProvisionApplication(stop)) return;
            Require((CoolifyUrl, nameof(CoolifyUrl)), (CoolifyToken, nameof(CoolifyToken)), (CoolifyApplication, nameof(CoolifyApplication)), (Site, nameof(Site)),
                (CoolifyDatabase ?? BackupProgram ?? (WithoutBackup ? "none" : null), nameof(CoolifyDatabase) + ", or --backup-program, or --without-backup"));
            using var http = NewClient();
            var report = NewReport();
            var coolify = new CoolifyClient(http, AddressIn(CoolifyUrl!, "--coolify-url"), CoolifyToken!);
            var plan = NewPlan(Commit ?? (Tag is null ? await Head(stop) : null));
            try
            {
                await new Deployment(coolify, new PublicSite(http, plan.Site, TimeProvider.System), plan, TimeProvider.System, report).Run(token => TakeBackup(coolify, report, token), stop);
            }
            finally
            {
                report.Save(DeployFolder);
            }
            Close(report, DeployOutcome.Deployed);
        });

    Target Verify => _ => _
        .Description("Looks whether the release answers through the public address, its pages and headers included")
        .Executes(async stop =>
        {
            Require((Site, nameof(Site)));
            using var http = NewClient();
            var plan = NewPlan(Commit ?? await Head(stop));
            var site = new PublicSite(http, plan.Site, TimeProvider.System);
            var fault = await site.Confirm(plan.Wanted!, plan.Confirmations, plan.BetweenConfirmations, plan.VerifyDeadline, Output.Line, stop);
            var faults = fault is null ? await site.Smoke(stop) : [fault];
            if (faults.Count > 0) throw new StepFailedException(string.Join(System.Environment.NewLine, faults));
            Summary.Close($"{plan.Wanted} answers at {plan.Site}");
        });

    Target Rollback => _ => _
        .Description("Goes back to the release before, or to the one named by --to, and verifies that it answers")
        .Executes(async stop =>
        {
            Require((CoolifyUrl, nameof(CoolifyUrl)), (CoolifyToken, nameof(CoolifyToken)), (CoolifyApplication, nameof(CoolifyApplication)), (Site, nameof(Site)));
            using var http = NewClient();
            var report = NewReport();
            var plan = NewPlan(Commit);
            try
            {
                await new Deployment(new CoolifyClient(http, AddressIn(CoolifyUrl!, "--coolify-url"), CoolifyToken!), new PublicSite(http, plan.Site, TimeProvider.System), plan, TimeProvider.System, report).GoBack(To, stop);
            }
            finally
            {
                report.Save(DeployFolder);
            }
            Close(report, DeployOutcome.RolledBack);
        });

    Target Watch => _ => _
        .Description("Watches health, errors and latency through the public address for --hours; an alarm is a failure; report in artifacts/deploy/watch.md")
        .Executes(async stop =>
        {
            Require((Site, nameof(Site)));
            using var http = NewClient();
            var plan = NewPlan(Commit);
            var watching = new Watching(new PublicSite(http, plan.Site, TimeProvider.System), TimeProvider.System, Output.Line);
            var alarms = await watching.Run(TimeSpan.FromHours(Hours), plan.Wanted, stop);
            Directory.CreateDirectory(DeployFolder);
            await File.WriteAllTextAsync(Path.Combine(DeployFolder, "watch.md"), watching.Markdown(alarms), stop);
            if (alarms.Count > 0) throw new StepFailedException(string.Join(System.Environment.NewLine, alarms));
        });

    /// <summary>Whether to go on and deploy.</summary>
    async Task<bool> ProvisionApplication(CancellationToken stop)
    {
        Require((CoolifyUrl, nameof(CoolifyUrl)), (CoolifyToken, nameof(CoolifyToken)), (Site, nameof(Site)), (Variables, nameof(Variables)));
        var site = AddressIn(Site!, "--site");
        var repository = Repository ?? (await Shell.Read("git", ["remote", "get-url", "origin"], stop, Root))?.Trim() ?? throw new StepFailedException("This clone has no remote origin: name the repository with --repository.");
        var plan = new ProvisionPlan
        {
            Application = CoolifyApplication,
            Project = CoolifyProject,
            Server = CoolifyServer,
            DeployKey = CoolifyDeployKey,
            Repository = repository,
            Site = site,
            Variables = VariableFile.Read(Variables!, site),
        };
        using var http = NewClient();
        try
        {
            CoolifyApplication = await new Provisioner(new CoolifyClient(http, AddressIn(CoolifyUrl!, "--coolify-url"), CoolifyToken!), plan, Output.Line).Run(DryRun, stop);
        }
        catch (CoolifyException error)
        {
            throw new StepFailedException(error.Message);
        }
        return !DryRun;
    }

    DeployPlan NewPlan(string? commit) => new() { Application = CoolifyApplication ?? "", Site = AddressIn(Site!, "--site"), Commit = commit, Tag = Tag, Version = ReleaseVersion, VerifyDeadline = TimeSpan.FromMinutes(VerifyMinutes) };

    DeployReport NewReport() => new(TimeProvider.System, Output.Line, Output.Secrets.Mask);

    static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };

    async Task<string?> Head(CancellationToken stop) => (await Shell.Read("git", ["rev-parse", "HEAD"], stop, Root))?.Trim();

    async Task TakeBackup(CoolifyClient coolify, DeployReport report, CancellationToken stop)
    {
        if (CoolifyDatabase is not null) await new DatabaseBackup(coolify, TimeProvider.System, report).Take(CoolifyDatabase, null, TimeSpan.FromMinutes(15), stop);
        else if (BackupProgram is not null) await Shell.Run(BackupProgram, [], stop);
        else report.Note("Without a backup, as asked for.");
    }

    void Close(DeployReport report, DeployOutcome wanted)
    {
        if (report.Outcome != wanted) throw new StepFailedException($"{report.Outcome}: {report.Reason} See {Path.Combine(DeployFolder, "report.md")}.");
        Summary.Close(report.Reason);
    }

    /// <summary>All that is missing at once, before the first step.</summary>
    static void Require(params (string? Value, string Name)[] needed)
    {
        var missing = needed.Where(one => string.IsNullOrWhiteSpace(one.Value)).Select(one => "--" + string.Concat(one.Name.Split(',')[0].Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString())) + (one.Name.Contains(',', StringComparison.Ordinal) ? one.Name[one.Name.IndexOf(',', StringComparison.Ordinal)..] : "")).ToList();
        if (missing.Count > 0) throw new StepFailedException($"Missing: {string.Join("; ", missing)}. Each may stand in the environment too: ./build.sh --help.");
    }

    static Uri AddressIn(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? address : throw new StepFailedException($"{option} takes an address, as in https://example.com, not '{text}'.");
}
