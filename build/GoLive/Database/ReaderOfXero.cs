using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class ReaderOfXero : Check
{
    // What came from Xero. Written by hand: a table that migrations add is closed to this role until somebody decides otherwise.
    static readonly string[] FromXero =
    [
        "account", "budget", "budget_amount", "contact", "document", "document_raw", "line", "payment", "settlement_claim", "tracking_category", "tracking_option", "xero_report", "xero_report_amount",
    ];

    public override string Task => "T279";

    public override string Title => "Roles of the database";

    public override string Proves => "xero_reader reads what came from Xero and nothing else, and writes nothing; identifiers can be made; every organisation's table forces row-level security";

    public override string Sabotage => "xero_reader is granted the hashes of ingest tokens";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var readable = await database.Rows("SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege('xero_reader', c.oid, 'SELECT') ORDER BY 1", stop);
        var names = readable.Select(row => (string)row[0]!).ToList();
        var (more, less) = (names.Except(FromXero).ToList(), FromXero.Except(names).ToList());
        evidence.Expect(more.Count + less.Count == 0, "tables that xero_reader reads", more.Count + less.Count == 0 ? $"{names.Count}: {string.Join(", ", names)}" : $"too many: {string.Join(", ", more)}; missing: {string.Join(", ", less)}");
        var writes = await database.Ask<long>("SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege('xero_reader', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')", stop);
        evidence.Expect(writes == 0, "tables that xero_reader writes", $"{writes}");
        var open = await database.Rows("SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)", stop);
        evidence.Expect(open.Count == 0, "tables of an organisation without forced row-level security", open.Count == 0 ? "none" : string.Join(", ", open.Select(row => row[0])));
        evidence.Saw("SELECT gen_random_uuid()", $"{await database.Ask<Guid>("SELECT gen_random_uuid()", stop)}");
        if (world.IsProduction) return;
        var seen = await WorldDatabase.RowsOf(database.Connection, "SET ROLE xero_reader; SELECT set_config('milestone.organisation_id', organisation_id::text, false) FROM milestone.account WHERE false; SELECT count(*) FROM milestone.account", stop);
        evidence.Saw("SELECT count(*) FROM milestone.account as xero_reader, no organisation chosen", $"{seen[0][0]} rows");
        try
        {
            await WorldDatabase.RowsOf(database.Connection, "SET ROLE xero_reader; SELECT hash FROM milestone.ingest_token", stop);
            evidence.Fault("xero_reader reads milestone.ingest_token");
        }
        catch (Npgsql.PostgresException refused)
        {
            evidence.Expect(refused.SqlState == "42501", "SELECT hash FROM milestone.ingest_token as xero_reader", refused.MessageText);
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        await (await world.Database(stop)).Change("GRANT SELECT ON milestone.ingest_token TO xero_reader", "REVOKE SELECT ON milestone.ingest_token FROM xero_reader", stop);
}
