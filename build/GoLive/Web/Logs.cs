using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class Logs : Check
{
    public override string Task => "T293";

    public override string Title => "The log and the audit log";

    public override string Proves => "A request, a refusal and a change are found in the log by the trace id that the caller sent, the change in the audit log with who made it; neither holds a password, a cookie, a token or a query";

    public override string Sabotage => "Whatever collects the log keeps nothing of requests";

    public override bool Disturbs => true;

    /// <summary>For sabotage: the collector in between.</summary>
    static bool collectorIsDeaf;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        await using var host = await world.AnotherHost(new Dictionary<string, string?>(), stop);
        using var site = new Site(host.Root, new Accounts(null, database.DemoPassword));
        var cookie = await site.Cookie("administrator", stop);
        var before = await database.Ask<long>("SELECT count(*) FROM milestone.audit_entry", stop);
        var request = await Traced("api/v1/organisations?hidden=tellnobody", HttpMethod.Get, null);
        var refused = await Traced("api/v1/statement?from=never", HttpMethod.Get, null);
        var token = await Traced("api/v1/admin/tokens", HttpMethod.Post, """{"label":"golive"}""");
        evidence.Expect(token.Answer.Code is 200 or 201, token.Answer.Asked, token.Answer.Says);
        await Settle(host, token.Trace, stop);

        var lines = collectorIsDeaf ? [] : host.Log;
        foreach (var (what, answer, trace) in new[] { ("a request", request.Answer, request.Trace), ("a refusal", refused.Answer, refused.Trace), ("a change", token.Answer, token.Trace) })
        {
            var line = lines.FirstOrDefault(one => one.Contains($"\"@tr\":\"{trace}\"", StringComparison.Ordinal) && one.Contains("RequestPath", StringComparison.Ordinal));
            evidence.Expect(line is not null, $"the log, {what} ({answer.Asked}), by its trace id {trace}", line ?? "no line");
        }
        var entries = await database.Rows("SELECT actor, action, entity, after::text FROM milestone.audit_entry ORDER BY recorded_at DESC, seq DESC LIMIT 3", stop);
        var after = await database.Ask<long>("SELECT count(*) FROM milestone.audit_entry", stop);
        var entry = entries.FirstOrDefault(row => row[2] is "ingest_token");
        evidence.Expect(after > before && entry is not null, "the audit log, the change", entry is null ? "no entry" : $"{entry[1]} {entry[2]} by {entry[0]}");

        var secrets = new List<(string Name, string Value)> { ("the password", database.DemoPassword), ("the query", "tellnobody") };
        secrets.AddRange(cookie.Split("; ").Select(one => ("a cookie", one[(one.IndexOf('=', StringComparison.Ordinal) + 1)..])));
        if (System.Text.Json.Nodes.JsonNode.Parse(token.Answer.Text)?["token"] is { } made) secrets.Add(("the token", made.ToString()));
        var log = string.Join('\n', host.Log);
        var audit = string.Join('\n', (await database.Rows("SELECT coalesce(before::text, '') || coalesce(after::text, '') FROM milestone.audit_entry", stop)).Select(row => row[0]));
        var told = secrets.Where(secret => secret.Value.Length > 5 && (log.Contains(secret.Value, StringComparison.Ordinal) || audit.Contains(secret.Value, StringComparison.Ordinal))).Select(secret => secret.Name).Distinct().ToList();
        evidence.Expect(told.Count == 0, $"{secrets.Count} secrets looked for in {host.Log.Count} lines and {after} entries", told.Count == 0 ? "none is there" : $"there: {string.Join(", ", told)}");

        async Task<(Answer Answer, string Trace)> Traced(string path, HttpMethod method, string? body)
        {
            var trace = Guid.NewGuid().ToString("N");
            var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            var answer = await site.Send(method, path, content, "administrator", stop, ("traceparent", string.Create(CultureInfo.InvariantCulture, $"00-{trace}-00f067aa0ba902b7-01")));
            return (answer, trace);
        }
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        collectorIsDeaf = true;
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => collectorIsDeaf = false));
    }

    /// <summary>The line of a request is written after its answer.</summary>
    static async Task Settle(WorldHost host, string trace, CancellationToken stop)
    {
        for (var turn = 0; turn < 60 && !host.Log.Any(line => line.Contains(trace, StringComparison.Ordinal)); turn++) await System.Threading.Tasks.Task.Delay(50, stop);
    }
}
