using Microsoft.Extensions.Configuration;
using Milestone.Host.Settings;
using Milestone.Testing.Golden;
using Xunit;

namespace Milestone.Host.Tests.Settings;

/// <summary>What the guides and the stack say of variables is what the classes read.</summary>
public sealed class EnvironmentGuideTests
{
    [Fact]
    public void Every_variable_that_a_host_reads_is_in_the_guide_and_no_other()
    {
        var asked = new Asked();
        asked.Set("ConnectionStrings:Milestone", "Host=127.0.0.1");
        HostSettings.Read(new ConfigurationRoot([asked]));

        var read = asked.Names.Select(name => name == "URLS" ? "ASPNETCORE_URLS" : name.Replace(":", "__", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        // These are read elsewhere: before the host is made, by one command, or by the framework.
        string[] elsewhere = ["ConnectionStrings__MilestoneOwner", "ConnectionStrings__MilestoneAdministrator", "ASPNETCORE_ENVIRONMENT", "MILESTONE_TRACE", "OTEL_EXPORTER_OTLP_ENDPOINT", "Milestone__Backups__KeyFile", "Milestone__Backups__Tools"];
        Assert.Equal(read.Concat(elsewhere).Order(StringComparer.Ordinal), EnvironmentGuide.Variables().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(EnvironmentGuide.Variables(), one => Assert.NotEmpty(one.Meaning));
    }

    [Fact]
    public void The_guide_has_the_table_that_the_classes_make() => Contains("docs/environment.md", EnvironmentGuide.Table());

    [Fact]
    public void The_example_has_the_lines_that_the_classes_make() => Contains(".env.example", EnvironmentGuide.Example());

    [Fact]
    public void The_stack_hands_every_variable_on_to_the_host_and_no_other()
    {
        var stack = File.ReadAllLines(Path.Combine(GoldenFile.Root, "compose.yaml"));
        var app = stack.SkipWhile(line => line != "  app:").Skip(1).TakeWhile(line => line.Length == 0 || line.StartsWith("   ", StringComparison.Ordinal)).Select(line => line.Trim());
        var wanted = EnvironmentGuide.Variables().Select(one => one.Name).Where(EnvironmentGuide.IsOfTheStack);

        Assert.Equal(wanted, app.Where(line => line.StartsWith("Milestone__", StringComparison.Ordinal) || line.StartsWith("OTEL_", StringComparison.Ordinal)).Select(line => line.Split(':')[0]));
    }

    private static void Contains(string file, string wanted)
    {
        var path = Path.Combine(GoldenFile.Root, file);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n").Contains(wanted, StringComparison.Ordinal),
            $"{file} is not what EnvironmentGuide makes of the classes. Put this into it:\n{wanted}");
    }

    // Remembers what it is asked for, and has nothing but what it was given.
    private sealed class Asked : ConfigurationProvider
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public override bool TryGet(string key, out string? value)
        {
            Names.Add(key);
            return base.TryGet(key, out value);
        }
    }
}
