using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Drills;

/// <summary>
/// The primary is killed while a host reads and writes through a connection string that names both servers; a second later, which is how long a watcher may take,
/// the standby is promoted. What readers and writers lost is measured at the host's own address.
/// </summary>
internal static class FailoverDrill
{
    static readonly TimeSpan Steady = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Detection = TimeSpan.FromSeconds(1);

    public static async Task Run(string program, DrillCluster primary, string servers, string folder, DrillReport report, CancellationToken stop)
    {
        await using var standby = await primary.Copy(Path.Combine(servers, "standby"), stop, "--wal-method=stream", "--write-recovery-conf", "--create-slot", "--slot=drill");
        await standby.Start(stop);
        var both = new NpgsqlConnectionStringBuilder(primary.ConnectionString())
        {
            Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}"),
            TargetSessionAttributes = "primary",
            Pooling = true,
            Timeout = 3,
        }.ConnectionString;
        await using var host = new DrillHost(program, both);
        await host.Run(stop, "migrate");
        var token = await PointInTimeDrill.Open(host, folder, stop);
        await host.Start(stop);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var clock = Stopwatch.StartNew();
        var acknowledged = new ConcurrentQueue<int>();
        var reads = Measure(clock, TimeSpan.FromMilliseconds(20), _ => host.Reads(stop), over.Token);
        var writes = Measure(clock, TimeSpan.FromMilliseconds(50), async body =>
        {
            if (!await host.Imports(token, DrillBooks.Invoices([DrillBooks.Id(body, 0)]), stop)) return false;
            acknowledged.Enqueue(body);
            return true;
        }, over.Token);

        await Task.Delay(Steady, stop);
        var killed = clock.Elapsed;
        await primary.Kill();
        await Task.Delay(Detection, stop);
        await standby.Execute("SELECT pg_promote()", stop);
        var promoted = clock.Elapsed;
        await Task.Delay(Steady + Steady, stop);
        await over.CancelAsync();

        report.Add("failover: from kill -9 of the primary to a promoted standby (1 s of it until it was noticed)", promoted - killed);
        report.Add("reads lost", Gap(await reads, killed));
        report.Add("writes lost", Gap(await writes, killed));
        var there = await standby.Ask<long>("SELECT count(DISTINCT document_id) FROM milestone.posting WHERE basis = 0 AND document_id = ANY($1)", stop, acknowledged.Select(body => DrillBooks.Id(body, 0)).ToArray());
        report.Add("acknowledged writes that the new primary has", string.Create(CultureInfo.InvariantCulture, $"{there} of {acknowledged.Count} (asynchronous replication may lose the last ones)"));
        await using var after = new DrillHost(program, standby.ConnectionString());
        await after.Run(stop, "ledger", "verify");
        report.Add("its ledger", "clean");
        if (acknowledged.Count - there > 2) throw new StepFailedException($"The failover lost {acknowledged.Count - there} acknowledged writes.");
    }

    /// <summary>Asks again and again, and notes when each answer came and whether it was a good one.</summary>
    static async Task<List<(TimeSpan At, bool Good)>> Measure(Stopwatch clock, TimeSpan pause, Func<int, Task<bool>> ask, CancellationToken over)
    {
        var seen = new List<(TimeSpan, bool)>();
        for (var turn = 0; !over.IsCancellationRequested; turn++)
        {
            var good = await ask(turn);
            seen.Add((clock.Elapsed, good));
            await Task.Delay(pause, CancellationToken.None);
        }
        return seen;
    }

    static string Gap(List<(TimeSpan At, bool Good)> seen, TimeSpan killed)
    {
        var good = seen.Where(one => one.Good).Select(one => one.At).ToList();
        var last = good.LastOrDefault(at => at <= killed);
        var next = good.FirstOrDefault(at => at > killed);
        // One may have been answered in the moment of the kill; the longest silence after it is what was lost.
        var gap = good.Where(at => at >= last).Zip(good.Where(at => at > last), (left, right) => right - left).DefaultIfEmpty().Max();
        return next == TimeSpan.Zero
            ? throw new StepFailedException("The host did not come back after the failover.")
            : string.Create(CultureInfo.InvariantCulture, $"{gap.TotalSeconds:0.00} s without a good answer, {seen.Count(one => !one.Good)} failed of {seen.Count}");
    }
}
