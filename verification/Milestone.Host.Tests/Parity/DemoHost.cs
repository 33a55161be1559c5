using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Demo;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>A host over the demo company, on the morning of the day that its books end on.</summary>
public sealed class DemoHost : IAsyncLifetime
{
    private string? connectionString;
    private ServingHost? host;
    private IReadOnlyList<DimensionListing> projects = [];

    /// <summary>The projects there are. Skips the test where there is no server.</summary>
    public IReadOnlyList<DimensionListing> Projects
    {
        get
        {
            TemporaryPostgres.Require();
            return projects;
        }
    }

    /// <summary>The number of the last batch.</summary>
    public long LastBatch { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        connectionString = await DemoDatabase.CopyAsync();
        await using (var database = MilestoneDatabase.Open(connectionString, TimeProvider.System))
        {
            var catalogue = new OrganisationCatalogue(database);
            var organisation = await catalogue.GetAsync(DemoCompany.Name, TestContext.Current.CancellationToken);
            projects = await catalogue.ProjectsAsync(organisation.Id, TestContext.Current.CancellationToken);
            LastBatch = organisation.LastBatch;
        }

        host = await ServingHost.StartAsync(connectionString, settings => settings with { Clock = new StandingClock() });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (connectionString is not null)
            await TemporaryPostgres.DropAsync(connectionString);
    }

    /// <summary>The body of an answer, which must be 200.</summary>
    public async Task<byte[]> ReadAsync(string address)
    {
        TemporaryPostgres.Require();
        using var answer = await host!.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}");
        return body;
    }

    /// <summary>A page as a browser has it.</summary>
    public async Task<IHtmlDocument> PageAsync(string address) => BrowsedBooks.Parse(Encoding.UTF8.GetString(await ReadAsync(address)));

    /// <summary>An answer of the API below api/v1.</summary>
    public async Task<JsonNode> AskAsync(string address) => JsonNode.Parse(await ReadAsync($"api/v1/{address}"))!;

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(DemoDatabase.Today, new TimeOnly(9, 0), TimeSpan.Zero);
    }
}
