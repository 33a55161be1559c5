using System.Globalization;
using Spectre.Console;

namespace Milestone.Build.Engine;

internal enum Outcome
{
    Succeeded,
    Failed,
    Stopped,
    Skipped,
    NotRun,
}

/// <summary>The closing table: what ran, how it ended and how long it took; then what the targets had to say last.</summary>
public sealed class Summary
{
    readonly List<(string Name, Outcome Outcome, TimeSpan Duration, string Remark)> rows = [];
    readonly List<string> closing = [];

    /// <summary>A line for the very end, below the table.</summary>
    public void Close(string line) => closing.Add(line);

    internal IReadOnlyList<string> Closing => closing;

    internal void Add(string name, Outcome outcome, TimeSpan duration, string remark = "") => rows.Add((name, outcome, duration, remark));

    internal void Print(Output output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Target").AddColumn("Outcome").AddColumn(new TableColumn("Duration").RightAligned());
        var remarks = rows.Exists(row => row.Remark.Length > 0);
        if (remarks) table.AddColumn("");
        foreach (var (name, outcome, duration, remark) in rows)
        {
            var cells = new List<string> { Markup.Escape(name), Coloured(outcome), outcome is Outcome.Skipped or Outcome.NotRun ? "" : Seconds(duration) };
            if (remarks) cells.Add(Markup.Escape(remark));
            table.AddRow([.. cells]);
        }
        table.AddRow(["Total", "", Seconds(rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + row.Duration)), .. remarks ? [""] : Array.Empty<string>()]);
        output.Line();
        output.Table(table);
        foreach (var line in closing) output.Line(line);
    }

    internal static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString(duration.TotalSeconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    static string Coloured(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "[green]succeeded[/]",
        Outcome.Failed => "[red]failed[/]",
        Outcome.Stopped => "[yellow]stopped[/]",
        Outcome.Skipped => "skipped",
        _ => "not run",
    };
}
