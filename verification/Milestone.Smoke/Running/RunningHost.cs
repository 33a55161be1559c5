using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Host;
using Milestone.Host.Security.Rates;
using Milestone.Host.Settings;
using Milestone.Host.Shell;
using Milestone.Testing.Postgres;

namespace Milestone.Smoke.Running;

/// <summary>The whole host on a free port of this machine, as it serves, over a database of its own.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    /// <summary>Where the product lives behind its proxy.</summary>
    public const string Base = "/milestone-app/";

    private readonly WebApplication app;
    private readonly StringWriter log;
    private readonly StandingClock clock;

    private RunningHost(WebApplication app, Uri root, string connectionString, StandingClock clock, StringWriter log)
    {
        this.app = app;
        this.clock = clock;
        this.log = log;
        Root = root;
        ConnectionString = connectionString;
        Client = new HttpClient { BaseAddress = new Uri(root, Base) };
    }

    /// <summary>http://127.0.0.1 and the port.</summary>
    public Uri Root { get; }

    /// <summary>The database, as the server's owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Asks the host below its base, as another program would.</summary>
    public HttpClient Client { get; }

    /// <summary>What the host has logged.</summary>
    public string Log => log.ToString();

    /// <summary>The moment it is for the host.</summary>
    public DateTimeOffset Now
    {
        get => clock.Now;
        set => clock.Now = value;
    }

    /// <summary>A page's whole address.</summary>
    public string UrlOf(string address) => new Uri(new Uri(Root, Base), address).AbsoluteUri;

    /// <summary>An answer of the API below api/v1, which must be a success.</summary>
    public async Task<JsonNode> AskAsync(string address)
    {
        using var answer = await Client.GetAsync(new Uri("api/v1/" + address, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{address} answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Starts a host over a database. It stands open to everybody on this machine; journeys through the door itself say that it is shut.</summary>
    internal static async Task<RunningHost> StartAsync(string connectionString, DateTimeOffset now, Func<HostSettings, HostSettings>? with = null)
    {
        var clock = new StandingClock(now);
        var log = new StringWriter();
        var settings = new HostSettings { ConnectionString = connectionString, Urls = ["http://127.0.0.1:0"], Clock = clock, Rates = RateSettings.None, Log = TextWriter.Synchronized(log), Vouch = _ => Visitor.AtThisMachine };
        var app = Program.Serve(with?.Invoke(settings) ?? settings);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new RunningHost(app, new Uri(address), connectionString, clock, log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await log.DisposeAsync();
    }

    /// <summary>Ends the host and drops its database.</summary>
    public async Task EndAsync()
    {
        await DisposeAsync();
        await TemporaryPostgres.DropAsync(ConnectionString);
    }
}
