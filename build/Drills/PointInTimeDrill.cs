using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Engine;

namespace Milestone.Build.Drills;

/// <summary>
/// A server that archives what it writes dies. From a copy made earlier and the archive another is brought to a named moment, and says exactly what the dead one
/// said then: nothing less, and nothing of what came later.
/// </summary>
internal static class PointInTimeDrill
{
    const int Before = 30;
    const int After = 12;

    /// <summary>As compose.yaml archives: whole files only, and never one over another.</summary>
    public static string[] Archiving(string archive) =>
    [
        "archive_mode = on",
        $"archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f.part && mv {archive}/%f.part {archive}/%f'",
        "archive_timeout = 60",
    ];

    public static async Task Run(string program, DrillCluster cluster, string archive, string servers, string folder, DrillReport report, CancellationToken stop)
    {
        await using var host = new DrillHost(program, cluster.ConnectionString());
        await host.Run(stop, "migrate");
        var token = await Open(host, folder, stop);
        var clock = Stopwatch.StartNew();
        await using var copy = await cluster.Copy(Path.Combine(servers, "to-a-moment"), stop, "--wal-method=none");
        report.Add("base copy while it serves", clock.Elapsed);

        await host.Start(stop);
        for (var body = 0; body < Before; body++) await Import(host, token, body, stop);
        var moment = await cluster.Ask<DateTime>("SELECT clock_timestamp()", stop);
        var expected = await RestoreDrill.Statement(host, "accrual", Path.Combine(folder, "before.json"), stop);
        for (var body = Before; body < Before + After; body++) await Import(host, token, body, stop);
        var last = await cluster.Ask<string>("SELECT pg_walfile_name(pg_current_wal_lsn())", stop);
        await cluster.Execute("SELECT pg_switch_wal()", stop);
        await cluster.Until($"SELECT coalesce(last_archived_wal >= '{last}', false) FROM pg_stat_archiver", stop);
        await cluster.Kill();
        await host.Kill();

        clock.Restart();
        await File.AppendAllLinesAsync(
            Path.Combine(copy.Folder, "postgresql.conf"),
            [
                "archive_mode = off",
                $"restore_command = 'cp {archive}/%f %p'",
                string.Create(CultureInfo.InvariantCulture, $"recovery_target_time = '{moment:yyyy-MM-dd HH:mm:ss.ffffff}+00'"),
                "recovery_target_action = promote",
            ],
            stop);
        await File.WriteAllTextAsync(Path.Combine(copy.Folder, "recovery.signal"), "", stop);
        await copy.Start(stop);
        await copy.Until("SELECT NOT pg_is_in_recovery()", stop);
        report.Add("from kill -9 to a server at the named moment", clock.Elapsed);

        await using var recovered = new DrillHost(program, copy.ConnectionString());
        await recovered.Run(stop, "ledger", "verify");
        var pounds = await copy.Ask<decimal>("SELECT coalesce(sum(amount), 0) FROM milestone.posting WHERE basis = 0", stop);
        if (pounds != Before * DrillBooks.InABody || await RestoreDrill.Statement(recovered, "accrual", Path.Combine(folder, "after.json"), stop) != expected)
            throw new StepFailedException(string.Create(CultureInfo.InvariantCulture, $"The recovered books come to {pounds:0.00}, not to {Before * DrillBooks.InABody}.00, or their statement differs: compare before.json and after.json in {folder}."));
        report.Add("what it says", string.Create(CultureInfo.InvariantCulture, $"{pounds:N2} of {(Before + After) * DrillBooks.InABody:N2}: identical to the penny with the moment, nothing of what came later; the ledger is clean"));
    }

    /// <summary>An organisation with a chart, and a token that may import into it.</summary>
    public static async Task<string> Open(DrillHost host, string folder, CancellationToken stop)
    {
        var chart = Path.Combine(folder, "chart.json");
        await File.WriteAllTextAsync(chart, DrillBooks.Chart, stop);
        await host.Run(stop, "import", chart, "--organisation", DrillBooks.Organisation);
        return await host.Run(stop, "token", "create", "--label", "drill", "--organisation", DrillBooks.Organisation);
    }

    static async Task Import(DrillHost host, string token, int body, CancellationToken stop)
    {
        if (!await host.Imports(token, DrillBooks.Invoices(DrillBooks.Body(body)), stop)) throw new StepFailedException($"Body {body} was not taken in.");
    }
}
