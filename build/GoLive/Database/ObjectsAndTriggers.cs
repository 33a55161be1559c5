using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class ObjectsAndTriggers : Check
{
    const string Expected = "build/GoLive/Database/objects.txt";

    /// <summary>One object a line, as objects.txt has them.</summary>
    const string Present = """
        SELECT line FROM (
          SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'i' THEN 'index ' ELSE 'table ' END || c.relname AS line FROM pg_class c WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'i')
          UNION SELECT 'function ' || p.proname FROM pg_proc p WHERE p.pronamespace = 'milestone'::regnamespace
          UNION SELECT 'trigger ' || t.tgname || ' on ' || c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'milestone'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'
          UNION SELECT 'policy ' || p.polname || ' on ' || c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'milestone'::regnamespace) objects
        ORDER BY 1
        """;

    public override string Task => "T280";

    public override string Title => "The schema, its indexes and its audit triggers";

    public override string Proves => "Every table, view, index, function, trigger and policy of the written list exists and is in force, and a change of a table is entered in the audit log";

    public override string Sabotage => "The trigger that writes down changes of an organisation is switched off";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var there = (await database.Rows(Present, stop)).Select(row => (string)row[0]!).ToList();
        var wanted = (world.Tree.Text(Expected) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').ToList();
        var missing = wanted.Except(there).ToList();
        var more = there.Except(wanted).ToList();
        evidence.Expect(wanted.Count > 100 && missing.Count == 0, Expected, missing.Count > 0 ? $"missing: {string.Join(", ", missing)}" : string.Create(CultureInfo.InvariantCulture, $"{wanted.Count} objects, all there"));
        evidence.Saw("objects that the list does not have", more.Count == 0 ? "none" : string.Join(", ", more));
        if (world.IsProduction) return;
        var rows = await database.Rows("""
            BEGIN;
            SELECT count(*) FROM milestone.audit_log WHERE entity = 'organisation' AND action = 'update';
            UPDATE milestone.organisation SET short_code = 'golive' WHERE organisation_id = (SELECT min(organisation_id::text)::uuid FROM milestone.organisation);
            SET CONSTRAINTS ALL IMMEDIATE;
            SELECT count(*) FROM milestone.audit_log WHERE entity = 'organisation' AND action = 'update';
            ROLLBACK
            """, stop);
        var entered = (long)rows[^1][0]! - (long)rows[0][0]!;
        evidence.Expect(entered == 1, "UPDATE milestone.organisation, then the audit log", string.Create(CultureInfo.InvariantCulture, $"{entered} entry made (and all taken back)"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        await (await world.Database(stop)).Change("ALTER TABLE milestone.organisation DISABLE TRIGGER audit_update", "ALTER TABLE milestone.organisation ENABLE TRIGGER audit_update", stop);
}
