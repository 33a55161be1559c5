using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class IndexesAreUsed : Check
{
    // A table of fewer rows is read whole because that is faster.
    const int Large = 20_000;

    static readonly string[] Questions =
    [
        "statement?from=2026-01-01&to=2026-03-31&columns=month", "statement?from=2026-01-05&to=2026-02-17", "statement?from=2026-01-01&to=2026-03-31&basis=cash&columns=project",
        "projects", "dashboard", "api/v1/postings?from=2026-01-01&to=2026-01-31&limit=50",
    ];

    public override string Task => "T306";

    public override string Title => "Indexes";

    public override string Proves => "In a database of ten organisations, while the main pages of one are drawn, uncached, no table with thousands of rows is read from end to end; indexes that nothing has used yet are named";

    public override string Sabotage => "The indexes of the postings are dropped";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await (await world.Database(stop)).Large(stop);
        await using var host = await WorldHost.Start(world, database.AppConnection, new Dictionary<string, string?> { ["Milestone__CacheMegabytes"] = "0" }, stop);
        using var site = new Site(host.Root, new Accounts(null, database.DemoPassword));
        await site.Cookie("administrator", stop);
        await database.Execute("ANALYZE", stop);
        var before = await Scans(database, stop);
        foreach (var question in Questions)
        {
            var answer = await site.Get(question, stop, "administrator");
            evidence.Expect(answer.Code == 200, answer.Asked, answer.Says);
        }
        await host.DisposeAsync();
        // Counters of a session are told when it is idle or ends.
        await System.Threading.Tasks.Task.Delay(TimeSpan.FromSeconds(1.5), stop);
        var after = await Scans(database, stop);
        foreach (var (table, (scans, read, rows)) in after.Where(one => one.Value.Rows >= Large).OrderByDescending(one => one.Value.Rows))
        {
            var (more, tuples) = (scans - before.GetValueOrDefault(table).Scans, read - before.GetValueOrDefault(table).Read);
            evidence.Expect(tuples < rows, $"milestone.{table}, {rows:#,##0} rows", string.Create(CultureInfo.InvariantCulture, $"read from end to end {more} times, {tuples:#,##0} rows"));
        }
        var unused = await database.Rows("SELECT indexrelname::text FROM pg_stat_user_indexes i JOIN pg_index x ON x.indexrelid = i.indexrelid WHERE schemaname = 'milestone' AND idx_scan = 0 AND NOT x.indisunique ORDER BY pg_relation_size(i.indexrelid) DESC LIMIT 12", stop);
        evidence.Saw("indexes that nothing has used since the server was made", unused.Count == 0 ? "none" : string.Join(", ", unused.Select(row => row[0])));
        var slowest = await database.Rows("SELECT round(mean_exec_time::numeric, 1), calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 90) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database() AND query ILIKE '%milestone.%' AND query ILIKE 'SELECT%' ORDER BY mean_exec_time DESC LIMIT 3", stop);
        foreach (var row in slowest) evidence.Saw("pg_stat_statements, the slowest questions", string.Create(CultureInfo.InvariantCulture, $"{row[0]} ms in the mean of {row[1]}: {row[2]}"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var database = await (await world.Database(stop)).Large(stop);
        var indexes = await database.Rows("SELECT c.relname::text, pg_get_indexdef(c.oid), k.conname::text, pg_get_constraintdef(k.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype = 'p' WHERE i.indrelid = 'milestone.posting'::regclass", stop);
        foreach (var index in indexes) await database.Execute(index[2] is null ? $"DROP INDEX milestone.{index[0]}" : $"ALTER TABLE milestone.posting DROP CONSTRAINT {index[2]}", stop);
        return Undo.By(async () =>
        {
            foreach (var index in indexes) await database.Execute(index[2] is null ? (string)index[1]! : $"ALTER TABLE milestone.posting ADD CONSTRAINT {index[2]} {index[3]}", CancellationToken.None);
        });
    }

    static async Task<Dictionary<string, (long Scans, long Read, long Rows)>> Scans(WorldDatabase database, CancellationToken stop) =>
        (await database.Rows("SELECT s.relname::text, s.seq_scan, s.seq_tup_read, c.reltuples::bigint FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.schemaname = 'milestone'", stop))
        .ToDictionary(row => (string)row[0]!, row => ((long)row[1]!, (long)row[2]!, (long)row[3]!));
}
