using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Milestone.Core.Access;
using Milestone.Host.Security.Areas;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>What a page offers its reader, the reader may: every link and form of every page, for every role, leads to an address that the matrix opens to it.</summary>
[Collection(PermissionGroup.Name)]
public sealed class OfferTests(PermissionBooks books)
{
    private const string Days = "?from=2026-04-01&to=2026-05-31";

    // Addresses that show more of a page than its path alone.
    private static readonly string[] More = ["statement?from=2030-01-01&to=2030-01-31", $"statement{Days}&columns=project", $"documents/{SmallBooks.FirstBill}{Days}", "statement?from=2026-02-31", "projects?search=nothing", "nothing-here"];

    [Theory]
    [InlineData("viewer")]
    [InlineData("manager")]
    [InlineData("accountant")]
    [InlineData("administrator")]
    public async Task Every_link_and_form_leads_where_its_reader_may_go(string who)
    {
        var role = PermissionBooks.Roles[who];
        var ways = books.Endpoints.Select(endpoint => new Way(endpoint)).ToList();
        var faults = new List<string>();
        var followed = 0;
        foreach (var page in Pages())
        {
            using var answer = await books.SendAsync(who, "GET", page);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{who}: {page} answered {(int)answer.StatusCode}");
            var document = BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            foreach (var (method, to) in Offers(document, page))
            {
                followed++;
                if (FaultOf(ways, role, method, to) is { } fault)
                    faults.Add($"{who}: {page} ({(int)answer.StatusCode}) offers {method} {to}: {fault}");
            }
        }

        Assert.True(followed > 500, $"Only {followed} links and forms were seen.");
        Assert.True(faults.Count == 0, $"{faults.Count}:\n{string.Join('\n', faults.Distinct())}");
    }

    private IEnumerable<string> Pages() => books.Endpoints
        .Where(endpoint => PermissionBooks.MethodsOf(endpoint).Contains("GET") && endpoint.Metadata.GetMetadata<InAttribute>()?.Area is not (null or Area.Import))
        .Where(endpoint => !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api", StringComparison.Ordinal))
        .Select(endpoint => books.PathOf(endpoint, SmallBooks.AcaciaRoad) + Days)
        .Concat(More.Select(more => BrowsedBooks.Base + more));

    private static IEnumerable<(string Method, Uri To)> Offers(IDocument document, string page)
    {
        var root = new Uri("http://here.example");
        var below = new Uri(root, BrowsedBooks.Base);
        var links = document.QuerySelectorAll("a[href]:not(.skip)").Select(link => ("GET", link.GetAttribute("href")!))
            .Concat(document.QuerySelectorAll("[data-progress]").Select(bar => ("GET", bar.GetAttribute("data-progress")!)))
            .Concat(document.QuerySelectorAll("form").Select(form => (form.GetAttribute("method") ?? "get", form.GetAttribute("action") is { Length: > 0 } action ? action : root + page.TrimStart('/'))))
            .Concat(document.QuerySelectorAll("[formaction]").Select(button => ("POST", button.GetAttribute("formaction")!)));
        return links.Select(link => (link.Item1.ToUpperInvariant(), new Uri(below, link.Item2))).Where(link => link.Item2.Host == root.Host);
    }

    private static string? FaultOf(List<Way> ways, Role role, string method, Uri to)
    {
        var path = to.AbsolutePath.StartsWith(BrowsedBooks.Base, StringComparison.Ordinal) ? to.AbsolutePath[(BrowsedBooks.Base.Length - 1)..] : null;
        if (path is null)
            return "it is outside the base";
        // The best match is the one with the most words of its own, as in the framework.
        if (ways.Where(way => way.Leads(path, method)).MaxBy(way => way.Words) is not { } taken)
            return "nothing answers there";
        if (!Matrix.Allows(taken.Place.Area, taken.Place.UseOf(method), role))
            return $"{taken.Place.Area} is not for this role";
        return role == Role.ProjectManager && to.ToString().Contains(SmallBooks.MillLane, StringComparison.OrdinalIgnoreCase) ? "it names another project" : null;
    }

    /// <summary>One address of the host.</summary>
    private sealed class Way(RouteEndpoint endpoint)
    {
        private readonly TemplateMatcher matcher = new(new RouteTemplate(endpoint.RoutePattern), []);

        public InAttribute Place { get; } = endpoint.Metadata.GetMetadata<InAttribute>()!;

        public int Words { get; } = endpoint.RoutePattern.PathSegments.Sum(segment => segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart ? 100 : segment.Parts.Count);

        public bool Leads(string path, string method)
        {
            var values = new RouteValueDictionary();
            return PermissionBooks.MethodsOf(endpoint).Contains(method) && matcher.TryMatch(new PathString(path), values)
                && endpoint.RoutePattern.ParameterPolicies.All(parameter => parameter.Value.All(policy => policy.Content != "guid" || Guid.TryParse(values[parameter.Key]?.ToString(), out _)));
        }
    }
}
