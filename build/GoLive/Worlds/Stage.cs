using Milestone.Build.Coolify;
using Milestone.Build.Deploying;
using Milestone.Build.Provisioning;
using Milestone.Build.Rehearsing;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>The product as it is deployed: Coolify, and the public address. In a rehearsal the stand-in with real hosts, an OpenID provider and nginx.</summary>
internal sealed class Stage : IAsyncDisposable
{
    readonly HttpClient http;

    Stage(HttpClient http, CoolifyClient coolify, string application, string server, Uri site, RehearsalWorld? rehearsal, string commit)
    {
        this.http = http;
        Coolify = coolify;
        Application = application;
        Server = server;
        Site = site;
        Rehearsal = rehearsal;
        Commit = commit;
    }

    public CoolifyClient Coolify { get; }

    public string Application { get; }

    public string Server { get; }

    public Uri Site { get; }

    /// <summary>Null in production.</summary>
    public RehearsalWorld? Rehearsal { get; }

    /// <summary>The commit that is to serve.</summary>
    public string Commit { get; }

    public HttpClient Http => http;

    public PublicSite Public => new(http, Site, TimeProvider.System);

    public static async Task<Stage> Set(World world, CancellationToken stop)
    {
        if (world.IsProduction)
        {
            var named = world.Production;
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };
            return new Stage(client, new CoolifyClient(client, named.Coolify!, named.CoolifyToken!), named.CoolifyApplication!, named.CoolifyServer!, named.Address, null, world.Settings.Commit);
        }
        var rehearsal = await world.Settings.Rehearse(stop);
        var http = rehearsal.NewClient();
        var coolify = new CoolifyClient(http, rehearsal.Coolify, rehearsal.CoolifyToken);
        // As Deploy --provision sets up an installation.
        var plan = new ProvisionPlan
        {
            Application = RehearsalWorld.Application,
            Server = RehearsalWorld.Server,
            Repository = "https://git.example/milestone.git",
            Site = rehearsal.Proxy?.Secure ?? rehearsal.Site,
            Variables = new Dictionary<string, string>
            {
                ["ConnectionStrings__Milestone"] = rehearsal.Database.App,
                ["ConnectionStrings__MilestoneOwner"] = rehearsal.Database.Owner,
                ["Milestone__AllowedHosts"] = rehearsal.Site.Host,
                ["Milestone__KnownProxies"] = "172.16.0.0/12",
            },
        };
        await new Provisioner(coolify, plan, _ => { }).Run(dryRun: false, stop);
        return new Stage(http, coolify, RehearsalWorld.Application, RehearsalWorld.Server, rehearsal.Site, rehearsal, world.Settings.Commit);
    }

    /// <summary>One deployment of the branch's head, as the target Deploy does it; hasty in a rehearsal, where everything is near.</summary>
    public async Task<DeployReport> Deploy(string commit, CancellationToken stop)
    {
        var report = new DeployReport(TimeProvider.System, _ => { }, text => text);
        var backup = new DatabaseBackup(Coolify, TimeProvider.System, report);
        await new Deployment(Coolify, Public, Plan(commit), TimeProvider.System, report).Run(token => backup.Take(RehearsalWorld.ManagedDatabase, null, TimeSpan.FromMinutes(2), token), stop);
        return report;
    }

    public DeployPlan Plan(string commit) => new()
    {
        Application = Application,
        Site = Site,
        Commit = commit,
        BetweenConfirmations = TimeSpan.FromMilliseconds(500),
        BetweenLooks = TimeSpan.FromMilliseconds(500),
        VerifyDeadline = TimeSpan.FromSeconds(20),
        TriggerDeadline = TimeSpan.FromSeconds(30),
        DeployDeadline = TimeSpan.FromMinutes(2),
    };

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (Rehearsal is not null) await Rehearsal.DisposeAsync();
    }
}
