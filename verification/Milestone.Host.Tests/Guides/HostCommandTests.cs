using System.CommandLine;
using System.Reflection;
using Milestone.Testing.Guides;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>Every command of the host that a guide writes is one of the program's, with options that it takes.</summary>
public sealed class HostCommandTests
{
    private static readonly RootCommand Program = Root();

    [Fact]
    public void Every_command_of_the_host_exists_with_its_options()
    {
        var (faults, seen) = (new List<string>(), 0);
        foreach (var (guide, command) in Guide.All().SelectMany(guide => guide.Commands().Select(command => (guide, command))))
        {
            if (Arguments(command.Words) is not { } arguments)
                continue;
            seen++;
            if (Fault(arguments) is { } fault)
                faults.Add($"{guide.Path}:{command.Line} {string.Join(' ', command.Words)}: {fault}");
        }

        Assert.Empty(faults);
        Assert.True(seen > 50, $"Only {seen} commands were found: guides are no longer read as they are written.");
    }

    [Fact]
    public void Every_command_of_the_host_has_a_heading_in_the_guide_to_commands()
    {
        var headings = Guide.Of("docs/commands.md").Anchors;

        Assert.Equal([], Program.Subcommands.Select(command => command.Name).Where(name => !headings.Any(heading => heading.Split('-')[0] == name)));
    }

    [Theory]
    [InlineData("H migrat", "migrat")]
    [InlineData("H migrate --dryrun", "--dryrun")]
    [InlineData("$H export statements", "statements")]
    [InlineData("user add|remove EMAIL", "remove")]
    [InlineData("docker compose run --rm app user lists", "lists")]
    [InlineData("X=1 dotnet somewhere/Milestone.Host.dll ledger verify --all", "--all")]
    public void What_the_program_does_not_know_is_found(string written, string named)
    {
        var command = Assert.Single(GuideCommand.Of(1, written));

        Assert.Contains(named, Fault(Arguments(command.Words)!), StringComparison.Ordinal);
    }

    // What is given to the host, or null where the command is another program's.
    private static List<string>? Arguments(string[] words) => words switch
    {
        ["H" or "$H" or "Milestone.Host", .. var rest] => [.. rest],
        ["dotnet", var file, .. var rest] when file.EndsWith("Milestone.Host.dll", StringComparison.Ordinal) => [.. rest],
        ["docker", "compose", "run", "--rm", "app", .. var rest] => [.. rest],
        ["docker", "compose", "exec", "app", "dotnet", var file, .. var rest] when file.EndsWith("Milestone.Host.dll", StringComparison.Ordinal) => [.. rest],
        [var name, var second, ..] when Named(Program, name) is { } command && (second.StartsWith("--", StringComparison.Ordinal) || command.Subcommands.Count > 0) => [.. words],
        _ => null,
    };

    private static string? Fault(List<string> words)
    {
        var commands = new List<Command> { Program };
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].TrimEnd(',', '.');
            if (word.StartsWith('-') && word.Length > 1 && word != "...")
            {
                var option = commands[^1].Options.Concat(commands.SelectMany(command => command.Options.Where(one => one.Recursive))).FirstOrDefault(one => one.Name == word || one.Aliases.Contains(word));
                if (option is null)
                    return $"there is no option {word}";
                if (option.Arity.MinimumNumberOfValues > 0)
                    i++;
            }
            else if (commands[^1].Subcommands.Count > 0 && char.IsLower(word[0]))
            {
                var found = word.Split('|').Select(one => (one, command: Named(commands[^1], one))).ToList();
                if (found.FirstOrDefault(one => one.command is null) is { one: { } unknown })
                    return $"there is no command {unknown}";
                commands.Add(found[0].command!);
            }
        }

        return null;
    }

    private static Command? Named(Command command, string name) => command.Subcommands.FirstOrDefault(one => one.Name == name);

    // As the program makes them: every class with a Create() of a command.
    private static RootCommand Root()
    {
        var root = new RootCommand();
        foreach (var create in typeof(Milestone.Host.Program).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.GetMethod("Create", BindingFlags.Static | BindingFlags.Public, []))
            .Where(method => method?.ReturnType == typeof(Command)))
            root.Subcommands.Add((Command)create!.Invoke(null, null)!);
        foreach (var option in root.Subcommands.Single(command => command.Name == "serve").Options)
            root.Options.Add(option);
        return root;
    }
}
