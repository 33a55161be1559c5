using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Milestone.Build.Auditing;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Rehearsing;

/// <summary>
/// A production on this machine: PostgreSQL installed as an installation's is, an OpenID provider, a stand-in for Coolify that runs the published host as its
/// releases, nginx before it. Everything listens on free loopback ports and ends with this object, or with the pipeline.
/// </summary>
internal sealed class RehearsalWorld : IAsyncDisposable
{
    public const string Application = "milestoneapp0123456789ab", ManagedDatabase = "milestonedb0123456789abc", Server = "server0123456789abcdefgh", Destination = "destination0123456789abc";

    const string ClientId = "milestone-rehearsal";

    static readonly (string Name, string Email)[] People =
        [("olive", "owner@demo.example"), ("adam", "administrator@demo.example"), ("amina", "accountant@demo.example"), ("paul", "manager@demo.example"), ("vera", "viewer@demo.example")];

    readonly RehearsalPlan plan;
    readonly ThrowAwayFolder claim;
    readonly Stack<IAsyncDisposable> parts = new();
    readonly CancellationTokenSource end;
    Companion coolify = null!;

    RehearsalWorld(RehearsalPlan plan, ThrowAwayFolder claim)
    {
        this.plan = plan;
        this.claim = claim;
        end = new CancellationTokenSource(plan.Longest);
        end.Token.Register(() => _ = DisposeAsync().AsTask());
    }

    /// <summary>The public address: nginx's, or the stand-in's own where there is no nginx.</summary>
    public Uri Site { get; private set; } = null!;

    public RehearsalProxy? Proxy { get; private set; }

    public RehearsalCertificate Certificate { get; private set; } = null!;

    public RehearsalDatabase Database { get; private set; } = null!;

    /// <summary>The commit that serves at first.</summary>
    public string Before => plan.Before;

    public Uri Coolify { get; private set; } = null!;

    public string CoolifyToken { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>The OpenID provider's address; its people sign in by typing their name and any password.</summary>
    public Uri? Provider { get; private set; }

    /// <summary>Of the demo company's accounts, such as administrator@demo.example.</summary>
    public string Password { get; private set; } = "";

    /// <summary>What the provider signs its messages with.</summary>
    public string WebhookSecret { get; } = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    /// <summary>What the hosts wrote, a file a commit.</summary>
    public string Logs => Path.Combine(claim.Path, "logs");

    /// <summary>For files of whoever rehearses; goes with the world.</summary>
    public string Work => Path.Combine(claim.Path, "work");

    /// <param name="postgresBin">As the parameter PostgresBin.</param>
    /// <param name="installFolder">Where npm's PostgreSQL is, or goes.</param>
    public static async Task<RehearsalWorld> Start(RehearsalPlan plan, string? postgresBin, string installFolder, Shell shell, Output output, CancellationToken stop)
    {
        Directory.CreateDirectory(plan.Home);
        var world = new RehearsalWorld(plan, await ThrowAwayFolder.Claim(Path.Combine(plan.Home, Guid.NewGuid().ToString("N")), stop));
        try
        {
            Directory.CreateDirectory(world.Logs);
            Directory.CreateDirectory(world.Work);
            await world.Build(postgresBin, installFolder, shell, output, stop);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a command of the host printed, run as an installation's operator would; it must succeed.</summary>
    public async Task<string> Command(IReadOnlyDictionary<string, string?> variables, CancellationToken stop, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [plan.Host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        if (Database.ToolsFolder is { } tools) start.Environment["Milestone__Backups__Tools"] = tools;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(stop);
        var noted = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        var text = (await said) + (await noted);
        return process.ExitCode == 0 ? text : throw new StepFailedException($"{string.Join(' ', arguments.Take(2))} ended with exit code {process.ExitCode}: {text.Trim()}");
    }

    /// <summary>The variables with which commands find the installation's database, as the login that serves.</summary>
    public IReadOnlyDictionary<string, string?> AsApp => new Dictionary<string, string?> { ["ConnectionStrings__Milestone"] = Database.App };

    /// <summary>From now on the branch leads to this commit; a fault as the stand-in names it, such as AnswersErrors.</summary>
    public Task Next(string commit, string? fault, CancellationToken stop) => coolify.Tell($"next {commit} {fault}".Trim(), stop);

    /// <summary>Kills the host that serves, as a crash would.</summary>
    public Task KillHost(CancellationToken stop) => coolify.Tell("kill", stop);

    /// <summary>Asks without following redirects, and believes the rehearsal's own certificate.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Certificate.Vouches(certificate as System.Security.Cryptography.X509Certificates.X509Certificate2) },
    })
    { Timeout = TimeSpan.FromSeconds(30) };

    public async ValueTask DisposeAsync()
    {
        while (true)
        {
            IAsyncDisposable part;
            lock (parts)
            {
                if (!parts.TryPop(out part!)) break;
            }
            await part.DisposeAsync();
        }
        claim.Dispose();
        Certificate?.Dispose();
    }

    async Task Build(string? postgresBin, string installFolder, Shell shell, Output output, CancellationToken stop)
    {
        Database = Part(await RehearsalDatabase.Create(claim.Path, postgresBin, installFolder, shell, output, stop));
        var installing = new Dictionary<string, string?>
        {
            ["ConnectionStrings__MilestoneAdministrator"] = Database.Administrator,
            ["ConnectionStrings__MilestoneOwner"] = Database.Owner,
            ["ConnectionStrings__Milestone"] = Database.App,
        };
        await Command(installing, stop, "migrate", "--bootstrap");
        string[] size = plan.Documents is { } documents ? ["--documents", documents.ToString(CultureInfo.InvariantCulture)] : [];
        Password = AuditedSignIn.PasswordIn((await Command(AsApp, stop, ["demo", .. size])).Split('\n', StringSplitOptions.TrimEntries));

        Certificate = RehearsalCertificate.Make(Path.Combine(claim.Path, "certificates"), TimeProvider.System.GetUtcNow());
        Proxy = RehearsalProxy.Find(Path.Combine(claim.Path, "nginx"));
        if (Proxy is not null) Part(Proxy);
        else output.Line("nginx is not here (apt-get install nginx-light): the stand-in's own address is the public one.");
        var variables = new Dictionary<string, string?>(installing) { ["ConnectionStrings__MilestoneAdministrator"] = null };
        if (plan.Provider is not null) await StartProvider(variables, stop);
        await StartCoolify(variables, stop);
        if (Proxy is not null) await Proxy.Start(Coolify, Certificate, stop);
        Site = Proxy?.Keeps ?? new Uri(Coolify, "/milestone-app");
    }

    async Task StartProvider(Dictionary<string, string?> variables, CancellationToken stop)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Uri[] doors = Proxy is null ? [] : [Proxy.Keeps, Proxy.Strips, Proxy.Secure];
        var settings = JsonSerializer.Serialize(new
        {
            people = People.ToDictionary(one => one.Name, one => new { email = one.Email, email_verified = true, name = one.Name }),
            client = new { id = ClientId, secret },
            redirect = doors.Select(door => door.AbsoluteUri + "/sign-in/callback"),
            pushed = true,
        });
        var provider = Part(Companion.Start("the OpenID provider", "node", ["provider.mjs"], minds: true, new Dictionary<string, string?> { ["PROVIDER"] = settings }, plan.Provider));
        var port = (await provider.Line("listening", stop)).Split(' ')[1];
        Provider = new Uri("http://127.0.0.1:" + port);
        variables["Milestone__SignIn__Authority"] = Provider.AbsoluteUri;
        variables["Milestone__SignIn__ClientId"] = ClientId;
        variables["Milestone__SignIn__ClientSecret"] = secret;
        variables["Milestone__SignIn__ProviderName"] = "the rehearsal's provider";
        variables["Milestone__SignIn__WebhookSecret"] = WebhookSecret;
        variables["Milestone__FormTargets"] = Provider.GetLeftPart(UriPartial.Authority);
    }

    async Task StartCoolify(Dictionary<string, string?> variables, CancellationToken stop)
    {
        variables["MILESTONE_COOLIFY_TOKEN"] = CoolifyToken;
        variables["MILESTONE_COOLIFY_LOGS"] = Logs;
        foreach (var (name, value) in plan.Variables) variables[name] = value;
        string[] words = [plan.StandIn, plan.Host, plan.Before, plan.Next, .. plan.Bad ? new[] { "bad" } : []];
        coolify = Part(Companion.Start("the stand-in for Coolify", "dotnet", words, minds: true, variables));
        Coolify = new Uri((await coolify.Line("Coolify's stand-in listens at ", stop)).Split(' ')[^1]);
    }

    T Part<T>(T part) where T : IAsyncDisposable
    {
        lock (parts) parts.Push(part);
        return part;
    }
}
