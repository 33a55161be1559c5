using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>
/// Who runs the server. PostgreSQL refuses root, so a root caller steps down to nobody by setpriv, or, where nobody
/// cannot reach the folders (below a closed home folder), into a user namespace by unshare.
/// </summary>
internal sealed record ServerUser(IReadOnlyList<string> Prefix, string? Owner)
{
    /// <summary>The caller's own user.</summary>
    static readonly ServerUser Caller = new([], null);

    /// <param name="folders">What the server's user must reach: its programs and its data.</param>
    public static async Task<ServerUser> For(IReadOnlyCollection<string> folders, Shell shell, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return Caller;

        var uid = (await shell.Read("id", ["-u", "nobody"], stop))?.Trim();
        var gid = (await shell.Read("id", ["-g", "nobody"], stop))?.Trim();
        var closed = folders.SelectMany(Parents).FirstOrDefault(folder => !IsOpen(folder));
        if (uid is not null && closed is null)
        {
            string[] stepDown = ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"];
            if (await Works(stepDown, shell, stop)) return new ServerUser(stepDown, $"{uid}:{gid}");
        }

        string[] ownNamespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];
        if (await Works(ownNamespace, shell, stop)) return new ServerUser(ownNamespace, "0:0");

        throw new StepFailedException(closed is null
            ? "PostgreSQL does not run as root, and neither setpriv (util-linux) nor unshare works here. Run as another user, or name a running server in ConnectionStrings__Milestone."
            : $"PostgreSQL does not run as root, and the user nobody cannot enter {closed}. Put the databases elsewhere with MILESTONE_DATABASE_HOME=/var/lib/milestone, or run as another user.");
    }

    /// <summary>The command as the server's user.</summary>
    public (string Program, IReadOnlyList<string> Arguments) Command(string program, params IEnumerable<string> arguments) =>
        Prefix.Count == 0 ? (program, [.. arguments]) : (Prefix[0], [.. Prefix.Skip(1), program, .. arguments]);

    /// <summary>Gives a folder of the caller's to the server's user.</summary>
    public async Task Give(string folder, Shell shell, CancellationToken stop)
    {
        if (Owner is not null && await shell.Read("chown", ["-R", Owner, folder], stop) is null)
            throw new StepFailedException($"{folder} could not be given to the server's user ({Owner}).");
    }

    static async Task<bool> Works(string[] prefix, Shell shell, CancellationToken stop) =>
        await shell.Read(prefix[0], [.. prefix[1..], "true"], stop) is not null;

    static IEnumerable<string> Parents(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (current.Exists) yield return current.FullName;
        }
    }

    static bool IsOpen(string folder) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute);
}
