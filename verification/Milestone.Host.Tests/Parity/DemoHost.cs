using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Milestone.Host.Demo;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>A host over a small demo company, imported as it would have arrived.</summary>
public sealed class DemoHost : IAsyncLifetime
{
    private readonly TemporaryDatabase database = new();
    private ServingHost? host;

    /// <summary>Asks the host from its root. Skips the test where there is no server.</summary>
    public HttpClient Client
    {
        get
        {
            TemporaryPostgres.Require();
            return host!.Client;
        }
    }

    /// <summary>The names of the projects there are.</summary>
    public IReadOnlyList<string> Projects { get; private set; } = [];

    /// <summary>The number of the last batch.</summary>
    public long LastBatch { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        if (TemporaryPostgres.Missing is not null)
            return;
        var catalogue = new OrganisationCatalogue(database.Database);
        var (organisation, _) = await catalogue.GetOrCreateAsync(DemoCompany.Name, null, TestContext.Current.CancellationToken);
        foreach (var stage in DemoCompany.Stages(new DemoOptions { Today = new DateOnly(2026, 11, 23), Documents = 400 }))
        {
            var payloads = stage.Payloads.Select(payload => new XeroPayload(payload.FileName, payload.Json));
            await new XeroImport(database.Database).ImportAsync(organisation.Id, payloads.ToAsyncEnumerable(), "a test", progress: null, TestContext.Current.CancellationToken);
        }

        Projects = [.. (await catalogue.ProjectsAsync(organisation.Id, TestContext.Current.CancellationToken)).Select(project => project.Name)];
        LastBatch = (await catalogue.GetAsync(DemoCompany.Name, TestContext.Current.CancellationToken)).LastBatch;
        host = await ServingHost.StartAsync(database.ConnectionString);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>The body of an answer, which must be 200.</summary>
    public async Task<byte[]> ReadAsync(string address)
    {
        using var answer = await Client.GetAsync(new Uri("/milestone-app/" + address, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
        return body;
    }
}
