using Milestone.Build.Coolify;
using Milestone.Build.Deploying;
using Milestone.Coolify;
using Release = Milestone.Coolify.Release;

namespace Milestone.Build.Tests.Deploying;

/// <summary>A stand-in with an application that serves a release, and a pipeline that deploys the next.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    public const string Token = "7|a-token-of-the-stand-in";

    public static readonly string Old = new('a', 40);
    public static readonly string New = new('b', 40);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly List<string> said = [];

    private Rehearsal(StandIn coolify, PretendReleases releases)
    {
        Coolify = coolify;
        Releases = releases;
        Client = new CoolifyClient(http, coolify.Address, Token);
        Report = new DeployReport(Time, said.Add, text => text);
        Plan = new DeployPlan { Application = StandIn.Application, Site = coolify.Site, Commit = New, Version = "1.1.0" };
    }

    public HastyTime Time { get; } = new();

    public StandIn Coolify { get; }

    public PretendReleases Releases { get; }

    public CoolifyClient Client { get; set; }

    public DeployReport Report { get; }

    public DeployPlan Plan { get; set; }

    public string Said => string.Join('\n', said);

    public PublicSite Site => new(http, Plan.Site, Time);

    public HttpClient Http => http;

    public static async Task<Rehearsal> OfRepository(Fault fault = Fault.None)
    {
        var (standIn, releases) = await Start();
        standIn.Known[Old] = releases.Serving!;
        standIn.Known[New] = new Release("1.1.0", New, fault);
        standIn.Has("dockerfile", null, Old);
        return new Rehearsal(standIn, releases);
    }

    public static async Task<Rehearsal> OfImage(Fault fault = Fault.None)
    {
        var (standIn, releases) = await Start();
        standIn.Known["1.0.0"] = releases.Serving!;
        standIn.Known["1.1.0"] = new Release("1.1.0", New, fault);
        standIn.Has("dockerimage", "1.0.0");
        return new Rehearsal(standIn, releases) { Plan = new DeployPlan { Application = StandIn.Application, Site = standIn.Site, Tag = "1.1.0", Version = "1.1.0", Commit = New } };
    }

    public async Task<DeployOutcome> Deploy(Func<CancellationToken, Task>? backup = null)
    {
        await new Deployment(Client, Site, Plan, Time, Report).Run(backup ?? (_ => Task.CompletedTask), TestContext.Current.CancellationToken);
        return Report.Outcome!.Value;
    }

    /// <summary>How often this was asked, requests that only look at the token's abilities aside.</summary>
    public int Times(string method, string path) =>
        Coolify.Asked.Count(asked => asked.Method == method && asked.Path.EndsWith(path, StringComparison.Ordinal) && asked.Fields.Count > 0);

    public string? Tag => Coolify.Settings?["docker_registry_image_tag"]?.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Coolify.DisposeAsync();
    }

    private static async Task<(StandIn Coolify, PretendReleases Releases)> Start()
    {
        var releases = new PretendReleases();
        releases.Serve(new Release("1.0.0", Old));
        var standIn = await StandIn.StartAsync(Token, releases);
        standIn.Head = New;
        return (standIn, releases);
    }
}
