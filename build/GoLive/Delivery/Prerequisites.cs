using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class Prerequisites : Check
{
    static readonly (string Program, string[] Arguments)[] Tools = [("git", ["--version"]), ("node", ["--version"]), ("npm", ["--version"])];

    public override string Task => "T274";

    public override string Title => "Prerequisites";

    public override string Proves => "The SDK and the tools are there, every file is committed, all tests passed on these very files, and two builds of the library give the same bytes";

    public override string Sabotage => "A file that is not committed lies in the repository";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var sdk = (await world.Shell.Read("dotnet", ["--version"], stop))?.Trim() ?? "none";
        var wanted = (string?)JsonNode.Parse(world.Tree.Text("global.json") ?? "{}")?["sdk"]?["version"] ?? "";
        evidence.Expect(Version.TryParse(sdk.Split('-')[0], out var here) && Version.TryParse(wanted.Split('-')[0], out var least) && here >= least, "dotnet --version", $"{sdk}; global.json asks for {wanted}");
        foreach (var (program, arguments) in Tools)
        {
            var said = await world.Shell.Read(program, arguments, stop);
            evidence.Expect(said is not null, $"{program} {arguments[0]}", said?.Trim() ?? "it is not here");
        }
        var changed = (await world.Shell.Read("git", ["status", "--porcelain"], stop))?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? ["this is no repository"];
        evidence.Expect(changed.Length == 0, "git status --porcelain", changed.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"nothing; commit {world.Settings.Commit}") : string.Join(", ", changed.Take(5)));
        await world.Records.Demand("Test", evidence, stop);
        await Reproducible(world, evidence, stop);
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var file = Path.Combine(world.Settings.Root, "not-committed.txt");
        File.WriteAllText(file, "left behind");
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => File.Delete(file)));
    }

    static async Task Reproducible(World world, Evidence evidence, CancellationToken stop)
    {
        var digests = new List<string>();
        foreach (var turn in (string[])["one", "two"])
        {
            var folder = Path.Combine(world.Settings.Root, "artifacts", "golive", "build-" + turn);
            var said = new List<string>();
            var exitCode = await world.Shell.Quietly("dotnet", ["build", Path.Combine(world.Settings.Root, "source", "Milestone.Core"), "--configuration", "Release", "--output", folder, "--no-incremental", "--verbosity", "quiet", "--nologo", "-p:RunAnalyzers=false"], said, stop);
            var library = Path.Combine(folder, "Milestone.Core.dll");
            if (exitCode != 0 || !File.Exists(library))
            {
                evidence.Fault($"dotnet build source/Milestone.Core: {said.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? $"exit code {exitCode}"}");
                return;
            }
            digests.Add(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(library, stop))));
            Directory.Delete(folder, recursive: true);
        }
        evidence.Expect(digests[0] == digests[1], "dotnet build source/Milestone.Core, twice", digests[0] == digests[1] ? $"the same bytes: sha256 {digests[0][..16]}" : "different bytes");
    }
}
