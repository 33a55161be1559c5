using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Milestone.Benchmarks;

/// <summary>One figure: what was measured, against which anchor, and what it must reach.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Limit">What it must stay under, or reach.</param>
/// <param name="AtLeast">Whether the limit is the least instead of the most.</param>
/// <param name="Anchor">The anchor in words, with its own figure of the same run.</param>
/// <param name="Ratio">The figure over its anchor: what is compared from run to run.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Limit, bool AtLeast, string? Anchor, double? Ratio)
{
    public bool? Holds => Limit is { } limit ? AtLeast ? Value >= limit : Value <= limit : null;
}

/// <summary>Collects the figures, prints and keeps them, and compares their ratios with those of the committed baseline.</summary>
internal sealed class BenchReport
{
    // Ratios of one run move less than times, and still move: a figure is worse only beyond this.
    private const double Tolerance = 1.5;

    private readonly List<Figure> figures = [];
    private readonly List<string> notes = [];

    public void Add(string name, double value, string unit, double? limit = null, bool atLeast = false, string? anchor = null, double? ratio = null)
    {
        var figure = new Figure(name, value, unit, limit, atLeast, anchor, ratio);
        figures.Add(figure);
        Console.WriteLine(Line(figure));
    }

    public void Note(string note)
    {
        notes.Add(note);
        Console.WriteLine(note);
    }

    /// <summary>Writes the report; 0 when every limit holds and no ratio has grown much beyond the baseline, else 1.</summary>
    public int Finish()
    {
        var folder = Path.Combine(Repository(), "artifacts", "bench");
        Directory.CreateDirectory(folder);
        var baseline = Baseline();
        var worse = figures.Where(figure => figure.Ratio is { } ratio && baseline.TryGetValue(figure.Name, out var before) && ratio > before * Tolerance).ToList();

        var text = new StringBuilder("# Benchmarks\n\n| figure | value | must be | anchor of the same run | ratio | baseline |\n|---|---:|---:|---|---:|---:|\n");
        foreach (var figure in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(figure.Value)} {figure.Unit} | {Limit(figure)} | {figure.Anchor} | {(figure.Ratio is { } ratio ? Number(ratio) : "")} | ")
                .Append(baseline.TryGetValue(figure.Name, out var before) ? Number(before) : "").Append(" |\n");
        }

        foreach (var note in notes)
            text.Append('\n').Append(note).Append('\n');
        File.WriteAllText(Path.Combine(folder, "report.md"), text.ToString());
        File.WriteAllText(
            Path.Combine(folder, "ratios.json"),
            JsonSerializer.Serialize(figures.Where(figure => figure.Ratio is not null).ToDictionary(figure => figure.Name, figure => Math.Round(figure.Ratio!.Value, 3)), Indented));

        var missed = figures.Where(figure => figure.Holds == false).ToList();
        foreach (var figure in missed)
            Console.WriteLine($"MISSED  {figure.Name}: {Number(figure.Value)} {figure.Unit}, must be {Limit(figure)}");
        foreach (var figure in worse)
            Console.WriteLine($"WORSE   {figure.Name}: {Number(figure.Ratio!.Value)} times its anchor, {Number(baseline[figure.Name])} in the baseline");
        Console.WriteLine($"{figures.Count(figure => figure.Holds == true)} limits hold, {missed.Count} missed, {worse.Count} ratios worse than the baseline. Report: artifacts/bench/report.md");
        return missed.Count + worse.Count == 0 ? 0 : 1;
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Milestone.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run from within the repository.");
        return folder;
    }

    private static Dictionary<string, double> Baseline() =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "baseline.json"))) ?? [];

    private static string Line(Figure figure)
    {
        var verdict = figure.Holds switch { true => "ok", false => "MISSED", null => "" };
        var anchor = figure.Anchor is null ? "" : $" = {Number(figure.Ratio ?? 0)} x {figure.Anchor}";
        return $"{figure.Name,-62} {Number(figure.Value),10} {figure.Unit,-10} {Limit(figure),-12} {verdict,-7}{anchor}";
    }

    private static string Limit(Figure figure) => figure.Limit is { } limit ? (figure.AtLeast ? "≥ " : "≤ ") + Number(limit) : "";

    private static string Number(double value) => value.ToString(value >= 100 ? "#,##0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
