using System.Reflection;
using System.Text.RegularExpressions;
using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Scripts;

/// <summary>The workflows only call the pipeline, by names that it has.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<PropertyInfo> Members = typeof(Build).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static readonly HashSet<string> Targets = [.. Members.Where(one => one.PropertyType == typeof(Target)).Select(one => one.Name)];

    private static readonly HashSet<string> Parameters = [.. Members.Where(one => one.GetCustomAttribute<ParameterAttribute>() is not null).Select(one => one.GetCustomAttribute<ParameterAttribute>()!.Name ?? Kebab(one.Name))];

    private static readonly IReadOnlyList<string> Files = [.. Directory.EnumerateFiles(Path.Combine(Root, ".github", "workflows"), "*.yml").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files.Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void There_is_one_for_a_push_a_proposal_and_the_way_back() => Assert.Equal(["check.yml", "deploy.yml", "rollback.yml"], Files.Select(Path.GetFileName));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_calls_the_pipeline_or_prepares_the_machine(string name)
    {
        var steps = Run().Matches(Text(name)).Select(match => match.Groups["command"].Value.Trim()).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Matches(@"^(\./build\.sh [A-Z]|sudo apt-get update -q && sudo apt-get install )", step));
        Assert.Contains(steps, step => step.StartsWith("./build.sh", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_target_and_parameter_is_one_that_the_pipeline_has(string name)
    {
        foreach (var words in Run().Matches(Text(name)).Select(match => match.Groups["command"].Value.Trim().Split(' ')).Where(words => words[0] == "./build.sh"))
        {
            Assert.Contains(words[1], Targets);
            foreach (var option in words.Where(word => word.StartsWith("--", StringComparison.Ordinal))) Assert.Contains(option[2..], Parameters);
        }
        foreach (var variable in Variable().Matches(Text(name)).Select(match => match.Groups["name"].Value))
        {
            if (variable is "MILESTONE_PROPERTY_RUNS") continue;
            Assert.Contains(variable["MILESTONE_".Length..].Replace('_', '-').ToLowerInvariant(), Parameters);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_secret_and_setting_goes_in_under_its_own_name_and_the_guide_knows_it(string name)
    {
        var guide = File.ReadAllText(Path.Combine(Root, "docs", "deployment.md"));
        foreach (Match match in Given().Matches(Text(name)))
        {
            Assert.Equal(match.Groups["name"].Value, match.Groups["from"].Value);
            Assert.Contains($"`{match.Groups["name"].Value}`", guide, StringComparison.Ordinal);
        }
        // What a person types goes in by the environment only: in a command it would be a command.
        Assert.All(Run().Matches(Text(name)).Select(match => match.Value), command => Assert.DoesNotContain("${{", command, StringComparison.Ordinal));
    }

    [Fact]
    public void A_push_to_main_runs_the_whole_pipeline_one_at_a_time()
    {
        var text = Text("deploy.yml");
        Assert.Matches(@"push:\s+branches: \[main\]", text);
        Assert.Contains("./build.sh Pipeline", text, StringComparison.Ordinal);
        Assert.Contains("cancel-in-progress: false", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request", text, StringComparison.Ordinal);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Root, ".github", "workflows", name));

    private static string Kebab(string name) => string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Milestone.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\s*-? ?run: (?<command>.+)$", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"^\s+(?<name>MILESTONE_[A-Z_]+):", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s+(?<name>[A-Z_]+): \$\{\{ (secrets|vars)\.(?<from>[A-Z_]+) \}\}$", RegexOptions.Multiline)]
    private static partial Regex Given();
}
