using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class EnvironmentInCoolify : Check
{
    static readonly string[] Needed = ["ConnectionStrings__Milestone", "ConnectionStrings__MilestoneOwner", "Milestone__AllowedHosts", "Milestone__KnownProxies"];

    public override string Task => "T287";

    public override string Title => "Variables in Coolify";

    public override string Proves => "What the host needs is set in Coolify, each for the running container only and literal, so that no secret becomes a build argument; none has a name that the host does not know";

    public override string Sabotage => "A secret is set for the build";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var variables = await stage.Coolify.Variables(stage.Application, stop);
        var names = variables.Where(one => one.IsPreview is not true).Select(one => one.Key).ToList();
        var missing = Needed.Except(names).ToList();
        evidence.Expect(missing.Count == 0, "GET /applications/.../envs", missing.Count == 0 ? $"{names.Count} variables: {string.Join(", ", names)}" : $"missing: {string.Join(", ", missing)}");
        var built = variables.Where(one => one.IsBuildtime is true && (one.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || one.Key.Contains("Secret", StringComparison.Ordinal) || one.Key.Contains("Milestone__", StringComparison.Ordinal))).Select(one => one.Key).ToList();
        evidence.Expect(built.Count == 0, "variables that the build sees", built.Count == 0 ? "none" : string.Join(", ", built));
        var known = world.Tree.Text("docs/environment.md") ?? "";
        var strange = names.Where(name => name.StartsWith("Milestone__", StringComparison.Ordinal) && !known.Contains($"`{name}`", StringComparison.Ordinal)).ToList();
        evidence.Expect(strange.Count == 0, "names that docs/environment.md does not have", strange.Count == 0 ? "none" : string.Join(", ", strange));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(stage.Rehearsal!.Coolify, $"/api/v1/applications/{stage.Application}/envs/bulk"))
        {
            Content = new StringContent("""{"data":[{"key":"Milestone__SignIn__ClientSecret","value":"told to the build","is_preview":false,"is_literal":true,"is_runtime":true,"is_buildtime":true}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", stage.Rehearsal.CoolifyToken);
        using var answer = await stage.Http.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        return Undo.By(() => stage.Coolify.SetVariables(stage.Application, [new("Milestone__SignIn__ClientSecret", "kept from the build")], CancellationToken.None));
    }
}
