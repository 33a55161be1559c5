using Milestone.Build.Engine;

namespace Milestone.Build.Containers;

/// <summary>
/// buildah and podman as they work without a Docker engine, also where this is itself a container: overlay storage, RUN steps in a chroot, containers by runc with
/// limits set (the usual ones want a right that is not always there), and without systemd, so that health checks are asked by us.
/// </summary>
internal sealed class Containers(Shell shell)
{
    static readonly string[] Programs = ["buildah", "podman", "runc"];

    static readonly Dictionary<string, string?> Storage = new() { ["STORAGE_DRIVER"] = "overlay", ["BUILDAH_ISOLATION"] = "chroot" };

    /// <summary>How the stack is meant to run: nothing writable but /tmp, no rights, no way to get any.</summary>
    public static readonly string[] Hardened =
    [
        "--read-only", "--tmpfs", "/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--memory", "512m",
        "--network", "host", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", "--no-healthcheck", "--pull=never",
    ];

    /// <summary>Which program is missing, or null when all are here.</summary>
    public async Task<string?> Missing(CancellationToken stop)
    {
        foreach (var program in Programs)
        {
            if (await shell.Read(program, ["--version"], stop) is null) return program;
        }
        return null;
    }

    /// <summary>Runs one of them and fails when it does.</summary>
    public Task Run(string program, IEnumerable<string> arguments, CancellationToken stop) => shell.Run(program, arguments, stop, Storage);

    /// <summary>What one of them prints on both outputs, and its exit code.</summary>
    public async Task<(int ExitCode, string Said)> Ask(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        var said = new List<string>();
        var words = arguments.Prepend(program).Prepend("BUILDAH_ISOLATION=chroot").Prepend("STORAGE_DRIVER=overlay");
        var exitCode = await shell.Quietly("env", words, said, stop);
        return (exitCode, string.Join('\n', said).Trim());
    }

    /// <summary>What a container of an image does with a command, once.</summary>
    public Task<(int ExitCode, string Said)> Once(string image, IEnumerable<string> environment, IEnumerable<string> command, CancellationToken stop) =>
        Ask("podman", ["--log-level=error", "--runtime", "runc", "run", "--rm", .. Hardened, .. environment.SelectMany(one => new[] { "--env", one }), image, .. command], stop);
}
