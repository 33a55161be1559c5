using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build;

internal sealed partial class Build
{
    const string MilestoneVariable = "ConnectionStrings__Milestone";
    const string TestVariable = "MILESTONE_TEST_DB";

    [Parameter("Connection string of a PostgreSQL to use instead of the embedded one", Secret = true, Environment = MilestoneVariable)]
    string? Database { get; set; }

    [Parameter("The same for tests and benchmarks only: its maintenance database, as a superuser", Secret = true, Environment = TestVariable)]
    string? TestDb { get; set; }

    [Parameter("Folder of initdb, pg_ctl and postgres, instead of npm's")]
    string? PostgresBin { get; set; }

    [Parameter("Folder of the embedded PostgreSQL and its data, instead of .milestone")]
    string? DatabaseHome { get; set; }

    [Parameter("Leaves the embedded PostgreSQL running at the end; the next run uses it, Stop ends it")]
    bool Keep { get; set; }

    EmbeddedServers Servers => new(DatabaseHome is null ? Path.Combine(Root, ".milestone") : Path.GetFullPath(DatabaseHome), PostgresBin, Shell, Output);

    Target Stop => _ => _
        .Description("Stops the project's PostgreSQL servers, such as one left by --keep")
        .Executes(stop => Servers.StopAll(stop));

    /// <summary>Gives the work the environment in which the host finds the developer's own database.</summary>
    async Task WithDatabase(Func<string, Task> work, CancellationToken stop)
    {
        if (Database is not null)
        {
            await work(Database);
            return;
        }
        await using var server = await Servers.Start(Purpose.Development, Keep, stop);
        await server.CreateDatabaseIfMissing("milestone", stop);
        await work(server.ConnectionString("milestone"));
    }

    /// <summary>Gives the work the environment in which tests find a server to make databases on.</summary>
    async Task WithTestServer(Func<IReadOnlyDictionary<string, string?>, Task> work, CancellationToken stop)
    {
        if (GivenTestServer is { } given)
        {
            await work(TestEnvironment(given));
            return;
        }
        await using var server = await Servers.StartForTests(Keep, stop);
        await work(TestEnvironment(server.ConnectionString()));
    }

    /// <summary>A server that was named; of the installation's own connection string only the server, never its database.</summary>
    string? GivenTestServer =>
        TestDb ?? (Database is null ? null : new NpgsqlConnectionStringBuilder(Database) { Database = "postgres" }.ConnectionString);

    /// <summary>The installation's own database is withheld: no test may write to it by accident.</summary>
    static Dictionary<string, string?> TestEnvironment(string server) => new()
    {
        [TestVariable] = server,
        [MilestoneVariable] = null,
    };

    static string? PasswordIn(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Password;
        }
        catch (ArgumentException)
        {
            throw new UsageException($"The connection string in {MilestoneVariable} or {TestVariable} cannot be read; it looks like Host=...;Username=...;Password=...;Database=...");
        }
    }
}
