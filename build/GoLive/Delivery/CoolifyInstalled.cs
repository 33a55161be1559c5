using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class CoolifyInstalled : Check
{
    public override string Task => "T275";

    public override string Title => "Coolify is installed";

    public override string Proves => "Coolify answers, its version is known, the token may deploy, read and write, the server is reached and internal_net is one of its destinations";

    public override string Sabotage => "";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (!world.IsProduction)
        {
            evidence.NeedsProduction("a Docker host with Coolify; what the pipeline asks of one is rehearsed in T285 to T288 and T300");
            return;
        }
        var stage = await world.Stage(stop);
        evidence.Saw("GET /api/v1/version", $"{await stage.Coolify.Version(stop)}");
        var missing = await stage.Coolify.MissingAbilities(stage.Application, stop);
        evidence.Expect(missing.Count == 0, "the token's abilities", missing.Count == 0 ? "deploy, read, write" : $"missing: {string.Join(", ", missing)}");
        var destinations = await stage.Coolify.Destinations(stage.Server, stop);
        evidence.Expect(destinations.Any(one => one.Network == "internal_net" || one.Name == "internal_net"), "the server's destinations", string.Join(", ", destinations.Select(one => one.Network ?? one.Name)));
    }
}
