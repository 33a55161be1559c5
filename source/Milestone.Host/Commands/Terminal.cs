using Spectre.Console;

namespace Milestone.Host.Commands;

/// <summary>Where a command's words go: what was asked for to standard output, everything said about it to standard error.</summary>
internal static class Terminal
{
    /// <summary>A line of the answer.</summary>
    public static void Answer(string line) => Console.Out.WriteLine(line);

    /// <summary>A line about the work: progress, a warning, a failure.</summary>
    public static void Note(string line) => Console.Error.WriteLine(line);

    /// <summary>Rows in aligned columns: words from the left, figures to the right.</summary>
    public static void Rows(TextWriter writer, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var below = rows.ToList();
        var widths = headings.Select((heading, column) => below.Select(row => row[column]).Prepend(heading).Max(text => text.Length)).ToList();
        var areFigures = headings.Select((_, column) => column > 0 && below.TrueForAll(row => row[column].All(letter => char.IsAsciiDigit(letter) || letter is ',' or '.' or '-'))).ToList();
        foreach (var row in below.Prepend(headings))
            writer.WriteLine(string.Join("  ", row.Select((text, column) => areFigures[column] ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>Whether a person watches standard error, so that a progress bar can be drawn there.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>A console on standard error for progress; it respects NO_COLOR.</summary>
    public static IAnsiConsole Progress() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
