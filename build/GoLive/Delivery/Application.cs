using System.Text.Json.Nodes;
using Milestone.Build.Coolify;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

/// <summary>A setting of the application in Coolify; its sabotage sets another by the API.</summary>
internal abstract class ApplicationCheck : Check
{
    /// <summary>The field that sabotage sets, what to, and what it is set back to.</summary>
    protected abstract (string Field, string Wrong) Mistake { get; }

    protected abstract string? Now(CoolifyApplication application);

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var right = Now(await stage.Coolify.Application(stage.Application, stop));
        await stage.Coolify.Change(stage.Application, new JsonObject { [Mistake.Field] = Mistake.Wrong }, stop);
        return Undo.By(() => stage.Coolify.Change(stage.Application, new JsonObject { [Mistake.Field] = right }, CancellationToken.None));
    }
}

internal sealed class ApplicationIsDeclared : ApplicationCheck
{
    public override string Task => "T285";

    public override string Title => "The application in Coolify";

    public override string Proves => "It is built from the Dockerfile of this repository's branch main, and follows its head";

    public override string Sabotage => "The application follows another branch";

    protected override (string Field, string Wrong) Mistake => ("git_branch", "somebodys-experiment");

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var application = await stage.Coolify.Application(stage.Application, stop);
        evidence.Expect(application.BuildPack == "dockerfile" || application.IsImage, "GET /applications/..., build_pack", application.BuildPack ?? "none");
        evidence.Expect(application.GitBranch == "main", "git_branch", application.GitBranch ?? "none");
        evidence.Expect(application.IsImage || application.GitCommitSha is "HEAD" or null, "git_commit_sha", application.GitCommitSha ?? "none");
        if (world.IsProduction)
        {
            var remote = (await world.Shell.Read("git", ["remote", "get-url", "origin"], stop))?.Trim() ?? "";
            var repository = application.GitRepository ?? "";
            evidence.Expect(remote.TrimEnd('/').Replace(".git", "", StringComparison.Ordinal).EndsWith(repository.Split(':')[^1].Replace(".git", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase) && repository.Length > 0, "git_repository against git remote", repository);
        }
        evidence.Expect((world.Tree.Text("Dockerfile") ?? "").Contains("AS app", StringComparison.Ordinal), "Dockerfile", "its last stage is the app");
    }

    protected override string? Now(CoolifyApplication application) => application.GitBranch;
}

internal sealed class NetworkAndPort : ApplicationCheck
{
    public override string Task => "T286";

    public override string Title => "Network and port";

    public override string Proves => "The application stands on internal_net, exposes port 3000 there and publishes none on the server";

    public override string Sabotage => "The application maps a port of the server";

    protected override (string Field, string Wrong) Mistake => ("ports_mappings", "3000:3000");

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var application = await stage.Coolify.Application(stage.Application, stop);
        evidence.Expect(application.PortsExposes == "3000", "GET /applications/..., ports_exposes", application.PortsExposes ?? "none");
        evidence.Expect(string.IsNullOrEmpty(application.PortsMappings), "ports_mappings", string.IsNullOrEmpty(application.PortsMappings) ? "none" : application.PortsMappings);
        var destinations = await stage.Coolify.Destinations(stage.Server, stop);
        var own = application.Destination ?? destinations.FirstOrDefault(one => one.Id is not null && one.Id == application.DestinationId) ?? (destinations.Count == 1 ? destinations[0] : null);
        evidence.Expect((own?.Network ?? own?.Name) == "internal_net", "its destination", own?.Network ?? own?.Name ?? "unknown");
    }

    protected override string? Now(CoolifyApplication application) => application.PortsMappings;
}
