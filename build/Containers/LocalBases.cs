using Milestone.Build.Engine;

namespace Milestone.Build.Containers;

/// <summary>
/// The images that the Dockerfile begins from, where no registry is reached: a small Debian from the machine's own package source, with this machine's .NET and
/// Node put in, under the names that the Dockerfile uses. They differ from the real ones in their distribution's version; what is built on them is not for release.
/// </summary>
internal sealed class LocalBases(Containers containers, Shell shell, string folder)
{
    const string Runtime = "mcr.microsoft.com/dotnet/aspnet:10.0";
    const string Sdk = "mcr.microsoft.com/dotnet/sdk:10.0";
    const string Node = "docker.io/library/node:22-bookworm-slim";
    const string AppUser = "1654";

    /// <summary>By this label a stand-in is known, so that nothing built on it passes for the real thing.</summary>
    const string StandIn = "milestone.stand-in=made-on-this-machine";

    public static readonly string[] Names = [Runtime, Sdk, Node];

    /// <summary>Makes what is missing.</summary>
    public async Task Make(CancellationToken stop)
    {
        var root = Path.Combine(folder, "root");
        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(folder);
            await shell.Run("mmdebstrap", ["--mode=root", "--variant=minbase", "--quiet", "--include=ca-certificates,libssl3,libstdc++6,zlib1g,tzdata", "bookworm", root + ".new"], stop);
            Directory.Move(root + ".new", root);
        }

        var dotnet = Path.GetDirectoryName(await Real("dotnet", stop))!;
        if (!await Exists(Runtime, stop))
        {
            await Build(Runtime, async container =>
            {
                await Add(container, root, "/", stop);
                foreach (var part in (string[])["shared", "host"]) await Add(container, Path.Combine(dotnet, part), $"/usr/share/dotnet/{part}", stop);
                await Add(container, Path.Combine(dotnet, "dotnet"), "/usr/share/dotnet/", stop);
                await containers.Run("buildah", ["run", container, "--", "/bin/sh", "-c", $"ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && groupadd -g {AppUser} app && useradd -u {AppUser} -g {AppUser} -m app"], stop);
                await Set(container, stop, $"APP_UID={AppUser}", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true");
            }, stop);
        }
        if (!await Exists(Sdk, stop))
        {
            await Build(Sdk, async container =>
            {
                await Add(container, root, "/", stop);
                await Add(container, dotnet, "/usr/share/dotnet", stop);
                await containers.Run("buildah", ["run", container, "--", "ln", "-s", "/usr/share/dotnet/dotnet", "/usr/bin/dotnet"], stop);
                await Set(container, stop, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "NUGET_CERT_REVOCATION_MODE=offline");
            }, stop);
        }
        if (!await Exists(Node, stop))
        {
            await Build(Node, async container =>
            {
                await Add(container, root, "/", stop);
                await Add(container, await Real("node", stop), "/usr/local/bin/node", stop);
                var npm = Path.GetDirectoryName(Path.GetDirectoryName(await Real("npm", stop)))!;
                await Add(container, npm, "/usr/local/lib/node_modules/npm", stop);
                await containers.Run("buildah", ["run", container, "--", "ln", "-s", "../lib/node_modules/npm/bin/npm-cli.js", "/usr/local/bin/npm"], stop);
                await Set(container, stop, "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt");
            }, stop);
        }
    }

    /// <summary>Whether it is one that was made here.</summary>
    public async Task<bool> IsStandIn(string image, CancellationToken stop) =>
        (await containers.Ask("podman", ["--log-level=error", "image", "inspect", "--format", "{{.Labels}}", image], stop)).Said.Contains("milestone.stand-in", StringComparison.Ordinal);

    public async Task<bool> Exists(string image, CancellationToken stop) => (await containers.Ask("podman", ["image", "exists", image], stop)).ExitCode == 0;

    async Task Build(string name, Func<string, Task> fill, CancellationToken stop)
    {
        var container = (await containers.Ask("buildah", ["--log-level=error", "from", "scratch"], stop)).Said.Split('\n')[^1];
        try
        {
            await fill(container);
            await containers.Run("buildah", ["config", "--label", StandIn, container], stop);
            await containers.Run("buildah", ["commit", "--quiet", "--format", "docker", container, name], stop);
        }
        finally
        {
            await containers.Ask("buildah", ["rm", container], CancellationToken.None);
        }
    }

    Task Add(string container, string from, string to, CancellationToken stop) => containers.Run("buildah", ["add", "--quiet", container, from, to], stop);

    Task Set(string container, CancellationToken stop, params string[] variables) =>
        containers.Run("buildah", ["config", .. variables.SelectMany(one => new[] { "--env", one }), container], stop);

    async Task<string> Real(string program, CancellationToken stop) =>
        (await shell.Read("/bin/sh", ["-c", $"readlink -f \"$(command -v {program})\""], stop))?.Trim() is { Length: > 0 } path ? path : throw new StepFailedException($"{program} was not found.");
}
