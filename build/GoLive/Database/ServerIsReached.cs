using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class ServerIsReached : Check
{
    public override string Task => "T276";

    public override string Title => "PostgreSQL is reached";

    public override string Proves => "The server answers the login that serves, is PostgreSQL 15 or later, and the stack reaches it by its name on the internal network";

    public override string Sabotage => "The server is killed";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var row = (await WorldDatabase.RowsOf(world.IsProduction ? database.Connection : database.AppConnection, "SELECT current_setting('server_version_num')::int, session_user::text, pg_is_in_recovery()", stop))[0];
        evidence.Expect((int)row[0]! >= 150000, "SELECT server_version_num", string.Create(CultureInfo.InvariantCulture, $"{row[0]}, signed in as {row[1]}"));
        evidence.Expect(row[2] is false, "SELECT pg_is_in_recovery()", $"{row[2]}: writes go here");
        var compose = Compose.Read(world.Tree);
        evidence.Expect(compose.Service("postgres").Contains("internal_net", StringComparison.Ordinal) || compose.Text.Contains("networks: [internal_net]", StringComparison.Ordinal), "compose.yaml, network of postgres", "internal_net");
        evidence.Expect(compose.Service("app").Contains("Host=${MILESTONE_DATABASE_HOSTS:-postgres}", StringComparison.Ordinal), "compose.yaml, the app's connection", "Host=postgres, by its name on that network");
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var database = await world.Database(stop);
        await database.Cluster.Kill();
        return Undo.By(() => database.Cluster.Start(CancellationToken.None));
    }
}
