using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>The report of the last rehearsal: what is not done to production was done there, to the same files.</summary>
internal sealed class Rehearsed(string report, string tree)
{
    public async Task Demand(Check check, Evidence evidence, CancellationToken stop)
    {
        if (!File.Exists(report))
        {
            evidence.Fault("it would disturb production, and there is no rehearsal to go by: run ./build.sh GoLive first");
            return;
        }
        var said = JsonNode.Parse(await File.ReadAllTextAsync(report, stop));
        var line = said?["lines"]?.AsArray().FirstOrDefault(one => (string?)one?["task"] == check.Task);
        var same = (string?)said?["tree"] == tree;
        evidence.Expect(same && (string?)line?["verdict"] == "passed", "the rehearsal's report, since this one would disturb production", $"{(string?)line?["verdict"] ?? "no line"} at {(string?)said?["at"]}{(same ? "" : ", but of other files than these")}");
    }
}
