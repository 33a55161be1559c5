using Spectre.Console;

namespace Milestone.Host.Commands;

/// <summary>Where a command's words go: what was asked for to standard output, everything said about it to standard error.</summary>
internal static class Terminal
{
    /// <summary>A line of the answer.</summary>
    public static void Answer(string line) => Console.Out.WriteLine(line);

    /// <summary>A line about the work: progress, a warning, a failure.</summary>
    public static void Note(string line) => Console.Error.WriteLine(line);

    /// <summary>Rows in aligned columns; the first column is words, the others figures.</summary>
    public static void Rows(TextWriter writer, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.Prepend(headings).ToList();
        var widths = headings.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all)
            writer.WriteLine(string.Join("  ", row.Select((text, column) => column == 0 ? text.PadRight(widths[0]) : text.PadLeft(widths[column]))).TrimEnd());
    }

    /// <summary>Whether a person watches standard error, so that a progress bar can be drawn there.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>A console on standard error for progress; it respects NO_COLOR.</summary>
    public static IAnsiConsole Progress() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
