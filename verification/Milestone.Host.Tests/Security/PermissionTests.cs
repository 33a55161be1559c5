using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Api;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Estimates;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>
/// Every address, for every role, in the own organisation and in another, with an own project and with another: what the matrix says is what is answered.
/// The addresses come from the host itself, so a new one is asked too.
/// </summary>
[Collection(PermissionGroup.Name)]
public sealed class PermissionTests(PermissionBooks books)
{
    private const string Statement = "/milestone-app/api/v1/statement?organisation=Small+Books&from=2026-04-01&to=2026-05-31";

    private static readonly string OfForeign = "?organisation=" + Uri.EscapeDataString(PermissionBooks.Foreign);
    private static readonly string OfOwn = "?organisation=" + Uri.EscapeDataString(PermissionBooks.Own);

    private IEnumerable<(RouteEndpoint Endpoint, string Method, InAttribute Place)> Closed =>
        from endpoint in books.Endpoints
        let place = endpoint.Metadata.GetMetadata<InAttribute>()!
        where place.Area is not (Area.Public or Area.Import)
        from method in PermissionBooks.MethodsOf(endpoint)
        select (endpoint, method, place);

    [Fact]
    public void Every_address_says_its_area() =>
        Assert.Empty(books.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<InAttribute>() is null).Select(endpoint => endpoint.RoutePattern.RawText));

    [Fact]
    public async Task An_address_that_says_no_area_lets_nobody_in()
    {
        await using var database = MilestoneDatabase.Open(ServingHost.NoDatabase, TimeProvider.System);
        var isIn = false;
        var gate = new AreaGate(new OrganisationCatalogue(database), _ =>
        {
            isIn = true;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext();
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("forgotten"), 0, EndpointMetadataCollection.Empty, "forgotten"));
        context.Features.Set(Visitor.AtThisMachine);

        Assert.Equal(ProblemKind.Forbidden, (await Assert.ThrowsAsync<ProblemException>(() => gate.InvokeAsync(context))).Kind);
        Assert.False(isIn);
    }

    [Fact]
    public async Task Every_address_answers_every_role_as_the_matrix_says()
    {
        var faults = new List<string>();
        var asked = 0;
        foreach (var (endpoint, method, place) in Closed)
        {
            var path = books.PathOf(endpoint, SmallBooks.AcaciaRoad);
            asked += PermissionBooks.Roles.Count + 1;
            if (await StatusAsync("nobody", method, path) is var way && way != (IsApi(endpoint) ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect))
                faults.Add($"nobody: {method} {path} answered {(int)way}, not the way in");
            foreach (var (who, role) in PermissionBooks.Roles)
                Note(faults, who, method, path, await StatusAsync(who, method, path), Matrix.Allows(place.Area, place.UseOf(method), role));
        }

        Assert.True(asked > 700, $"Only {asked} requests were made.");
        None(faults);
    }

    // The answer tells it by nothing from an organisation that nobody has: not by what is refused first either.
    [Fact]
    public async Task An_organisation_of_others_does_not_exist_whoever_asks_and_whatever_for()
    {
        var faults = new List<string>();
        foreach (var (endpoint, method, _) in Closed)
        {
            var path = books.PathOf(endpoint, SmallBooks.AcaciaRoad) + OfForeign;
            foreach (var who in PermissionBooks.Roles.Keys)
            {
                if (await StatusAsync(who, method, path) is not HttpStatusCode.NotFound and var status)
                    faults.Add($"{who}: {method} {path} answered {(int)status}");
            }
        }

        None(faults);
    }

    [Fact]
    public async Task Somebody_with_two_roles_has_in_each_organisation_the_one_of_that()
    {
        var faults = new List<string>();
        foreach (var (endpoint, method, place) in Closed)
        {
            var path = books.PathOf(endpoint, SmallBooks.AcaciaRoad);
            foreach (var (query, role) in new[] { (OfOwn, Role.ProjectManager), (OfForeign, Role.Accountant) })
                Note(faults, $"{role}", method, path + query, await StatusAsync(PermissionBooks.Two, method, path + query), Matrix.Allows(place.Area, place.UseOf(method), role));
        }

        None(faults);
    }

    [Fact]
    public async Task A_project_of_others_does_not_exist_for_a_manager_at_any_address_of_it()
    {
        var faults = new List<string>();
        foreach (var (endpoint, method, place) in Closed)
        {
            if (!endpoint.RoutePattern.RawText!.Contains("projects/{id", StringComparison.OrdinalIgnoreCase) || Matrix.Of(place.Area, place.UseOf(method), Role.ProjectManager) != Allowed.OwnProjects)
                continue;
            // Forms of pages carry a token that a stranger's script has not got; what they open is asked by GET.
            if (!IsApi(endpoint) && method != "GET")
                continue;
            var path = books.PathOf(endpoint, SmallBooks.MillLane);
            if (await StatusAsync("manager", method, path) is not HttpStatusCode.NotFound and var status)
                faults.Add($"manager: {method} {path} answered {(int)status}");
        }

        None(faults);
    }

    [Fact]
    public async Task A_project_of_others_does_not_exist_for_a_manager_where_a_question_names_it()
    {
        var faults = new List<string>();
        var asked = 0;
        foreach (var (endpoint, method, place) in Closed)
        {
            var takes = endpoint.Metadata.GetMetadata<TakesParameters>()?.Names.Contains("project") ?? (!IsApi(endpoint) && IsOfProjects(endpoint));
            if (method != "GET" || !takes || !Matrix.Allows(place.Area, place.UseOf(method), Role.ProjectManager))
                continue;
            asked++;
            foreach (var named in new[] { SmallBooks.MillLane, "Mill%20Lane" })
            {
                var path = books.PathOf(endpoint, SmallBooks.AcaciaRoad) + "?from=2026-04-01&to=2026-05-31&project=" + named;
                if (await StatusAsync("manager", method, path) is not HttpStatusCode.NotFound and var status)
                    faults.Add($"manager: {method} {path} answered {(int)status}");
            }
        }

        Assert.True(asked > 5, $"Only {asked} addresses take a project.");
        None(faults);
    }

    public static TheoryData<string, string, string> Entries => new()
    {
        { "POST", "estimates", PlanningClient.Cost.Replace("cost", "materials", StringComparison.Ordinal) },
        { "PUT", "estimates/{estimateId}", PlanningClient.Cost },
        { "DELETE", "estimates/{estimateId}", "" },
        { "POST", "adjustments", PlanningClient.Skips },
        { "PUT", "adjustments/{adjustmentId}", PlanningClient.Skips },
        { "DELETE", "adjustments/{adjustmentId}", "" },
        { "PUT", "settings", PlanningClient.Described },
        { "PUT", $"progress/{PlanningClient.Groundworks}", """{"percent":50,"date":"2026-05-02"}""" },
    };

    /// <summary>Each would be accepted of an own project, so nothing but the project refuses it.</summary>
    [Theory]
    [MemberData(nameof(Entries))]
    public async Task A_plan_of_another_project_cannot_be_changed_with_a_good_entry_either(string method, string path, string body)
    {
        var before = await PlansAsync();
        var endpoint = books.Endpoints.Single(one => one.RoutePattern.RawText!.TrimStart('/') == $"api/v1/projects/{{id:guid}}/{Route(path)}" && PermissionBooks.MethodsOf(one).Contains(method));
        foreach (var query in new[] { "", OfOwn })
        {
            using var answer = await books.SendAsync("manager", method, books.PathOf(endpoint, SmallBooks.MillLane) + query, body.Length == 0 ? null : body, "\"1\"");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        // An entry of another project under the own one is not found there.
        if (path.Contains('{', StringComparison.Ordinal))
        {
            var foreign = books.PathOf(endpoint, SmallBooks.MillLane).Replace(SmallBooks.MillLane, SmallBooks.AcaciaRoad, StringComparison.Ordinal);
            using var answer = await books.SendAsync("manager", method, foreign, body.Length == 0 ? null : body, "\"1\"");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(before, await PlansAsync());
    }

    [Fact]
    public async Task A_manager_plans_the_own_project()
    {
        const string path = $"/milestone-app/api/v1/projects/{SmallBooks.AcaciaRoad}/";
        await books.TextAsync("manager", "PUT", path + "settings", PlanningClient.Described.Replace("Ann", "Ben", StringComparison.Ordinal), "\"1\"");
        await books.TextAsync("manager", "PUT", $"{path}progress/{PlanningClient.Groundworks}", """{"percent":60,"date":"2026-05-02"}""", "\"1\"");
        var added = JsonNode.Parse(await books.TextAsync("manager", "POST", path + "adjustments", PlanningClient.Skips))!;
        await books.TextAsync("manager", "DELETE", $"{path}adjustments/{(string)added["id"]!}", version: "\"1\"");

        Assert.Contains("Ben", await books.TextAsync("viewer", "GET", path + "settings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managers_figures_are_those_of_the_own_projects()
    {
        // By hand, in SmallBooks: 599.50 of Acacia Road; 649.25 of all.
        Assert.Contains("599.50", await books.TextAsync("manager", "GET", Statement), StringComparison.Ordinal);
        Assert.Contains("649.25", await books.TextAsync("viewer", "GET", Statement), StringComparison.Ordinal);
        var list = await books.TextAsync("manager", "GET", "/milestone-app/projects?from=2026-04-01&to=2026-05-31");
        Assert.True(list.Contains("Acacia Road", StringComparison.Ordinal), list);
        Assert.DoesNotContain("Mill Lane", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Unassigned", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_installations_own_log_is_its_owners_business()
    {
        foreach (var address in new[] { "admin/audit", "api/v1/admin/audit", "api/v1/admin/audit.csv" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("administrator", "GET", $"/milestone-app/{address}"));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("administrator", "GET", $"/milestone-app/{address}?chain=installation"));
        }
    }

    [Fact]
    public async Task The_result_of_a_ledger_check_is_seen_in_its_organisation_only()
    {
        const string check = "/milestone-app/api/v1/ledger-check";
        var own = Uri.EscapeDataString(PermissionBooks.Own);
        await books.TextAsync("accountant", "POST", $"{check}?organisation={own}");

        // Four documents are checked in the one, none in the other.
        Assert.Contains("\"total\":4", await books.TextAsync("viewer", "GET", $"{check}?organisation={own}"), StringComparison.Ordinal);
        Assert.Contains("\"total\":0", await books.TextAsync(PermissionBooks.Two, "GET", check + OfForeign), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("viewer", "GET", check + OfForeign));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(PermissionBooks.Two, "GET", $"{check}?organisation={own}"));
    }

    private async Task<string> PlansAsync()
    {
        var path = $"/milestone-app/api/v1/projects/{SmallBooks.MillLane}/";
        var all = new List<string>();
        foreach (var part in new[] { "estimates?history=true", "adjustments", "settings", "progress" })
            all.Add(await books.TextAsync("viewer", "GET", path + part));
        return string.Join('\n', all);
    }

    private static string Route(string path) => path.Replace("Id}", "Id:guid}", StringComparison.Ordinal).Replace(PlanningClient.Groundworks, "{phase:guid}", StringComparison.Ordinal);

    private static bool IsApi(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api", StringComparison.Ordinal);

    // The pages whose question names a project.
    private static bool IsOfProjects(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/') is "statement" or "statement/postings" or "favourites";

    private static void Note(List<string> faults, string who, string method, string path, HttpStatusCode status, bool may)
    {
        if (may ? status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError : status != HttpStatusCode.Forbidden)
            faults.Add($"{who}: {method} {path} answered {(int)status}, though it {(may ? "may" : "may not")}");
    }

    private static void None(List<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    private async Task<HttpStatusCode> StatusAsync(string who, string method, string path)
    {
        using var answer = await books.SendAsync(who, method, path, method is "POST" or "PUT" ? "{}" : null);
        return answer.StatusCode;
    }
}
