using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class Health : Check
{
    public override string Task => "T296";

    public override string Title => "The state of health";

    public override string Proves => "/api/health is 200 while the database answers, 503 with the reason soon after it is killed, and 200 again by itself when it is back; pages say so politely meanwhile, and liveness stays 200";

    public override string Sabotage => "A proxy before the host keeps the last good answer of /api/health and gives it again";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var site = await world.Site(stop);
        var ready = await site.Get("api/health", stop);
        evidence.Expect(ready.Code == 200 && (string?)JsonNode.Parse(ready.Text)?["status"] == "ready", ready.Asked, $"{ready.Code} {ready.Text}");
        await site.Get("dashboard", stop, "administrator");
        await database.Cluster.Kill();
        try
        {
            var clock = Stopwatch.StartNew();
            var (code, text) = await Until(503, TimeSpan.FromSeconds(10));
            evidence.Expect(code == 503, "GET api/health after the database was killed", string.Create(CultureInfo.InvariantCulture, $"{code} after {clock.Elapsed.TotalSeconds:0.0} s: {text}"));
            var live = await site.Get("api/health/live", stop);
            evidence.Expect(live.Code == 200, live.Asked, $"{live.Code} {live.Text}");
            var page = await site.Get("statement?from=2026-01-01&to=2026-02-10", stop, "administrator");
            evidence.Expect(page.Code == 503 && page.Type == "text/html" && !page.Text.Contains("Npgsql", StringComparison.Ordinal), page.Asked, page.Says);
        }
        finally
        {
            await database.Cluster.Start(CancellationToken.None);
        }
        var back = Stopwatch.StartNew();
        var (again, said) = await Until(200, TimeSpan.FromSeconds(30));
        evidence.Expect(again == 200, "GET api/health when the database was back", string.Create(CultureInfo.InvariantCulture, $"{again} after {back.Elapsed.TotalSeconds:0.0} s, the host was not restarted: {said}"));

        async Task<(int Code, string Text)> Until(int wanted, TimeSpan most)
        {
            var clock = Stopwatch.StartNew();
            while (true)
            {
                var answer = await site.Get("api/health", stop);
                if (answer.Code == wanted || clock.Elapsed > most) return (answer.Code, answer.Text);
                await System.Threading.Tasks.Task.Delay(100, stop);
            }
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        Answer? kept = null;
        return (await world.Site(stop)).Before(answer => answer.Asked == "GET api/health" ? kept ??= answer : answer);
    }
}
