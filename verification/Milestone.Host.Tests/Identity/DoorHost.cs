using System.Net;
using Microsoft.Extensions.Time.Testing;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Identity;
using Milestone.Host.Settings;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>A host whose door is shut, over a database with one organisation and one user of each kind; what it logs is kept.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string Owner = "owner@example.com";
    public const string Viewer = "viewer@example.com";

    /// <summary>Everybody's password, which no log may show.</summary>
    public const string Password = "correct horse battery staple";

    private static readonly Lazy<Task<string>> Hash = new(async () =>
    {
        using var passwords = new Passwords();
        return await passwords.HashAsync(Password, "somebody@example.com");
    });

    private readonly StringWriter log = new();
    private readonly List<ServingHost> hosts = [];

    private DoorHost(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>The clock of every host: the machine's own time at first, which tokens and cookies know too.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public string Log => log.ToString();

    public HttpClient Client => hosts[0].Client;

    public MilestoneDatabase Database { get; private set; } = null!;

    public Guid Organisation { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<DoorHost> StartAsync(Func<SignInSettings, SignInSettings>? with = null, string? url = null)
    {
        TemporaryPostgres.Require();
        var host = new DoorHost(await TemporaryPostgres.CloneAsync());
        host.Database = MilestoneDatabase.Open(host.ConnectionString, host.Clock);
        host.Organisation = (await new OrganisationCatalogue(host.Database).GetOrCreateAsync("Small Books", null, Stop)).Organisation.Id;
        await host.UserAsync(Owner, isOwner: true);
        await new MemberRegister(host.Database).SetAsync(host.Organisation, await host.UserAsync(Viewer), Role.Viewer, [], 0, "a test", Stop);
        await host.AddHostAsync(with, url);
        return host;
    }

    /// <summary>Starts another host on the same database.</summary>
    public async Task<HttpClient> AddHostAsync(Func<SignInSettings, SignInSettings>? with = null, string? url = null)
    {
        var more = await ServingHost.StartAsync(
            ConnectionString,
            settings => settings with { Vouch = null, Clock = Clock, SignIn = with?.Invoke(settings.SignIn) ?? settings.SignIn, Urls = url is null ? settings.Urls : [url] },
            TextWriter.Synchronized(log));
        hosts.Add(more);
        return more.Client;
    }

    public async Task<Guid> UserAsync(string email, bool isOwner = false)
    {
        var users = new UserRegister(Database);
        var user = await users.AddAsync(email, $"Name of {email.Split('@')[0]}", isOwner, "a test", Stop);
        await users.SetPasswordAsync(user, await Hash.Value, "a test", Stop);
        return user;
    }

    /// <summary>A browser that has signed in.</summary>
    public async Task<PlainBrowser> SignedInAsync(string email, HttpClient? client = null)
    {
        var browser = new PlainBrowser(client ?? Client);
        var page = await browser.OpenAsync("sign-in?return=account");
        await browser.SendAsync("sign-in?return=account", page, "sign-in", HttpStatusCode.OK, ("email", email), ("password", Password));
        return browser;
    }

    /// <summary>What the installation's own audit log says, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand("SELECT action || COALESCE(' ' || (after ->> 'why'), '') FROM milestone.audit_entry WHERE entity = 'session' ORDER BY seq");
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var events = new List<string>();
        while (await reader.ReadAsync(Stop))
            events.Add(reader.GetString(0));
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
        await Database.DisposeAsync();
        await TemporaryPostgres.DropAsync(ConnectionString);
        await log.DisposeAsync();
    }
}
