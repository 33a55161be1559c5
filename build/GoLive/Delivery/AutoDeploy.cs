using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed partial class AutoDeploy : Check
{
    const string Folder = ".github/workflows";

    public override string Task => "T297";

    public override string Title => "A push to main deploys";

    public override string Proves => "The workflow runs the pipeline at a push to main, one at a time, and nothing but its targets; its secrets are the pipeline's parameters; Coolify's own automatic deployment is off, or two would race";

    public override string Sabotage => "The workflow waits for pushes to another branch";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var files = world.Tree.Files(Folder, "*.yml").Concat(world.Tree.Files(Folder, "*.yaml")).ToList();
        evidence.Expect(files.Count > 0, Folder, files.Count == 0 ? "there is no workflow" : string.Join(", ", files));
        // Only in the one that deploys: others wait for other things.
        if (files.Select(file => world.Tree.Text(file) ?? "").FirstOrDefault(Deploys().IsMatch) is not { } text) evidence.Fault($"{Folder}: none runs the pipeline");
        else
        {
            var pushes = Regex.IsMatch(text, @"push:\s*\n\s*branches:\s*(\[\s*[""']?main[""']?\s*\]|\n\s*- [""']?main[""']?)");
            evidence.Expect(pushes, "on push to main", pushes ? "it runs" : "it does not run");
            evidence.Saw("what it runs", string.Join("; ", Regex.Matches(text, @"\./build\.sh [^\n]*").Select(match => match.Value).Distinct()));
            evidence.Expect(text.Contains("concurrency:", StringComparison.Ordinal), "concurrency", "one deployment at a time");
            var secrets = Regex.Matches(text, @"(?<variable>[A-Z_]+): \$\{\{ *(?:secrets|vars)\.").Select(match => match.Groups["variable"].Value).Distinct().ToList();
            evidence.Expect(secrets.Contains("MILESTONE_COOLIFY_TOKEN"), "secrets that it hands on", secrets.Count == 0 ? "none" : string.Join(", ", secrets));
        }
        var stage = await world.Stage(stop);
        var application = await stage.Coolify.Application(stage.Application, stop);
        evidence.Expect(application.Settings?.IsAutoDeployEnabled is not true, "GET /applications/..., is_auto_deploy_enabled", application.Settings?.IsAutoDeployEnabled is true ? "on" : "off");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var file = world.Tree.Files(Folder, "*.yml").First(path => Deploys().IsMatch(world.Tree.Text(path) ?? ""));
        return System.Threading.Tasks.Task.FromResult(world.Tree.Change(file, text => text.Replace("main", "elsewhere", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\./build\.sh (\S+ )*(Pipeline|Deploy)\b")]
    private static partial Regex Deploys();
}
