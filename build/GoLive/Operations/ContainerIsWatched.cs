using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Database;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class ContainerIsWatched : Check
{
    public override string Task => "T294";

    public override string Title => "The container's health check and restart";

    public override string Proves => "The image asks its own liveness every 30 s without a shell, every service is restarted after a failure, memory is limited; the command says 0 where a host lives and 1 where none does";

    public override string Sabotage => "The Dockerfile has no HEALTHCHECK";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var lines = (world.Tree.Text("Dockerfile") ?? "").Split('\n');
        var check = lines.LastOrDefault(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)) ?? "";
        evidence.Expect(check.Contains("--interval=30s", StringComparison.Ordinal) && check.Contains("CMD [\"dotnet\"", StringComparison.Ordinal), "Dockerfile, HEALTHCHECK", check.Length > 0 ? check : "there is none");
        var compose = Compose.Read(world.Tree);
        evidence.Expect(compose.Text.Contains("restart: unless-stopped", StringComparison.Ordinal), "compose.yaml, restart", "unless-stopped");
        foreach (var service in compose.Services.Where(name => name is "app" or "postgres" or "backup"))
            evidence.Expect(compose.Service(service).Contains("<<: *", StringComparison.Ordinal), $"compose.yaml, {service}", "takes the restart policy and the hardening of all");
        evidence.Expect(compose.Service("app").Contains("mem_limit:", StringComparison.Ordinal), "compose.yaml, app, memory", "limited");
        if (world.IsProduction) return;
        var host = await world.Host(stop);
        var database = await world.Database(stop);
        var (well, _) = await database.Command(database.AppConnection, ["healthcheck", "--url", new Uri(host.Root, "api/health/live").ToString()], stop);
        var (none, said) = await database.Command(database.AppConnection, ["healthcheck", "--url", "http://127.0.0.1:9/api/health/live"], stop);
        evidence.Expect(well == 0, "healthcheck, where the host serves", $"exit code {well}");
        evidence.Expect(none == 1, "healthcheck, where nothing serves", $"exit code {none}: {said}");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("Dockerfile", text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)))));
}
