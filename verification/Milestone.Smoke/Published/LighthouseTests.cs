using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Published;

/// <summary>Lighthouse on the published host, as a phone on a slow network would have it. Its reports are in artifacts/lighthouse.</summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class LighthouseTests(Stage stage)
{
    /// <summary>The variable that names the folder in which it is installed.</summary>
    public const string Variable = "MILESTONE_LIGHTHOUSE";

    private const string Flags = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

    // The aim is 95; on a machine that others use too the same page swings by several points.
    private const int LeastPerformance = 90;

    [Fact]
    public async Task The_main_pages_are_without_fault_for_access_practice_and_search_and_fast()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(folder is { Length: > 0 }, $"{Variable} names no installed Lighthouse: ./build.sh Lighthouse installs it and sets it.");
        Assert.SkipWhen(Browsers.ChromiumPath is null, "Chromium is not installed: apt-get install chromium, or name a Chrome in CHROME_PATH.");
        await using var host = await PublishedHost.StartAsync(stage);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = host.Start, DefaultRequestHeaders = { { "Cookie", host.Session } } };

        var faults = new List<string>();
        var lines = new List<string>();
        foreach (var page in (string[])["dashboard", "statement", "projects"])
        {
            // The first seconds of a host are its slowest, and no reader's after the first.
            for (var i = 0; i < 3; i++)
                (await client.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();
            var scores = await JudgeAsync(folder, new Uri(host.Start, page), host.Session, Path.Combine(Artifacts.Folder("lighthouse"), page));
            lines.Add($"{page,-12} {string.Join("  ", scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value}")))}");
            faults.AddRange(scores.Where(score => score.Value < (score.Key == "performance" ? LeastPerformance : 100)).Select(score => string.Create(CultureInfo.InvariantCulture, $"{page}: {score.Key} {score.Value}")));
        }

        await File.WriteAllLinesAsync(Path.Combine(Artifacts.Folder("lighthouse"), "scores.txt"), lines, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lines));
        Assert.Empty(faults);
    }

    private static async Task<IReadOnlyDictionary<string, int>> JudgeAsync(string folder, Uri address, string session, string report)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(folder, "node_modules", "lighthouse", "cli", "index.js"), address.AbsoluteUri, "--quiet", "--output=json", "--output=html", $"--output-path={report}", $"--chrome-flags={Flags}", $"--extra-headers={JsonSerializer.Serialize(new { Cookie = session })}"])
            start.ArgumentList.Add(argument);
        start.Environment["CHROME_PATH"] = Browsers.ChromiumPath;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"Lighthouse ended with exit code {process.ExitCode}:\n{await error}{await output}");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report + ".report.json"));
        return json.RootElement.GetProperty("categories").EnumerateObject().ToDictionary(category => category.Name, category => (int)Math.Round(category.Value.GetProperty("score").GetDecimal() * 100));
    }
}
