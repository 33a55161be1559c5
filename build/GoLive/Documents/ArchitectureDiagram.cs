using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class ArchitectureDiagram : GuideCheck
{
    public override string Task => "T315";

    public override string Title => "Architecture diagram";

    public override string Proves => "docs/architecture.md draws components, the flow of data, what it is connected with and the network, as diagrams that name what compose.yaml has";

    protected override string Document => "docs/architecture.md";

    protected override string Heart => "```mermaid";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "internal_net", "Xero", "PostgreSQL", "Coolify|proxy") is not { } text) return System.Threading.Tasks.Task.CompletedTask;
        var diagrams = text.Split("```mermaid").Length - 1;
        evidence.Expect(diagrams >= 3, $"{Document}, diagrams", string.Create(CultureInfo.InvariantCulture, $"{diagrams}; components, flow of data and network are three"));
        foreach (var service in (string[])["app", "postgres", "backup"]) evidence.Expect(text.Contains(service, StringComparison.OrdinalIgnoreCase), $"{Document}, the service {service} of compose.yaml", "drawn");
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
