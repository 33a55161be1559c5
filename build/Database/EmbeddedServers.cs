using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>
/// The project's servers, each in a folder of its own below <c>.milestone/</c>: <c>run</c> and <c>bench</c> keep their data,
/// tests get a throw-away one for each run. A folder's name carries the major, because a server reads only its own major's data.
/// </summary>
internal sealed class EmbeddedServers(string home, string? binariesFolder, Shell shell, Output output)
{
    const string ThrowAway = "once-";

    PostgresBinaries? binaries;

    string Databases => Path.Combine(home, "database");

    public async Task<EmbeddedPostgres> Start(Purpose purpose, bool keep, CancellationToken stop)
    {
        var found = await Binaries(stop);
        var name = purpose switch { Purpose.Development => "run", Purpose.Benchmarks => "bench", _ => "test" };
        var folder = Path.Combine(Databases, $"{name}-{found.Major}");
        var server = await EmbeddedPostgres.Start(folder, found, purpose, keep, shell, output, stop);
        output.Line($"PostgreSQL {found.Major} {(server.Found ? "was running" : "started")} on {folder}{(keep && !server.Found ? " and stays; ./build.sh Stop ends it" : "")}.");
        return server;
    }

    /// <summary>A server for one run of tests, removed with its data afterwards; a server kept earlier is used instead.</summary>
    public async Task<EmbeddedPostgres> StartForTests(bool keep, CancellationToken stop)
    {
        var found = await Binaries(stop);
        await RemoveLeftovers(found, stop);
        var kept = Path.Combine(Databases, $"test-{found.Major}", "data");
        if (keep || (PostmasterFile.Read(kept) is { } file && file.IsAlive(kept))) return await Start(Purpose.Tests, keep: true, stop);

        var server = await EmbeddedPostgres.StartThrowAway(Path.Combine(Databases, $"{ThrowAway}{Guid.NewGuid():N}"), found, shell, output, stop);
        output.Line($"PostgreSQL {found.Major} started for these tests.");
        return server;
    }

    /// <summary>Stops every server of the project that is running, and says which.</summary>
    public async Task StopAll(CancellationToken stop)
    {
        if (!Directory.Exists(Databases)) return;
        var found = await Binaries(stop);
        foreach (var folder in Directory.EnumerateDirectories(Databases).Where(folder => !IsThrowAway(folder)).Order(StringComparer.Ordinal))
        {
            if (await EmbeddedPostgres.Stop(folder, found, shell, output, stop)) output.Line($"Stopped the server on {folder}.");
        }
        await RemoveLeftovers(found, stop);
    }

    async Task<PostgresBinaries> Binaries(CancellationToken stop)
    {
        Directory.CreateDirectory(Databases);
        return binaries ??= await PostgresBinaries.Find(binariesFolder, Path.Combine(home, "postgres"), shell, output, stop);
    }

    static bool IsThrowAway(string folder) => Path.GetFileName(folder).StartsWith(ThrowAway, StringComparison.Ordinal);

    /// <summary>What a killed run of tests left behind.</summary>
    async Task RemoveLeftovers(PostgresBinaries found, CancellationToken stop)
    {
        foreach (var folder in Directory.EnumerateDirectories(Databases).Where(IsThrowAway).Order(StringComparer.Ordinal))
        {
            try
            {
                using var abandoned = await ThrowAwayFolder.Claim(folder, stop);
                await EmbeddedPostgres.Stop(folder, found, shell, output, stop);
            }
            catch (StepFailedException)
            {
                // Its run is alive.
            }
        }
    }
}
