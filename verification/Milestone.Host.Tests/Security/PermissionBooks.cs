using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Estimates;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>
/// The small books with something of everything that people make, another organisation, and a host that believes a header who asks. A manager's own project is
/// Acacia Road; Mill Lane is another's. One for all tests of permissions.
/// </summary>
public sealed class PermissionBooks : IAsyncLifetime
{
    /// <summary>An organisation that nobody of the header belongs to, except "two".</summary>
    public const string Foreign = "Foreign Books";

    /// <summary>The organisation of everybody.</summary>
    public const string Own = "Small Books";

    /// <summary>A manager here and accountant in the other organisation.</summary>
    public const string Two = "two";

    // April of the small books as Xero has it, with 10.00 more of materials.
    private const string Report = """
        { "Reports": [{ "ReportID": "ProfitAndLoss", "ReportType": "ProfitAndLoss", "ReportTitles": ["Profit & Loss", "Small Books Ltd", "1 April 2026 to 30 April 2026"], "Rows": [
          { "RowType": "Header", "Cells": [{ "Value": "" }, { "Value": "30 Apr 26" }] },
          { "RowType": "Section", "Title": "Income", "Rows": [{ "RowType": "Row", "Cells": [{ "Value": "Sales", "Attributes": [{ "Id": "account", "Value": "c0000000-0000-4000-8000-000000000200" }] }, { "Value": "1000.00" }] }] },
          { "RowType": "Section", "Title": "Less Cost of Sales", "Rows": [{ "RowType": "Row", "Cells": [{ "Value": "Materials", "Attributes": [{ "Id": "account", "Value": "c0000000-0000-4000-8000-000000000310" }] }, { "Value": "510.75" }] }] }] }] }
        """;

    private readonly BooksHost books = new();
    private readonly Dictionary<string, string> made = new(StringComparer.OrdinalIgnoreCase);
    private ServingHost? host;
    private Guid mine;
    private Guid other;

    /// <summary>Those who ask, by the name in the header, with their role in the own organisation.</summary>
    internal static IReadOnlyDictionary<string, Role> Roles { get; } = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["viewer"] = Role.Viewer,
        ["manager"] = Role.ProjectManager,
        ["accountant"] = Role.Accountant,
        ["administrator"] = Role.Administrator,
    };

    /// <summary>The addresses that the host has. Not what the framework adds while developing, to look for files that were not there when the program was built.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints
    {
        get
        {
            TemporaryPostgres.Require();
            return
            [
                .. host!.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                    .Where(endpoint => endpoint.RoutePattern.RawText != "{**path:file}")
                    .DistinctBy(endpoint => (endpoint.RoutePattern.RawText, string.Join(',', MethodsOf(endpoint)))),
            ];
        }
    }

    /// <summary>The methods of an address.</summary>
    internal static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    /// <summary>An address with its parameters filled in: a project, and what was made of it.</summary>
    internal string PathOf(RouteEndpoint endpoint, string project) => "/milestone-app/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "id" or "Id" } when Has(endpoint, "projects/") => project,
        RoutePatternParameterPart { Name: "id" or "Id" } when Has(endpoint, "documents/") => SmallBooks.FirstBill,
        RoutePatternParameterPart { Name: "id" or "Id" } when Has(endpoint, "packs/") => made["pack"],
        RoutePatternParameterPart { Name: "id" or "Id" } when Has(endpoint, "assignments/") => made["assignment"],
        RoutePatternParameterPart when endpoint.RoutePattern.RawText!.Contains("{id:long}", StringComparison.OrdinalIgnoreCase) => "999999",
        RoutePatternParameterPart { Name: "phase" } => PlanningClient.Groundworks,
        RoutePatternParameterPart { Name: var name } when made.TryGetValue($"{name} {project}", out var id) => id,
        _ => "0d000000-0000-4000-8000-00000000000d",
    }))));

    /// <summary>Asks the host as somebody.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string who, string method, string path, string? body = null, string? version = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Test-Visitor", who);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        TemporaryPostgres.Require();
        return await host!.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>As above; the body of the answer, which must be a success.</summary>
    internal async Task<string> TextAsync(string who, string method, string path, string? body = null, string? version = null)
    {
        using var answer = await SendAsync(who, method, path, body, version);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, FormattableString.Invariant($"{who}: {method} {path} answered {(int)answer.StatusCode}: {text}"));
        return text;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await books.InitializeAsync();
        if (TemporaryPostgres.Missing is not null)
            return;
        await using (var database = MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System))
        {
            var catalogue = new OrganisationCatalogue(database);
            other = (await catalogue.GetOrCreateAsync(Foreign, null, CancellationToken.None)).Organisation.Id;
            mine = (await catalogue.GetAsync(Own, CancellationToken.None)).Id;
        }

        await books.ImportAsync(Report);
        host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { Vouch = request => VisitorOf(request.Headers["X-Test-Visitor"].ToString()) });
        foreach (var project in new[] { SmallBooks.AcaciaRoad, SmallBooks.MillLane })
        {
            var path = $"/milestone-app/api/v1/projects/{project}";
            made[$"estimateId {project}"] = await MadeAsync(path + "/estimates", PlanningClient.Cost);
            made[$"adjustmentId {project}"] = await MadeAsync(path + "/adjustments", PlanningClient.Skips);
            await TextAsync("administrator", "PUT", path + "/settings", PlanningClient.Described, "\"0\"");
            await TextAsync("administrator", "PUT", $"{path}/progress/{PlanningClient.Groundworks}", """{"percent":40,"date":"2026-05-01"}""", "\"0\"");
        }

        made["pack"] = await MadeAsync("/milestone-app/api/v1/packs", """{"name":"April","from":"2026-04-01","to":"2026-04-30"}""");
        made["assignment"] = await AssignAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await books.DisposeAsync();
    }

    private static bool Has(RouteEndpoint endpoint, string part) => endpoint.RoutePattern.RawText!.TrimStart('/').Replace("api/v1/", "", StringComparison.OrdinalIgnoreCase).StartsWith(part, StringComparison.OrdinalIgnoreCase);

    private Visitor VisitorOf(string who) => who switch
    {
        "manager" => As(who, Manager),
        Two => As(who, Manager, new Membership(other, Role.Accountant)),
        _ when Roles.TryGetValue(who, out var role) => As(who, new Membership(mine, role)),
        _ => Visitor.Nobody,
    };

    private Membership Manager => new(mine, Role.ProjectManager, [Guid.Parse(SmallBooks.AcaciaRoad)]);

    private static Visitor As(string who, params Membership[] memberships) => new($"The {who}", who, ReaderScope.Of(memberships));

    private async Task<string> MadeAsync(string path, string body) => (string)JsonNode.Parse(await TextAsync("administrator", "POST", path, body))!["id"]!;

    // The joists of Acacia Road get a phase: no project's figures change.
    private async Task<string> AssignAsync()
    {
        const string path = "/milestone-app/api/v1/assignments";
        var joists = JsonNode.Parse(await TextAsync("administrator", "GET", path + "/unassigned-lines?lacks=phase&text=joists"))!["lines"]![0]!;
        var asked = new JsonObject
        {
            ["lines"] = new JsonArray(new JsonObject { ["document"] = (string)joists["document"]!, ["line"] = (string)joists["line"]!, ["seen"] = (string)joists["seen"]! }),
            ["phase"] = PlanningClient.Groundworks,
            ["mode"] = "fill",
        };
        await TextAsync("administrator", "POST", path, asked.ToJsonString());
        return (string)JsonNode.Parse(await TextAsync("administrator", "GET", path))!["assignments"]![0]!["assignment"]!["id"]!;
    }
}

/// <summary>The tests that share the one <see cref="PermissionBooks"/>.</summary>
[CollectionDefinition(Name)]
public sealed class PermissionGroup : ICollectionFixture<PermissionBooks>
{
    /// <summary>Its name.</summary>
    public const string Name = "Permissions";
}
