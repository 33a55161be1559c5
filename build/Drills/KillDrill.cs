using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Engine;

namespace Milestone.Build.Drills;

/// <summary>
/// Host and database are killed in turn, in the middle of an import, again and again. After each: the ledger is clean, what was acknowledged is there once, and
/// what was not is there whole or not at all.
/// </summary>
internal static class KillDrill
{
    const int MostWaits = 4000;

    public static async Task Run(string program, DrillCluster cluster, string folder, int kills, int seed, DrillReport report, Action<string> say, CancellationToken stop)
    {
        await using var host = new DrillHost(program, cluster.ConnectionString());
        await host.Run(stop, "migrate");
        var token = await PointInTimeDrill.Open(host, folder, stop);
        await host.Start(stop);
        var dice = new Random(seed);
        var clock = Stopwatch.StartNew();
        var acknowledged = new List<int>();
        var cutOff = 0;
        var next = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var importing = Task.Run(
                async () =>
                {
                    while (!over.IsCancellationRequested)
                    {
                        var body = next++;
                        if (await host.Imports(token, DrillBooks.Invoices(DrillBooks.Body(body)), stop)) acknowledged.Add(body);
                        else cutOff++;
                    }
                },
                stop);
            // Once one is in, at any moment of those that follow: a host that has just started would be killed before its first.
            var before = acknowledged.Count;
            for (var waited = 0; acknowledged.Count == before && !importing.IsCompleted; waited++)
            {
                if (waited > MostWaits) throw new StepFailedException($"Nothing was taken in before kill {kill}: the drill would show nothing.");
                await Task.Delay(5, stop);
            }
            await Task.Delay(dice.Next(5, 150), stop);
            var killsHost = kill % 2 == 1;
            await (killsHost ? host.Kill() : cluster.Kill());
            await over.CancelAsync();
            await importing;
            if (killsHost) await host.Start(stop);
            else
            {
                await cluster.Start(stop);
                await host.UntilReady(stop);
            }

            await Check(host, cluster, acknowledged, next, kill, stop);
            if (kill % 20 == 0) say(string.Create(CultureInfo.InvariantCulture, $"{kill} kills: {acknowledged.Count} bodies acknowledged and there once, {cutOff} cut off; the ledger is clean."));
        }

        report.Add(
            string.Create(CultureInfo.InvariantCulture, $"kill -9 of host and database in turn during imports, {kills} times (seed {seed})"),
            string.Create(CultureInfo.InvariantCulture, $"{acknowledged.Count} bodies of {DrillBooks.InABody} invoices acknowledged, each there once; {cutOff} cut off, each whole or not there; ledger verify clean after every kill; {clock.Elapsed.TotalSeconds:0} s"));
    }

    static async Task Check(DrillHost host, DrillCluster cluster, List<int> acknowledged, int bodies, int kill, CancellationToken stop)
    {
        await host.Run(stop, "ledger", "verify");
        // A body's number stands in the ids of its invoices: d0000000-0000-4000-8000-BBBBBBBBIIII.
        var lost = await cluster.Ask<long>(
            """
            SELECT count(*) FROM unnest($1::text[]) wanted(body)
            WHERE (SELECT count(*) FROM milestone.posting p WHERE p.basis = 0 AND p.amount = 1 AND substr(p.document_id::text, 25, 8) = wanted.body) <> $2
            """, stop, acknowledged.Select(body => body.ToString("x8", CultureInfo.InvariantCulture)).ToArray(), DrillBooks.InABody);
        var broken = await cluster.Ask<long>(
            "SELECT count(*) FROM (SELECT 1 FROM milestone.posting WHERE basis = 0 GROUP BY substr(document_id::text, 25, 8) HAVING count(*) <> $1) broken", stop, DrillBooks.InABody);
        if (lost + broken > 0)
            throw new StepFailedException($"After kill {kill}: {lost} of {acknowledged.Count} acknowledged bodies are not there exactly once, {broken} of {bodies} are there in part.");
    }
}
