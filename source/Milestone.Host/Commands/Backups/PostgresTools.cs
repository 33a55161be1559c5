using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Core;
using Milestone.Host.Settings;
using Npgsql;

namespace Milestone.Host.Commands.Backups;

/// <summary>PostgreSQL's own pg_dump and pg_restore, in the folder that Milestone__Backups__Tools names or on the path.</summary>
internal static partial class PostgresTools
{
    private const string FolderSetting = "Milestone:Backups:Tools";

    /// <summary>Starts one, told of the database by its environment: a password on a command line could be read by everybody on the machine.</summary>
    public static Process Start(string tool, string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo(PathOf(tool), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        start.Environment["PGHOST"] = database.Host;
        start.Environment["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = database.Database ?? database.Username;
        start.Environment["PGUSER"] = database.Username;
        start.Environment["PGPASSWORD"] = database.Password;
        // A login of the host's takes a role by this; a dump is the login's own.
        start.Environment.Remove("PGOPTIONS");
        return Run(start, tool);
    }

    /// <summary>Refuses programs that are older than the server: they do not know what it may hold.</summary>
    /// <exception cref="ProblemException">Unavailable: the program is missing, or too old.</exception>
    public static async Task RequireAsync(string tool, int serverMajor, CancellationToken cancellation)
    {
        using var process = Run(new ProcessStartInfo(PathOf(tool), ["--version"]) { RedirectStandardOutput = true }, tool);
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        var found = MajorVersion().Match(said);
        if (!found.Success || int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) < serverMajor)
        {
            throw new ProblemException(
                ProblemKind.Unavailable,
                $"{tool} here is {(found.Success ? $"of PostgreSQL {found.Groups[1].Value}" : "of no version it tells")}, but the server is {serverMajor}. Install PostgreSQL {serverMajor}'s client programs, or name their folder in Milestone__Backups__Tools.");
        }
    }

    /// <summary>Waits for its end, and passes on what it complained of.</summary>
    public static async Task FinishAsync(Process process, string tool, Task<string> complaints, CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new ProblemException(ProblemKind.Unavailable, $"{tool} failed: {string.Join(" ", (await complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3)).Trim()}");
    }

    private static string PathOf(string tool) => ConnectionSettings.Environment()[FolderSetting] is { Length: > 0 } folder ? Path.Combine(folder, tool) : tool;

    private static Process Run(ProcessStartInfo start, string tool)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new ProblemException(
                ProblemKind.Unavailable, $"{tool} is not here ({start.FileName}). Install PostgreSQL's client programs, of the server's version, or name their folder in Milestone__Backups__Tools.", failure);
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}
