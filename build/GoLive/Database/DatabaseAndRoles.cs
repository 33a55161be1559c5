using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class DatabaseAndRoles : Check
{
    static readonly string[] Roles = ["milestone_app", "milestone_owner", "xero_reader"];

    public override string Task => "T277";

    public override string Title => "The application's database, its owner and its login";

    public override string Proves => "The database and its roles exist; the host works without any right of a superuser, owns nothing and cannot make tables";

    public override string Sabotage => "milestone_app gets BYPASSRLS";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        foreach (var role in Roles)
        {
            var rows = await database.Rows("SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication, rolcanlogin FROM pg_roles WHERE rolname = $1", stop, role);
            evidence.Expect(rows is [[false, false]], $"pg_roles, {role}", rows.Count == 0 ? "there is no such role" : rows[0][0] is true ? "it has rights of a superuser" : rows[0][1] is true ? "it can log in" : "exists, no right of a superuser, no login of its own");
        }
        var logins = await database.Rows("""
            SELECT l.rolname::text, l.rolsuper OR l.rolcreatedb OR l.rolcreaterole OR l.rolbypassrls FROM pg_roles l
            WHERE l.rolcanlogin AND pg_has_role(l.oid, 'milestone_app', 'member') AND NOT l.rolsuper ORDER BY 1
            """, stop);
        evidence.Expect(logins.Count > 0 && logins.All(row => row[1] is false), "logins that act as milestone_app", logins.Count == 0 ? "none" : string.Join(", ", logins.Select(row => $"{row[0]}{(row[1] is true ? " WITH RIGHTS OF A SUPERUSER" : "")}")));
        var owned = await database.Ask<long>("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.relnamespace = 'milestone'::regnamespace AND r.rolname <> 'milestone_owner'", stop);
        evidence.Expect(owned == 0, "objects of the schema that milestone_owner does not own", $"{owned}");
        var creates = await database.Ask<bool>("SELECT has_schema_privilege('milestone_app', 'milestone', 'CREATE') OR has_schema_privilege('milestone_app', 'public', 'CREATE') OR has_database_privilege('milestone_app', current_database(), 'CREATE')", stop);
        evidence.Expect(!creates, "may milestone_app make objects?", creates ? "yes" : "no");
        if (world.IsProduction) return;
        try
        {
            await WorldDatabase.RowsOf(database.AppConnection, "SET ROLE milestone_app; CREATE TABLE milestone.golive_intruder (x int)", stop);
            evidence.Fault("CREATE TABLE as the serving login succeeded");
        }
        catch (Npgsql.PostgresException refused)
        {
            evidence.Expect(refused.SqlState == "42501", "CREATE TABLE milestone.golive_intruder as milestone_serve", refused.MessageText);
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        await (await world.Database(stop)).Change("ALTER ROLE milestone_app BYPASSRLS", "ALTER ROLE milestone_app NOBYPASSRLS", stop);
}
