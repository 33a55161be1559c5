using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>
/// A host on a database of its own, for one test class. It has one organisation, "Small Books", whose books came in through the API;
/// a test that changes anything makes another database with <see cref="FreshAsync"/>.
/// </summary>
public sealed class BooksHost : IAsyncLifetime
{
    private readonly StringWriter log = new();
    private string? connectionString;
    private ServingHost? host;

    /// <summary>The books' ingest token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>What the host has logged.</summary>
    public string Log => log.ToString();

    /// <summary>The database, as the server's owner. Skips the test where there is no server.</summary>
    public string ConnectionString
    {
        get
        {
            TemporaryPostgres.Require();
            return connectionString!;
        }
    }

    /// <summary>Asks the host from its root. Skips the test where there is no server.</summary>
    public HttpClient Client
    {
        get
        {
            TemporaryPostgres.Require();
            return host!.Client;
        }
    }

    /// <summary>The same books on a database of the test's own.</summary>
    public static async Task<BooksHost> FreshAsync()
    {
        TemporaryPostgres.Require();
        var fresh = new BooksHost();
        await fresh.InitializeAsync();
        return fresh;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        connectionString = await TemporaryPostgres.CloneAsync();
        host = await ServingHost.StartAsync(connectionString, settings => settings with { ImportLimitMegabytes = 1 }, TextWriter.Synchronized(log));
        Token = await TokenAsync("Small Books");
        var imported = await ImportAsync(SmallBooks.Json);
        if ((int)imported["rejected"]! != 0)
            throw new InvalidOperationException(imported.ToJsonString());
    }

    /// <summary>A new organisation's token.</summary>
    public async Task<string> TokenAsync(string organisation)
    {
        await using var database = MilestoneDatabase.Open(ConnectionString, TimeProvider.System);
        var (books, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(organisation, null, CancellationToken.None);
        return (await new IngestTokens(database).CreateAsync(books.Id, "tests", null, CancellationToken.None)).Text;
    }

    /// <summary>Hands a payload in and reads the answer, which must be 200.</summary>
    public async Task<JsonNode> ImportAsync(string json)
    {
        using var answer = await PostAsync(json, Token);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Hands a payload in.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body, string? token, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/import/xero" + query, UriKind.Relative));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request);
    }

    /// <summary>Reads an answer of the API as JSON, whatever its status.</summary>
    public async Task<(int Status, JsonNode Body)> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri("/milestone-app/api/v1" + path, UriKind.Relative));
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (connectionString is not null)
            await TemporaryPostgres.DropAsync(connectionString);
        await log.DisposeAsync();
    }
}
