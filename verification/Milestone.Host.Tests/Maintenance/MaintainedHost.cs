using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Host.Maintenance;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Maintenance;

/// <summary>A host with a clock of its own and a channel that is told of windows, over the small books. It believes a header that nobody has signed in.</summary>
public sealed class MaintainedHost : IAsyncLifetime
{
    private readonly BooksHost books = new();
    private WebApplication? channel;
    private ServingHost? host;

    /// <summary>The clock of the host and its database.</summary>
    internal FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>What the channel was told, in order.</summary>
    internal ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Whether the channel answers errors.</summary>
    internal bool IsChannelBroken { get; set; }

    /// <summary>Asks the host from its root.</summary>
    internal HttpClient Client
    {
        get
        {
            TemporaryPostgres.Require();
            return host!.Client;
        }
    }

    /// <summary>The books of the database.</summary>
    internal BooksHost Books => books;

    /// <summary>Tells what is due, without waiting for the next turn of the service that does it.</summary>
    internal async Task TellAsync()
    {
        await host!.Services.GetRequiredService<MaintenanceBoard>().RefreshAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<MaintenanceTeller>().TellAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await books.InitializeAsync();
        if (TemporaryPostgres.Missing is not null)
            return;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        channel = builder.Build();
        channel.MapPost("/secret-path", async (HttpRequest request) =>
        {
            if (IsChannelBroken)
                return Results.StatusCode(StatusCodes.Status502BadGateway);
            using var reader = new StreamReader(request.Body);
            Told.Enqueue(await reader.ReadToEndAsync());
            return Results.Ok();
        });
        await channel.StartAsync();
        var webhook = new Uri(channel.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/secret-path");
        host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with
        {
            Clock = Clock,
            NoticeWebhook = webhook,
            Vouch = request => request.Headers["X-Test-Visitor"].ToString() switch
            {
                "nobody" => Visitor.Nobody,
                "viewer" => new Visitor("A viewer", "viewer", ReaderScope.Of([new Membership(OrganisationOf(), Role.Viewer)])) { User = Guid.Parse("0a000000-0000-4000-8000-000000000001") },
                _ => Visitor.AtThisMachine,
            },
        });
        organisation = (await host.Services.GetRequiredService<OrganisationCatalogue>().ListAsync(CancellationToken.None)).Single().Id;
    }

    private Guid organisation;

    private Guid OrganisationOf() => organisation;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (channel is not null)
            await channel.DisposeAsync();
        await books.DisposeAsync();
    }
}
