using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Milestone.Build.Auditing;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Containers;

/// <summary>What an image must be, looked at from outside and by running it as the stack does.</summary>
internal sealed class ContainerCheck(Containers containers, string image, AuditReport report)
{
    /// <summary>From "run" to a host that serves, on a database that has been migrated.</summary>
    static readonly TimeSpan MostToStart = TimeSpan.FromSeconds(2);

    static readonly string[] Telling = ["PASSWORD=", "SECRET=", "ConnectionStrings__"];

    const long MostBytes = 450_000_000;

    /// <summary>What the layers hold and what their making wrote down.</summary>
    public async Task Look(string commit, IReadOnlyCollection<string> secrets, CancellationToken stop)
    {
        var config = JsonNode.Parse((await containers.Ask("podman", ["--log-level=error", "image", "inspect", image], stop)).Said)![0]!;
        Line("user", config["User"]?.ToString() is { Length: > 0 } user && user is not ("0" or "root"), $"runs as {config["User"]}");
        Line("labels", config["Labels"]?["org.opencontainers.image.revision"]?.ToString() == commit, $"revision {config["Labels"]?["org.opencontainers.image.revision"]}");
        var health = config["Healthcheck"] ?? config["HealthCheck"];
        Line("health check", health?["Test"]?.ToJsonString().Contains("\"CMD\",\"dotnet\"", StringComparison.Ordinal) == true && health["Interval"]?.GetValue<long>() == 30_000_000_000, $"{health?["Test"]?.ToJsonString()} every {health?["Interval"]?.GetValue<long>() / 1_000_000_000} s");
        var bytes = config["Size"]!.GetValue<long>();
        Line("size", bytes < MostBytes, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB, limit {MostBytes / 1e6:0} MB"));
        var history = (await containers.Ask("podman", ["--log-level=error", "history", "--no-trunc", "--format", "{{.CreatedBy}}", image], stop)).Said + config["Config"]?.ToJsonString();
        var told = secrets.Where(secret => history.Contains(secret, StringComparison.Ordinal)).Count()
            + Telling.Count(word => history.Contains(word, StringComparison.OrdinalIgnoreCase));
        Line("no secret in its history", told == 0, $"{history.Split('\n').Length} steps read");
    }

    /// <summary>Migrates, serves, answers, is asked for its health, and writes nowhere but in /tmp.</summary>
    public async Task Run(string connection, string commit, CancellationToken stop)
    {
        var port = FreePort.Take();
        string[] environment = [string.Create(CultureInfo.InvariantCulture, $"ASPNETCORE_URLS=http://127.0.0.1:{port}"), $"ConnectionStrings__Milestone={connection}", $"ConnectionStrings__MilestoneOwner={connection}"];
        var root = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        using var client = new HttpClient { BaseAddress = root };

        var (first, _) = await Serving(environment, client, stop);
        try
        {
            var answer = await client.GetFromJsonAsync<JsonObject>(new Uri("api/health", UriKind.Relative), stop);
            Line("migrates before it serves", answer?["migrations"]?["pending"]?.AsArray().Count == 0, $"{answer?["migrations"]?["applied"]} migrations applied");
            Line("says what it is", answer?["commit"]?.ToString() == commit, $"version {answer?["version"]}, commit {answer?["commit"]}");
            var well = await In(first, ["dotnet", "/app/Milestone.Host.dll", "healthcheck"], stop);
            Line("its own health check while it serves", well.ExitCode == 0, $"exit code {well.ExitCode}");
            var identity = await In(first, ["id", "-u"], stop);
            Line("its process's user", identity.Said == "1654", $"uid {identity.Said}");
            var writing = await In(first, ["/bin/sh", "-c", "touch /app/x || touch /etc/x || touch /home/app/x"], stop);
            Line("its root cannot be written", writing.ExitCode != 0, writing.Said.Split('\n')[0]);
            var rights = await In(first, ["grep", "-E", "^(CapEff|NoNewPrivs)", "/proc/self/status"], stop);
            Line("it has no rights", rights.Said.Contains("0000000000000000", StringComparison.Ordinal) && rights.Said.Contains("NoNewPrivs:\t1", StringComparison.Ordinal), rights.Said.ReplaceLineEndings(", "));
        }
        finally
        {
            await Remove(first);
        }

        var none = await containers.Once(image, environment, ["healthcheck"], stop);
        Line("its health check where nothing serves", none.ExitCode == 1, $"exit code {none.ExitCode}");

        // On a database that is migrated; the best of three, because a machine that is busy otherwise says nothing of the image.
        var best = TimeSpan.MaxValue;
        for (var turn = 0; turn < 3; turn++)
        {
            var (container, took) = await Serving(environment, client, stop);
            best = took < best ? took : best;
            await Remove(container);
        }
        Line("ready", best < MostToStart, string.Create(CultureInfo.InvariantCulture, $"{best.TotalSeconds:0.00} s after it was started, the best of 3; limit {MostToStart.TotalSeconds:0} s"));
    }

    async Task<(string Container, TimeSpan Took)> Serving(string[] environment, HttpClient client, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var (exitCode, said) = await containers.Ask(
            "podman", ["--log-level=error", "--runtime", "runc", "run", "--detach", .. Containers.Hardened, .. environment.SelectMany(one => new[] { "--env", one }), image], stop);
        if (exitCode != 0) throw new StepFailedException($"The image does not run: {said}");
        var container = said.Split('\n')[^1];
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("api/health", UriKind.Relative), stop);
                if (answer.IsSuccessStatusCode) return (container, clock.Elapsed);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            if (clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                var log = (await containers.Ask("podman", ["logs", "--tail", "5", container], stop)).Said;
                await Remove(container);
                throw new StepFailedException($"The container did not become ready: {log}");
            }
            await Task.Delay(10, stop);
        }
    }

    Task<(int ExitCode, string Said)> In(string container, string[] command, CancellationToken stop) => containers.Ask("podman", ["--log-level=error", "--runtime", "runc", "exec", container, .. command], stop);

    Task<(int ExitCode, string Said)> Remove(string container) => containers.Ask("podman", ["--log-level=error", "rm", "--force", "--time", "5", container], CancellationToken.None);

    void Line(string topic, bool holds, string seen) => report.Add(holds ? AuditLine.Passed(topic, seen) : AuditLine.Failed(topic, seen));
}
