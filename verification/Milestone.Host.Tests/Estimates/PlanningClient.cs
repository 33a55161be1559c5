using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Estimates;

/// <summary>A program that enters plans through the API.</summary>
internal sealed class PlanningClient(BooksHost books)
{
    public const string Project = $"/projects/{SmallBooks.AcaciaRoad}";
    public const string Groundworks = "a0000000-0000-4000-8000-000000000011";

    public const string Cost = $$"""{"phase":"{{Groundworks}}","kind":"cost","amount":1000.00,"date":"2026-04-01","confidence":3,"notes":"From the drawings"}""";
    public const string Skips = $$"""{"kind":"directByCustomer","phase":"{{Groundworks}}","date":"2026-05-04","amount":200.00,"tax":40.00,"supplier":"Grab & Go Skips","reference":"GG-17","description":"Two skips"}""";
    public const string Described = """{"client":"Mr Field","status":"active","startDate":"2026-04-01","endDate":"2026-09-30","manager":"Ann","contractSum":145000.00,"outputMethod":true,"notes":""}""";

    public async Task<PlanAnswer> SendAsync(HttpMethod method, string path, string? body = null, string? version = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri("/milestone-app/api/v1" + path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (version is not null)
            request.Headers.TryAddWithoutValidation(method == HttpMethod.Get ? "If-None-Match" : "If-Match", version);
        using var answer = await books.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new PlanAnswer((int)answer.StatusCode, answer.Headers.ETag?.ToString(), answer.Headers.Location?.OriginalString, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task<PlanAnswer> GetAsync(string path, string? version = null) => SendAsync(HttpMethod.Get, path, version: version);

    public Task<PlanAnswer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<PlanAnswer> PutAsync(string path, string body, string? version) => SendAsync(HttpMethod.Put, path, body, version);

    public Task<PlanAnswer> DeleteAsync(string path, string? version) => SendAsync(HttpMethod.Delete, path, version: version);
}

/// <summary>An answer: its status, its version, where something new is, and its body.</summary>
internal sealed record PlanAnswer(int Status, string? Version, string? Location, JsonNode? Body)
{
    /// <summary>The names of the fields at fault, in order.</summary>
    public IEnumerable<string> Faults => Body!["errors"]!.AsObject().Select(fault => fault.Key).Order(StringComparer.Ordinal);

    /// <summary>Where something new is, below the API.</summary>
    public string Path => Location!["/milestone-app/api/v1".Length..];
}
