using System.CommandLine;
using Milestone.Core;

namespace Milestone.Host.Commands;

/// <summary>Finds the command that was typed and runs it. Exit codes: 0 done, 1 failed, 2 not understood.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int NotUnderstood = 2;

    public static async Task<int> RunAsync(string[] args, Command defaultCommand, params Command[] others)
    {
        var root = new RootCommand("Milestone: the profit and loss of construction projects, from the books in Xero. Without a command it serves.");
        root.Subcommands.Add(defaultCommand);
        foreach (var command in others)
            root.Subcommands.Add(command);
        // "Milestone.Host --urls ..." is "Milestone.Host serve --urls ...".
        foreach (var option in defaultCommand.Options)
            root.Options.Add(option);
        root.Action = defaultCommand.Action;

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction)
            return UsageProblem.Tell(parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure)
        {
            return Tell(failure);
        }
    }

    private static int Tell(Exception failure)
    {
        if (Environment.GetEnvironmentVariable("MILESTONE_TRACE") == "1")
            Terminal.Note(failure.ToString());
        switch (failure)
        {
            case ProblemException { Kind: ProblemKind.Invalid, Field: { } field } problem:
                Terminal.Note(IsOption(field) ? $"{OptionOf(field)}: {problem.Message}" : problem.Message);
                return NotUnderstood;
            case ProblemException problem:
                Terminal.Note(problem.Message);
                return Failed;
            case OperationCanceledException:
                Terminal.Note("Stopped. What was committed stays; run the command again to go on.");
                return Failed;
            case UnauthorizedAccessException or IOException:
                Terminal.Note($"{failure.Message.TrimEnd('.')}. Check the path and its permissions.");
                return Failed;
            default:
                Terminal.Note($"Something went wrong that was not foreseen ({failure.GetType().Name}: {FirstLine(failure.Message)}). Set MILESTONE_TRACE=1 and run it again to see where.");
                return Failed;
        }
    }

    // A variable or an option by its own name stands in the message already.
    private static bool IsOption(string field) => !field.StartsWith('-') && !field.Contains('_', StringComparison.Ordinal);

    // hideZeros is --hide-zeros on the command line, from is --from.
    private static string OptionOf(string field) =>
        "--" + string.Concat(field.Select(letter => char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
