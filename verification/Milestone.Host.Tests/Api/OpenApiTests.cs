using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_lists_every_address_and_explains_all_of_it()
    {
        var description = await DescriptionAsync();

        var paths = description["paths"]!.AsObject();
        Assert.Equal(
            [
                "/api/health", "/api/health/live", "/api/v1/accounts",
                "/api/v1/assignments", "/api/v1/assignments/preview", "/api/v1/assignments/review", "/api/v1/assignments/unassigned-lines", "/api/v1/assignments/{id}",
                "/api/v1/changes", "/api/v1/changes.csv", "/api/v1/changes.json", "/api/v1/changes.pdf", "/api/v1/changes.xlsx",
                "/api/v1/changes/effect.csv", "/api/v1/changes/effect.json", "/api/v1/changes/effect.pdf", "/api/v1/changes/effect.xlsx",
                "/api/v1/dashboard", "/api/v1/dashboard.csv", "/api/v1/dashboard.json", "/api/v1/dashboard.pdf", "/api/v1/dashboard.xlsx",
                "/api/v1/documents/{id}", "/api/v1/import/xero", "/api/v1/organisations",
                "/api/v1/packs", "/api/v1/packs/{id}", "/api/v1/packs/{id}.csv", "/api/v1/packs/{id}.json", "/api/v1/packs/{id}.pdf", "/api/v1/packs/{id}.xlsx",
                "/api/v1/packs/{id}/changes", "/api/v1/packs/{id}/withdraw", "/api/v1/phases", "/api/v1/postings",
                "/api/v1/postings.csv", "/api/v1/postings.json", "/api/v1/postings.pdf", "/api/v1/postings.xlsx",
                "/api/v1/projects", "/api/v1/projects/{id}", "/api/v1/projects/{id}/assignments",
                "/api/v1/receivables.csv", "/api/v1/receivables.json", "/api/v1/receivables.pdf", "/api/v1/receivables.xlsx",
                "/api/v1/statement", "/api/v1/statement.csv", "/api/v1/statement.json", "/api/v1/statement.pdf", "/api/v1/statement.xlsx",
            ],
            paths.Select(path => path.Key).Order(StringComparer.Ordinal));
        foreach (var (path, methods) in paths)
        {
            foreach (var (_, operation) in methods!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), path);
                Assert.False(string.IsNullOrEmpty((string?)operation["description"]), path);
                Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), $"{path} {parameter["name"]}"));
                Assert.All(operation["responses"]!.AsObject(), response => Assert.False(string.IsNullOrEmpty((string?)response.Value!["description"]), $"{path} {response.Key}"));
            }
        }
    }

    [Fact]
    public async Task Errors_examples_and_the_token_are_described()
    {
        var description = await DescriptionAsync();

        var import = description["paths"]!["/api/v1/import/xero"]!["post"]!;
        Assert.NotNull(import["security"]![0]!["ingestToken"]);
        Assert.Equal("bearer", (string)description["components"]!["securitySchemes"]!["ingestToken"]!["scheme"]!);
        Assert.Equal(["200", "400", "401", "403", "413", "429", "503"], import["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal(1, (int)import["responses"]!["200"]!["content"]!["application/json"]!["example"]!["rejected"]!);
        var statement = description["paths"]!["/api/v1/statement"]!["get"]!;
        Assert.Equal(["200", "304", "400", "404", "503"], statement["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal(11499.50m, (decimal)statement["responses"]!["200"]!["content"]!["application/json"]!["example"]!["rows"]![7]!["total"]!);
        Assert.NotNull(description["paths"]!["/api/v1/statement.pdf"]!["get"]!["responses"]!["200"]!["content"]!["application/pdf"]);
    }

    private static async Task<JsonNode> DescriptionAsync()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);
        return JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;
    }
}
