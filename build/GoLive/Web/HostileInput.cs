using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class HostileInput : Check
{
    static readonly string[] Values =
    [
        "'", "\"", "' OR '1'='1", "1; DROP TABLE milestone.posting; --", "<script>alert(1)</script>", "%3Cscript%3E", "../../../../etc/passwd", "\0", "\u202Etxt.exe", "{{7*7}}", "${jndi:ldap://x}",
        "9999999999999999999999", "-1", "NaN", "0x41", "2026-02-30", "0001-01-01", "9999-12-31", "=cmd|' /C calc'!A0", "\ud800", new('A', 5000), "%00", "%ff%fe", "[]", "{\"$ne\":null}",
    ];

    static readonly string[] Places = ["statement?from={0}", "statement?from=2026-01-01&to={0}", "statement?columns={0}", "api/v1/statement?project={0}", "projects?search={0}", "api/v1/postings?account={0}&from=2026-01-01&to=2026-01-31", "dashboard?period={0}", "packs/{0}", "admin/audit?actor={0}", "theme?to={0}"];

    public override string Task => "T292";

    public override string Title => "Validation and sanitising";

    public override string Proves => "Hostile values in every kind of parameter and in the bodies of changes are refused or taken as text, never by an error of the host; a note is stored without what would run";

    public override string Sabotage => "A proxy turns refusals of values into errors of the host";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var codes = new SortedDictionary<int, int>();
        foreach (var place in Places)
        {
            foreach (var value in Values)
            {
                var answer = await site.Get(string.Format(CultureInfo.InvariantCulture, place, Uri.EscapeDataString(value.Replace("\ud800", "\ufffd", StringComparison.Ordinal))), stop, "administrator");
                codes[answer.Code] = codes.GetValueOrDefault(answer.Code) + 1;
                if (answer.Code >= 500) evidence.Fault($"{answer.Asked}: {answer.Says}");
                if (answer.Type == "text/html" && answer.Text.Contains("<script>alert(1)", StringComparison.Ordinal)) evidence.Fault($"{answer.Asked}: the page has the script that was sent");
            }
        }
        evidence.Expect(codes.GetValueOrDefault(400) > 0, $"{Places.Length * Values.Length} requests with hostile values", string.Join(", ", codes.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} x {pair.Key}"))));

        var projects = JsonNode.Parse((await site.Get("api/v1/projects", stop, "administrator")).Text)!["projects"]!.AsArray();
        var project = (string?)(projects[0]!["id"] ?? projects[0]!["project"]?["id"]);
        var bodies = new SortedDictionary<int, int>();
        foreach (var value in Values.Select(value => JsonValue.Create(value)!.ToJsonString()).Concat(["{}", "[]", "1e999", "null", "{\"a\":"]))
        {
            var answer = await site.Post($"api/v1/projects/{project}/adjustments", $"{{\"amount\":{value},\"date\":{value},\"reason\":{value}}}", "administrator", stop);
            bodies[answer.Code] = bodies.GetValueOrDefault(answer.Code) + 1;
            if (answer.Code is >= 500 or < 400) evidence.Fault($"POST adjustments with {value}: {answer.Says}");
        }
        evidence.Saw($"POST api/v1/projects/{project}/adjustments, a hostile value in every field", string.Join(", ", bodies.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} x {pair.Key}"))));

        await Notes(world, site, project!, evidence, stop);
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        (await world.Site(stop)).Before(answer => answer.Code == 400 && answer.Asked.Contains("9999999999", StringComparison.Ordinal) ? answer.As(500) : answer);

    static async Task Notes(World world, Site site, string project, Evidence evidence, CancellationToken stop)
    {
        const string hostile = """<p>Fine</p><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>""";
        var before = await site.Get($"api/v1/projects/{project}/settings", stop, "administrator");
        var fields = new JsonObject { ["client"] = hostile, ["status"] = "active", ["outputMethod"] = false, ["notes"] = hostile };
        using var body = new StringContent(fields.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var answer = await site.Send(HttpMethod.Put, $"api/v1/projects/{project}/settings", body, "administrator", stop, ("If-Match", before.Header("ETag")));
        evidence.Expect(answer.Code == 200, answer.Asked + " with notes that would run", answer.Says);
        var page = await site.Get($"projects/{project}/settings", stop, "administrator");
        var runs = page.Text.Contains("<script>alert", StringComparison.Ordinal) || page.Text.Contains("onerror=alert(2)>", StringComparison.Ordinal);
        evidence.Expect(page.Code == 200 && !runs, page.Asked, $"{page.Says}; {(runs ? "what was sent stands in it as it came" : "what was sent stands in it as text")}");
        if (world.IsProduction) return;
        var database = await world.Database(stop);
        var columns = await database.Rows("SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'milestone' AND column_name IN ('note', 'notes') AND data_type = 'text' AND table_name NOT IN (SELECT table_name FROM information_schema.views WHERE table_schema = 'milestone') AND table_name NOT IN ('line', 'document', 'document_raw', 'posting')", stop);
        var found = 0L;
        foreach (var column in columns)
            found += await database.Ask<long>($"SELECT count(*) FROM milestone.\"{column[0]}\" WHERE \"{column[1]}\" ~* '<\\s*(script|iframe|object|svg|img)|javascript:|\\son[a-z]+\\s*='", stop);
        evidence.Expect(columns.Count > 0 && found == 0, $"what people wrote, {string.Join(", ", columns.Select(column => $"{column[0]}.{column[1]}"))}", string.Create(CultureInfo.InvariantCulture, $"{found} texts hold something that would run"));
    }
}
