using System.Globalization;
using Milestone.Load.Measuring;
using Milestone.Load.Models;
using Milestone.Load.Scenarios;
using Milestone.Load.Verdicts;

namespace Milestone.Load;

/// <summary>Every step once, a warm-up, the open model, and then the closed one.</summary>
internal sealed class LoadTest(Target target, LoadOptions options, TextWriter output)
{
    // A host that has just started compiles what is asked most often once more, and better. In the first minute, by tens of seconds, the slowest read
    // took 107, 98, 77, 88, 95 and 54 ms; in the two minutes after it mostly under 70.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    public async Task<LoadRun> RunAsync(CancellationToken stop)
    {
        using var book = await ScenarioBook.OpenAsync(target, TimeProvider.System, stop);
        var scenarios = options.Choose(book.All);
        await OnceAsync(scenarios);
        Say($"Asks {scenarios.Sum(one => one.Rate):0.#} times a second: {string.Join(", ", scenarios.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.Rate:0.##}")))}. First {WarmUp.TotalSeconds:0} s to warm up.");
        var (warming, _) = await OpenAsync(scenarios, TimeSpan.FromSeconds(Math.Min(WarmUp.TotalSeconds, options.Duration.TotalSeconds)), firstNumber: 1_000_000, stop);
        var begun = new Latencies(warming.Where(group => group.Kind == Kind.Reads).SelectMany(group => group.Recorded.Samples).Select(sample => sample.Milliseconds));

        var at = TimeProvider.System.GetUtcNow();
        using var watch = new HostWatch(target.Process);
        watch.Start();
        var (groups, lateness) = await OpenAsync(scenarios, options.Duration, firstNumber: 0, stop);
        var noise = watch.Noise();
        foreach (var group in groups)
            Say($"{group.Name,-24} {group.Recorded.Samples.Count,7:#,##0} requests  p50 {group.Recorded.Latencies.Percentile(50),7:0.0}  p90 {group.Recorded.Latencies.Percentile(90),7:0.0}  p99 {group.Recorded.Latencies.Percentile(99),7:0.0} ms  {group.Recorded.Errors} errors");

        var steps = await ClosedAsync(book.All[0], stop);
        return new LoadRun(at, options.Duration, groups, await watch.EndAsync(), noise, lateness, steps) { WarmUp = begun };
    }

    // What cannot be answered at all is said before anything is measured.
    private static async Task OnceAsync(IReadOnlyList<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            foreach (var step in scenario.Steps)
            {
                if ((await step.Ask(new Random(1))) is { Fault: { } fault })
                    throw new InvalidOperationException($"{scenario.Name} cannot begin: {fault}.");
            }
        }
    }

    private static async Task<(IReadOnlyList<Measured> Groups, Latencies Lateness)> OpenAsync(IReadOnlyList<Scenario> scenarios, TimeSpan duration, long firstNumber, CancellationToken stop)
    {
        var groups = scenarios.SelectMany(scenario => scenario.Steps.Select(step => step.Kind).Distinct().Select(kind => (Scenario: scenario, Kind: kind, Recorder: new Recorder()))).ToList();
        var models = scenarios.Select(scenario =>
        {
            var recorders = groups.Where(group => group.Scenario == scenario).ToDictionary(group => group.Kind, group => group.Recorder);
            var model = new OpenModel(scenario.Rate, duration, number => scenario.At(firstNumber + number).Ask(scenario.Dice(firstNumber + number)));
            return (Model: model, Running: model.RunAsync((number, due, milliseconds, answer) => recorders[scenario.At(firstNumber + number).Kind].Add(due, milliseconds, answer), stop));
        }).ToList();
        await Task.WhenAll(models.Select(one => one.Running));
        return (
            [.. groups.Select(group => new Measured(group.Scenario.Name, group.Scenario.Title, group.Kind, group.Recorder.Take()))],
            new Latencies(models.SelectMany(one => one.Model.Lateness.Take().Samples.Select(sample => sample.Milliseconds))));
    }

    private Task<IReadOnlyList<UserStep>> ClosedAsync(Scenario browse, CancellationToken stop) => ClosedModel.RunAsync(
        TimeSpan.FromSeconds(Math.Clamp(options.Duration.TotalSeconds / 20, 1, 10)),
        Limits.P99Of(Kind.Reads),
        (user, i) => browse.At(i).Ask(browse.Dice((user * 100_003L) + i)),
        step => Say($"{step.Users,3} users: {step.PerSecond,8:#,##0.0} answers a second, p50 {step.Median:0.0}, p99 {step.P99:0.0} ms{(step.Errors > 0 ? string.Create(CultureInfo.InvariantCulture, $", {step.Errors} errors") : "")}"),
        stop);

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
