using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Core.Access;
using Milestone.Core.Reporting;
using Milestone.Host.Security.Areas;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

public sealed class OpenApiTests
{
    // One address a line; a star stands for the formats that a table can be had in.
    private static readonly string[] Addresses =
    [
        "/api/health",
        "/api/health/live",
        "/api/status",
        "/api/v1/accounts",
        "/api/v1/admin/audit",
        "/api/v1/admin/audit.*",
        "/api/v1/admin/counts",
        "/api/v1/admin/feedback",
        "/api/v1/admin/feedback.*",
        "/api/v1/admin/feedback/{id}/read",
        "/api/v1/admin/imports",
        "/api/v1/admin/maintenance",
        "/api/v1/admin/maintenance/{id}",
        "/api/v1/admin/rejected",
        "/api/v1/admin/rejected/{id}/retry",
        "/api/v1/admin/settings",
        "/api/v1/admin/settings/tracking",
        "/api/v1/admin/tokens",
        "/api/v1/admin/tokens/{id}",
        "/api/v1/admin/users",
        "/api/v1/assignments",
        "/api/v1/assignments/preview",
        "/api/v1/assignments/review",
        "/api/v1/assignments/unassigned-lines",
        "/api/v1/assignments/{id}",
        "/api/v1/changes",
        "/api/v1/changes.*",
        "/api/v1/changes/effect.*",
        "/api/v1/dashboard",
        "/api/v1/dashboard.*",
        "/api/v1/documents/{id}",
        "/api/v1/exports",
        "/api/v1/exports/company.csv",
        "/api/v1/exports/company.pdf",
        "/api/v1/exports/company.xlsx",
        "/api/v1/exports/jobs/{id}",
        "/api/v1/exports/jobs/{id}/file",
        "/api/v1/exports/project.csv",
        "/api/v1/exports/project.pdf",
        "/api/v1/exports/project.xlsx",
        "/api/v1/exports/projects.csv",
        "/api/v1/exports/projects.pdf",
        "/api/v1/exports/projects.xlsx",
        "/api/v1/feedback",
        "/api/v1/import/xero",
        "/api/v1/ledger-check",
        "/api/v1/organisations",
        "/api/v1/packs",
        "/api/v1/packs/{id}",
        "/api/v1/packs/{id}.*",
        "/api/v1/packs/{id}/changes",
        "/api/v1/packs/{id}/withdraw",
        "/api/v1/phases",
        "/api/v1/postings",
        "/api/v1/postings.*",
        "/api/v1/preferences",
        "/api/v1/projects",
        "/api/v1/projects.*",
        "/api/v1/projects/{id}",
        "/api/v1/projects/{id}/adjustments",
        "/api/v1/projects/{id}/adjustments.*",
        "/api/v1/projects/{id}/adjustments/{adjustmentId}",
        "/api/v1/projects/{id}/assignments",
        "/api/v1/projects/{id}/bills",
        "/api/v1/projects/{id}/bills.*",
        "/api/v1/projects/{id}/cost-tracker",
        "/api/v1/projects/{id}/cost-tracker.*",
        "/api/v1/projects/{id}/estimates",
        "/api/v1/projects/{id}/estimates.*",
        "/api/v1/projects/{id}/estimates/{estimateId}",
        "/api/v1/projects/{id}/float",
        "/api/v1/projects/{id}/float.*",
        "/api/v1/projects/{id}/invoices",
        "/api/v1/projects/{id}/invoices.*",
        "/api/v1/projects/{id}/progress",
        "/api/v1/projects/{id}/progress.*",
        "/api/v1/projects/{id}/progress/{phase}",
        "/api/v1/projects/{id}/settings",
        "/api/v1/projects/{id}/summary",
        "/api/v1/projects/{id}/summary.*",
        "/api/v1/receivables.*",
        "/api/v1/reconciliation",
        "/api/v1/reconciliation.*",
        "/api/v1/reconciliation/reports",
        "/api/v1/statement",
        "/api/v1/statement.*",
        "/api/v1/views",
        "/api/v1/views/{id}",
    ];

    private static IEnumerable<string> Formats(string address) =>
        address.EndsWith(".*", StringComparison.Ordinal) ? ReportFormat.All.Select(format => address[..^2] + format.FileExtension) : [address];

    [Fact]
    public async Task The_description_lists_every_address_and_explains_all_of_it()
    {
        var description = await DescriptionAsync();

        var paths = description["paths"]!.AsObject();
        Assert.Equal(
            Addresses.SelectMany(Formats).Order(StringComparer.Ordinal),
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
        Assert.Equal(["200", "400", "401", "403", "404", "413", "415", "429", "503"], import["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal(1, (int)import["responses"]!["200"]!["content"]!["application/json"]!["example"]!["rejected"]!);
        var statement = description["paths"]!["/api/v1/statement"]!["get"]!;
        Assert.Equal(["200", "304", "400", "401", "403", "404", "429", "503"], statement["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal(11499.50m, (decimal)statement["responses"]!["200"]!["content"]!["application/json"]!["example"]!["rows"]![7]!["total"]!);
        Assert.NotNull(description["paths"]!["/api/v1/statement.pdf"]!["get"]!["responses"]!["200"]!["content"]!["application/pdf"]);
    }

    [Fact]
    public async Task A_change_is_described_with_its_body_its_version_and_its_refusals()
    {
        var description = await DescriptionAsync();

        var change = description["paths"]!["/api/v1/projects/{id}/estimates/{estimateId}"]!["put"]!;
        var version = change["parameters"]!.AsArray().Single(parameter => (string)parameter!["name"]! == "If-Match")!;
        Assert.Equal(("header", true), ((string)version["in"]!, (bool)version["required"]!));
        Assert.Equal(12500.00m, (decimal)change["requestBody"]!["content"]!["application/json"]!["example"]!["amount"]!);
        Assert.True((bool)change["requestBody"]!["required"]!);
        Assert.Equal(["200", "400", "401", "403", "404", "412", "413", "415", "428", "429", "503"], change["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        var body = description["components"]!["schemas"]![((string)change["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!).Split('/')[^1]]!;
        Assert.Equal(["amount", "confidence", "date", "kind", "notes", "phase"], body["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        var added = description["paths"]!["/api/v1/projects/{id}/estimates"]!["post"]!;
        Assert.Equal(["201", "400", "401", "403", "404", "409", "413", "415", "429", "503"], added["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Equal("cost", (string)added["responses"]!["201"]!["content"]!["application/json"]!["example"]!["kind"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_operation_says_who_may_as_the_gate_decides_it(bool takesTokens)
    {
        await using var host = await HostAsync(takesTokens);
        var description = await DescriptionAsync(host);
        Assert.Equal(takesTokens ? ["ingestToken", "session", "sessionToken"] : ["ingestToken", "session"], description["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).Order(StringComparer.Ordinal));
        var seen = 0;
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            // The address as the description has it: without the constraints of its parameters.
            var path = "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), ":[a-z]+}", "}").TrimEnd('/');
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                if (description["paths"]![path]?[method.ToLowerInvariant()] is not { } operation)
                    continue;
                seen++;
                var place = endpoint.Metadata.GetMetadata<InAttribute>()!;
                string[] ways = place.Area switch { Area.Public => [], Area.Import => ["ingestToken"], _ => takesTokens ? ["session", "sessionToken"] : ["session"] };
                Assert.Equal((path, string.Join(',', ways)), (path, string.Join(',', operation["security"]!.AsArray().Select(way => Assert.Single(way!.AsObject()).Key))));
                Assert.Equal((path, ways.Length > 0), (path, operation["responses"]!["401"] is not null));
                Assert.Equal((path, ways.Length > 0), (path, operation["responses"]!["403"] is not null));
                if (place.Area is Area.Public or Area.Import)
                    continue;
                var refused = (string)operation["responses"]!["403"]!["description"]!;
                foreach (var (role, name) in new[] { (Role.Viewer, "viewer"), (Role.ProjectManager, "project manager"), (Role.Accountant, "accountant"), (Role.Administrator, "administrator") })
                    Assert.True(refused.Contains("no organisation", StringComparison.Ordinal) || Matrix.Allows(place.Area, place.UseOf(method), role) == refused.Contains(name, StringComparison.Ordinal), $"{method} {path}: {refused}");
            }
        }

        Assert.True(seen > 100, $"Only {seen} operations were seen.");
    }

    private static Task<ServingHost> HostAsync(bool takesTokens) => ServingHost.StartAsync(
        ServingHost.NoDatabase,
        settings => takesTokens ? settings with { SignIn = settings.SignIn with { TokenIssuer = new Uri("https://clerk.example"), AuthorizedParties = ["https://here.example"] } } : settings);

    private static async Task<JsonNode> DescriptionAsync()
    {
        await using var host = await HostAsync(takesTokens: false);
        return await DescriptionAsync(host);
    }

    private static async Task<JsonNode> DescriptionAsync(ServingHost host)
    {
        return JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;
    }
}
