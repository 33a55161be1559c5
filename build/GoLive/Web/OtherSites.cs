using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class OtherSites : Check
{
    const string Allowed = "https://reports.example";
    const string Foreign = "https://evil.example";

    public override string Task => "T291";

    public override string Title => "Cross-origin requests";

    public override string Proves => "A listed site's scripts may ask the API, with its methods and headers; another's may not; no site's may read a page; cookies are let through to nobody who is not listed for them";

    public override string Sabotage => "The foreign site is put on the list";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        await using var host = await world.AnotherHost(new Dictionary<string, string?> { ["Milestone__CorsOrigins"] = Allowed }, stop);
        using var site = new Site(host.Root, new Accounts(null, null));
        var good = await Preflight(site, "api/v1/statement", Allowed, "GET", "authorization", stop);
        evidence.Expect(good.Header("Access-Control-Allow-Origin") == Allowed && good.Header("Access-Control-Allow-Headers").Contains("authorization", StringComparison.OrdinalIgnoreCase), $"OPTIONS api/v1/statement from {Allowed}", $"{good.Code}, origin {good.Header("Access-Control-Allow-Origin")}, methods {good.Header("Access-Control-Allow-Methods")}, headers {good.Header("Access-Control-Allow-Headers")}");
        evidence.Expect(!good.Has("Access-Control-Allow-Credentials"), "cookies for it", good.Header("Access-Control-Allow-Credentials") is { Length: > 0 } said ? said : "not let through");
        foreach (var (path, origin, method, header, why) in new[]
        {
            ("api/v1/statement", Foreign, "GET", "authorization", "another site"),
            ("api/v1/statement", "null", "GET", "authorization", "a sandboxed page"),
            ("api/v1/statement", Allowed + ".evil.example", "GET", "authorization", "a site whose name begins alike"),
            ("dashboard", Allowed, "GET", "authorization", "a page"),
        })
        {
            var answer = await Preflight(site, path, origin, method, header, stop);
            evidence.Expect(!answer.Has("Access-Control-Allow-Origin"), $"OPTIONS {path} from {origin} ({why})", $"{answer.Code}, origin {(answer.Has("Access-Control-Allow-Origin") ? answer.Header("Access-Control-Allow-Origin") : "not allowed")}");
        }
        var plain = await site.Get("api/v1/organisations", stop, Site.Nobody, ("Origin", Foreign));
        evidence.Expect(!plain.Has("Access-Control-Allow-Origin"), $"GET api/v1/organisations from {Foreign}", $"{plain.Code}, no permission to read it");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        world.Variables["Milestone__CorsOrigins"] = $"{Allowed},{Foreign}";
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => world.Variables.Remove("Milestone__CorsOrigins")));
    }

    static Task<Answer> Preflight(Site site, string path, string origin, string method, string header, CancellationToken stop) =>
        site.Send(HttpMethod.Options, path, null, Site.Nobody, stop, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", header));
}
