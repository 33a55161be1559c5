using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Host.Security.Rates;
using Milestone.Host.Settings;
using Milestone.Host.Shell;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>The whole host on a free port of this machine, as Program.Serve builds it.</summary>
internal sealed class ServingHost : IAsyncDisposable
{
    /// <summary>Nothing listens there: a database that is gone.</summary>
    public const string NoDatabase = "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=hidden-in-logs;Timeout=2";

    private readonly WebApplication app;

    private ServingHost(WebApplication app, Uri address)
    {
        this.app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    /// <summary>Asks the host, from its root; it follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>What the host is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>A host for a database. It stands open, as what is behind the door is tested by everybody else; tests of the door itself set Vouch to null.</summary>
    public static async Task<ServingHost> StartAsync(string connectionString, Func<HostSettings, HostSettings>? with = null, TextWriter? log = null)
    {
        var settings = new HostSettings { ConnectionString = connectionString, Urls = ["http://127.0.0.1:0"], Rates = RateSettings.None, Log = log ?? TextWriter.Null, Vouch = _ => Visitor.AtThisMachine };
        var app = Program.Serve(with?.Invoke(settings) ?? settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ServingHost(app, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
