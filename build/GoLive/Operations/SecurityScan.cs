using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class SecurityScan : Check
{
    public override string Task => "T319";

    public override string Title => "Security scan";

    public override string Proves => "Advisories, licences, secrets in the tree and its history, headers, scanners and fuzzers found nothing; what could not be looked at is named as not checked and never as passed";

    public override string Sabotage => "The target Audit has failed on these files";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        await world.Records.Demand("Audit", evidence, stop, "--requests", "2000", "--payloads", "300");
        var file = Path.Combine(world.Settings.Root, "artifacts", "audit", "audit.json");
        if (!File.Exists(file))
        {
            evidence.Fault("artifacts/audit/audit.json is not there");
            return;
        }
        foreach (var line in JsonNode.Parse(await File.ReadAllTextAsync(file, stop))!["lines"]!.AsArray())
            evidence.Expect((string?)line!["verdict"] != "failed", $"Audit: {line["topic"]}", $"{line["verdict"]}: {line["remark"]}");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) => System.Threading.Tasks.Task.FromResult(world.Records.Forge("Audit"));
}
