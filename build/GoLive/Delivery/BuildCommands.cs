using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class BuildCommands : Check
{
    static readonly (string What, string Text)[] Wanted =
    [
        ("scripts are installed from their lock file", "npm ci --ignore-scripts"), ("their packages are cached", "--mount=type=cache,target=/root/.npm"), ("packages are restored as locked", "--locked-mode"),
        ("packages are cached", "--mount=type=cache,target=/root/.nuget/packages"), ("the host is published in Release", "dotnet publish source/Milestone.Host --configuration Release"),
        ("it starts by itself", "ENTRYPOINT [\"dotnet\", \"/app/Milestone.Host.dll\"]"), ("it serves", "CMD [\"serve\"]"), ("not as root", "USER $APP_UID"),
    ];

    public override string Task => "T298";

    public override string Title => "Build commands";

    public override string Proves => "The Dockerfile restores from lock files with caches, publishes in Release and starts the host; the very commands of it, run here without a container, end well and what they publish says its version";

    public override string Sabotage => "The Dockerfile restores without the lock file";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var text = world.Tree.Text("Dockerfile") ?? "";
        foreach (var (what, wanted) in Wanted) evidence.Expect(text.Contains(wanted, StringComparison.Ordinal), $"Dockerfile: {wanted}", what);
        // What changes with each commit comes after what does not, or the cache is of no use.
        evidence.Expect(text.IndexOf("dotnet restore", StringComparison.Ordinal) is var restore and > 0 && restore < text.IndexOf("COPY source/ source/", StringComparison.Ordinal), "Dockerfile, the order", "packages are restored before the source is copied");
        var said = new List<string>();
        var exitCode = await world.Shell.Quietly("dotnet", ["restore", Path.Combine(world.Settings.Root, "source", "Milestone.Host"), "--locked-mode", "--verbosity", "quiet"], said, stop);
        evidence.Expect(exitCode == 0, "dotnet restore source/Milestone.Host --locked-mode", $"exit code {exitCode} {string.Join(' ', said.TakeLast(1))}");
        var help = await world.Shell.Read("dotnet", [world.Settings.Program, "--help"], stop);
        evidence.Expect(help?.Contains("serve", StringComparison.Ordinal) == true, "the published host --help", help?.Split('\n')[0].Trim() ?? "it does not start");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("Dockerfile", text => text.Replace(" --locked-mode", "", StringComparison.Ordinal)));
}
