using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;
using Npgsql;

namespace Milestone.Build.GoLive.Database;

internal sealed class Migrations : Check
{
    const string Copy = "golive_migrated";

    public override string Task => "T278";

    public override string Title => "Migrations";

    public override string Proves => "On an empty database a dry run names every migration and changes nothing, a run applies them all, a second finds nothing to do; the database that serves lacks none";

    public override string Sabotage => "The database that serves forgets its last migration";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var scripts = world.Tree.Files("source/Milestone.Core/Storage/Migrations", "*.sql").Count;
        var applied = await database.Ask<long>("SELECT count(DISTINCT scriptname) FROM milestone.schema_version", stop);
        evidence.Expect(applied == scripts, "SELECT count(*) FROM milestone.schema_version", string.Create(CultureInfo.InvariantCulture, $"{applied} of {scripts} applied"));
        if (world.IsProduction) return;
        await database.Cluster.Execute($"CREATE DATABASE {Copy}", stop, "postgres");
        try
        {
            var empty = new NpgsqlConnectionStringBuilder(database.Connection) { Database = Copy }.ConnectionString;
            await Expect("--dry-run", $"{scripts} migrations would be applied");
            var tables = (await WorldDatabase.RowsOf(empty, "SELECT count(*) FROM pg_namespace WHERE nspname = 'milestone'", stop))[0][0];
            evidence.Expect(tables is 0L, "schemas made by the dry run", $"{tables}");
            await Expect("", $"{scripts} migrations applied");
            await Expect("", "Nothing to do");

            async Task Expect(string option, string wanted)
            {
                var (exitCode, said) = await database.Command(empty, option.Length > 0 ? ["migrate", option] : ["migrate"], stop);
                evidence.Expect(exitCode == 0 && said.Contains(wanted, StringComparison.Ordinal), $"migrate {option}".Trim(), said.Split('\n')[^1]);
            }
        }
        finally
        {
            await database.Cluster.Execute($"DROP DATABASE {Copy} WITH (FORCE)", CancellationToken.None, "postgres");
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        await (await world.Database(stop)).Change(
            "CREATE TABLE public.golive_kept AS SELECT * FROM milestone.schema_version WHERE schemaversionsid = (SELECT max(schemaversionsid) FROM milestone.schema_version); DELETE FROM milestone.schema_version WHERE schemaversionsid IN (SELECT schemaversionsid FROM public.golive_kept)",
            "INSERT INTO milestone.schema_version SELECT * FROM public.golive_kept; DROP TABLE public.golive_kept",
            stop);
}
