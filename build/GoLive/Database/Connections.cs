using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;
using Npgsql;

namespace Milestone.Build.GoLive.Database;

internal sealed partial class Connections : Check
{
    // The old container and the new one serve side by side for a while; each listens on one connection besides its pool; then backup, migration, a person.
    const int Hosts = 2;
    const int Others = 10;
    const int UsualMost = 100;

    public override string Task => "T281";

    public override string Title => "The connection from the application";

    public override string Proves => "The database publishes no port; two hosts with full pools still leave connections to others; under many requests at once the pool is not exceeded";

    public override string Sabotage => "compose.yaml publishes the database's port";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var compose = Compose.Read(world.Tree);
        var published = compose.Services.Where(name => name != "app" && compose.Service(name).Contains("ports:", StringComparison.Ordinal) && !compose.Service(name).Contains("127.0.0.1:", StringComparison.Ordinal)).ToList();
        evidence.Expect(published.Count == 0, "compose.yaml, services but the app that publish a port beyond this machine", published.Count == 0 ? "none" : string.Join(", ", published));
        var pool = MaximumPool().Match(compose.Service("app")) is { Success: true } match ? int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture) : new NpgsqlConnectionStringBuilder().MaxPoolSize;
        var most = MaxConnections().Match(compose.Text) is { Success: true } set ? int.Parse(set.Groups["size"].Value, CultureInfo.InvariantCulture) : UsualMost;
        var needed = Hosts * (pool + 1) + Others;
        evidence.Expect(needed <= most, "compose.yaml, pool against max_connections", string.Create(CultureInfo.InvariantCulture, $"{Hosts} hosts of {pool} and a listener, {Others} others: {needed} of {most}"));

        var site = await world.Site(stop);
        var database = await world.Database(stop);
        var answers = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 40).Select(turn => site.Get(string.Create(CultureInfo.InvariantCulture, $"api/health?turn={turn}"), stop)));
        var used = await database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'milestone%'", stop);
        evidence.Expect(Array.TrueForAll(answers, answer => answer.Code == 200) && used > 0 && used <= Hosts * (UsualMost + 1), "40 requests at once that each ask the database", string.Create(CultureInfo.InvariantCulture, $"all answered {answers[0].Code}; {used} connections of the application in pg_stat_activity"));
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change(Compose.File, text => text.Replace("  postgres:\n", "  postgres:\n    ports: [\"5432:5432\"]\n", StringComparison.Ordinal)));

    [GeneratedRegex("Maximum Pool Size=(?<size>[0-9]+)")]
    private static partial Regex MaximumPool();

    [GeneratedRegex("--max_connections=(?<size>[0-9]+)")]
    private static partial Regex MaxConnections();
}
