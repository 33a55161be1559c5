using System.Globalization;
using Milestone.Load;
using Milestone.Load.Reporting;
using Milestone.Load.Scenarios;
using Milestone.Load.Verdicts;

// Asks a running installation with the demo company as its readers would, and judges what comes back. ./build.sh Load starts one and says where it is.
// 0: every limit holds. 1: one does not, or nothing could be measured. 2: the request was not understood.
if (Target.FromEnvironment() is not { } target)
{
    Console.Error.WriteLine($"Run ./build.sh Load. By hand: {Target.Address}, {Target.PasswordVariable} and {Target.TokenVariable} name an installation with the demo company, and {Target.ProcessVariable} its process.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var options = LoadOptions.Parse(args);
    Directory.CreateDirectory(options.Folder);
    var json = Path.Combine(options.Folder, "report.json");
    var (earlier, which) = Figures.Earlier(json, Path.Combine(AppContext.BaseDirectory, "baseline.json"));
    var run = await new LoadTest(target, options, Console.Out).RunAsync(stop.Token);
    var verdicts = Limits.Of(run);
    var page = Path.Combine(options.Folder, "report.html");
    File.WriteAllText(page, HtmlReport.Write(run, verdicts, earlier, which));
    Figures.Of(run, verdicts).Save(json);

    Console.WriteLine(run.Knee is { } knee
        ? string.Create(CultureInfo.InvariantCulture, $"The knee is at {knee.Users} users: {knee.PerSecond:#,##0} answers a second, p99 {knee.P99:0.0} ms.")
        : "The knee was not reached.");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Host: {run.MostMemory:0} MB at most, {run.MostOfItsOwn:0} of them its own and of no file. Processors: host {run.Noise.Host:0%}, asking {run.Noise.Generator:0%}, PostgreSQL and others {run.Noise.Others:0%}; requests left late by {run.Lateness.Percentile(99):0.0} ms at p99."));
    Console.WriteLine($"Compared with {which}.");
    foreach (var verdict in verdicts.Where(verdict => !verdict.Holds))
        Console.WriteLine($"DOES NOT HOLD  {verdict.Name}: {verdict.Seen}, must be {verdict.Must}");
    Console.WriteLine($"{verdicts.Count(verdict => verdict.Holds)} of {verdicts.Count} limits hold. Report: {page}");
    return verdicts.All(verdict => verdict.Holds) ? 0 : 1;
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or OperationCanceledException)
{
    Console.Error.WriteLine($"Nothing was measured: {problem.Message}");
    return 1;
}
