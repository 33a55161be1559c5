using System.Reflection;
using Milestone.Build.Engine;
using Milestone.Testing.Guides;

namespace Milestone.Build.Tests.Guides;

/// <summary>Every ./build.sh that a guide writes names targets and parameters that there are.</summary>
public sealed class PipelineCommandTests
{
    static readonly object Pipeline = Activator.CreateInstance(
        typeof(Build), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [Guide.Root, Output.ToTerminal()], null)!;

    static readonly IReadOnlyList<Parameter> Parameters = Parameter.Of(Pipeline);

    static readonly TargetGraph Graph = TargetGraph.Of(Pipeline);

    [Fact]
    public void Every_target_and_parameter_that_a_guide_writes_exists()
    {
        var (faults, seen) = (new List<string>(), 0);
        foreach (var (guide, command) in Guide.All().SelectMany(guide => guide.Commands().Select(command => (guide, command))))
        {
            if (Fault(command.Words) is not { } fault) continue;
            seen++;
            if (fault.Length > 0) faults.Add($"{guide.Path}:{command.Line} {string.Join(' ', command.Words)}: {fault}");
        }

        Assert.Empty(faults);
        Assert.True(seen > 30, $"Only {seen} commands were found: guides are no longer read as they are written.");
    }

    [Fact]
    public void Every_option_that_the_guide_to_the_pipeline_names_is_a_parameter()
    {
        string[] others = ["--help", "--plan", "--skip"];
        var options = Guide.Of("docs/pipeline.md").Spans.Select(span => span.Text.Split(' ')[0]).Where(word => word.StartsWith("--", StringComparison.Ordinal));

        Assert.Empty(options.Except(Parameters.Select(parameter => parameter.Option)).Except(others));
    }

    [Fact]
    public void Every_target_has_its_place_in_the_guide_to_the_pipeline()
    {
        var named = Guide.Of("docs/pipeline.md").Spans.Select(span => span.Text.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], Graph.Targets.Select(target => target.Name).Where(name => !named.Contains(name)));
    }

    [Theory]
    [InlineData("./build.sh Tset", "Tset")]
    [InlineData("./build.sh Test --fliter x", "--fliter")]
    [InlineData("CI=true ./build.sh Test --skip Compile,Nothing", "Nothing")]
    public void What_the_pipeline_does_not_know_is_found(string written, string named) =>
        Assert.Contains(named, Fault(GuideCommand.Of(1, written).Single().Words), StringComparison.Ordinal);

    // Null where another program is meant, empty where all is known.
    static string? Fault(string[] words)
    {
        if (words is not [var program, .. var arguments] || !(program.EndsWith("build.sh", StringComparison.Ordinal) || program.EndsWith("build.ps1", StringComparison.Ordinal))) return null;
        try
        {
            var request = CommandLine.Parse([.. arguments], Parameters);
            foreach (var target in request.Targets.Concat(request.Skip ?? [])) Graph.Find(target.TrimEnd(',', '.'));
            return "";
        }
        catch (UsageException error)
        {
            return error.Message;
        }
    }
}
