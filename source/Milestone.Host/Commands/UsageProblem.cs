using System.CommandLine;
using Milestone.Host.Api;

namespace Milestone.Host.Commands;

/// <summary>Says in two lines what of a command line was not understood, and what was probably meant.</summary>
internal static class UsageProblem
{
    public static int Tell(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed);
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var isOption = unknown.StartsWith('-');
            var known = isOption
                ? command.Options.Select(option => option.Name)
                : command.Subcommands.Select(one => one.Name);
            Terminal.Note($"There is no {(isOption ? "option" : "command")} '{unknown}'{(path.Length == 0 ? "" : $" of '{path}'")}.{Spelling.Suggest(unknown, known)}");
        }
        else
        {
            Terminal.Note(parsed.Errors[0].Message);
        }

        Terminal.Note($"See '{(path.Length == 0 ? "" : path + " ")}--help'.");
        return CommandLine.NotUnderstood;
    }

    private static string Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command?.Command is not RootCommand and not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(command.Command.Name);
        return string.Join(' ', names);
    }
}
