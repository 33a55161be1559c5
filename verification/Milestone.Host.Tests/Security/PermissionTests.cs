using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>
/// Every address, for every role, in the own organisation and in another, with an own project and with another: what the matrix says is what is answered.
/// The addresses come from the host itself, so a new one is asked too.
/// </summary>
public sealed class PermissionTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Foreign = "Foreign Books";
    private static readonly string[] Who = ["nobody", "viewer", "manager", "accountant", "administrator"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_says_its_area()
    {
        await using var host = await ServingHost.StartAsync(books.ConnectionString);
        Assert.Empty(Endpoints(host).Where(endpoint => endpoint.Metadata.GetMetadata<InAttribute>() is null).Select(endpoint => endpoint.RoutePattern.RawText));
    }

    [Fact]
    public async Task Every_address_answers_every_role_as_the_matrix_says()
    {
        var (mine, foreign) = await OrganisationsAsync();
        await using var host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { Vouch = request => VisitorOf(request.Headers["X-Test-Visitor"].ToString(), mine) });
        var faults = new List<string>();
        var asked = 0;
        foreach (var endpoint in Endpoints(host))
        {
            var place = endpoint.Metadata.GetMetadata<InAttribute>()!;
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                if (place.Area is Area.Public or Area.Import)
                    continue;
                foreach (var who in Who)
                {
                    var status = await AskAsync(host, method, PathOf(endpoint, SmallBooks.AcaciaRoad), who);
                    asked++;
                    if (FaultOf(status, place, method, who, endpoint) is { } fault)
                        faults.Add($"{who}: {method} {endpoint.RoutePattern.RawText} answered {(int)status}, {fault}");
                    // Another organisation does not exist, whoever asks: the answer tells it from one that nobody has by nothing.
                    if (who == "administrator" && await AskAsync(host, method, PathOf(endpoint, SmallBooks.AcaciaRoad), who, foreign) is HttpStatusCode.OK or HttpStatusCode.Created && !IsBlind(endpoint))
                        faults.Add($"{who}: {method} {endpoint.RoutePattern.RawText} answered for another organisation");
                }

                if (endpoint.RoutePattern.RawText!.Contains("projects/{id", StringComparison.OrdinalIgnoreCase) && Matrix.Of(place.Area, place.UseOf(method), Role.ProjectManager) == Allowed.OwnProjects
                    && await AskAsync(host, method, PathOf(endpoint, SmallBooks.MillLane), "manager") is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType) and var other)
                    faults.Add($"manager: {method} {endpoint.RoutePattern.RawText} answered {(int)other} for the project of somebody else");
            }
        }

        Assert.True(asked > 700, $"Only {asked} requests were made.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_managers_figures_are_those_of_the_own_projects()
    {
        var (mine, _) = await OrganisationsAsync();
        await using var host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { Vouch = request => VisitorOf(request.Headers["X-Test-Visitor"].ToString(), mine) });
        // By hand, in SmallBooks: 599.50 of Acacia Road; 649.25 of all.
        Assert.Contains("599.50", await TextAsync(host, "/milestone-app/api/v1/statement?organisation=Small+Books&from=2026-04-01&to=2026-05-31", "manager"), StringComparison.Ordinal);
        Assert.Contains("649.25", await TextAsync(host, "/milestone-app/api/v1/statement?organisation=Small+Books&from=2026-04-01&to=2026-05-31", "viewer"), StringComparison.Ordinal);
        var list = await TextAsync(host, "/milestone-app/projects?from=2026-04-01&to=2026-05-31", "manager");
        Assert.True(list.Contains("Acacia Road", StringComparison.Ordinal), list);
        Assert.DoesNotContain("Mill Lane", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Unassigned", list, StringComparison.Ordinal);
    }

    // What is about no organisation's data, or leads on without reading any.
    private static bool IsBlind(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/') is "" or "account" or "api/v1/organisations" || endpoint.Metadata.GetMetadata<InAttribute>()!.Area == Area.Personal;

    private static string? FaultOf(HttpStatusCode status, InAttribute place, string method, string who, RouteEndpoint endpoint)
    {
        var isApi = endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api", StringComparison.Ordinal);
        if (who == "nobody")
            return status == (isApi ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect) ? null : "not the way in";
        var role = who switch { "viewer" => Role.Viewer, "manager" => Role.ProjectManager, "accountant" => Role.Accountant, _ => Role.Administrator };
        return Matrix.Allows(place.Area, place.UseOf(method), role)
            ? status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError ? "though it may" : null
            : status == HttpStatusCode.Forbidden ? null : "though it may not";
    }

    // Without what the framework adds while developing, to look for files that were not there when the program was built; the gate lets nobody in there.
    private static IEnumerable<RouteEndpoint> Endpoints(ServingHost host) =>
        host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText != "{**path:file}").DistinctBy(endpoint => (endpoint.RoutePattern.RawText, string.Join(',', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])));

    private static string PathOf(RouteEndpoint endpoint, string project) => "/milestone-app/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "id" or "Id" } when endpoint.RoutePattern.RawText!.Contains("projects/", StringComparison.OrdinalIgnoreCase) => project,
        RoutePatternParameterPart { Name: "id" or "Id" } when endpoint.RoutePattern.RawText!.Contains("documents/", StringComparison.OrdinalIgnoreCase) => SmallBooks.FirstBill,
        RoutePatternParameterPart when endpoint.RoutePattern.RawText!.Contains("{id:long}", StringComparison.OrdinalIgnoreCase) => "999999",
        _ => "0d000000-0000-4000-8000-00000000000d",
    }))));

    private static async Task<HttpStatusCode> AskAsync(ServingHost host, string method, string path, string who, string? organisation = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path + (organisation is null ? "" : "?organisation=" + Uri.EscapeDataString(organisation)), UriKind.Relative));
        request.Headers.Add("X-Test-Visitor", who);
        if (method is "POST" or "PUT")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(ServingHost host, string path, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Test-Visitor", who);
        using var answer = await host.Client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"{path} answered {(int)answer.StatusCode}: {text}"));
        return text;
    }

    private static Visitor VisitorOf(string who, Guid organisation) => who switch
    {
        "viewer" => As(who, new Membership(organisation, Role.Viewer)),
        "manager" => As(who, new Membership(organisation, Role.ProjectManager, [Guid.Parse(SmallBooks.AcaciaRoad)])),
        "accountant" => As(who, new Membership(organisation, Role.Accountant)),
        "administrator" => As(who, new Membership(organisation, Role.Administrator)),
        _ => Visitor.Nobody,
    };

    private static Visitor As(string who, Membership membership) => new($"The {who}", who, ReaderScope.Of([membership]));

    private async Task<(Guid Mine, string Foreign)> OrganisationsAsync()
    {
        await using var database = MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System);
        var catalogue = new OrganisationCatalogue(database);
        var (foreign, _) = await catalogue.GetOrCreateAsync(Foreign, null, Stop);
        return ((await catalogue.GetAsync("Small Books", Stop)).Id, foreign.Name);
    }
}
