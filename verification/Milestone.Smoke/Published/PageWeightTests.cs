using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Published;

/// <summary>How many bytes a page costs over the wire, as the browser counted them: compressed, with headers, without what it had kept.</summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class PageWeightTests(Stage stage)
{
    private const int Kilobyte = 1024;
    private const int FirstVisit = 60 * Kilobyte;
    private const int LaterVisit = 20 * Kilobyte;
    private const int Charts = 220 * Kilobyte;

    [Fact]
    public async Task A_first_visit_a_later_one_and_the_charts_stay_below_their_weights()
    {
        await using var host = await PublishedHost.StartAsync(stage);
        await using var context = await (await stage.ChromiumAsync()).NewContextAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 900 } });

        await context.AddCookiesAsync([host.SessionCookie]);

        var first = await WeighAsync(context, new Uri(host.Start, "dashboard"));
        var again = await WeighAsync(context, new Uri(host.Start, "dashboard?period=last-month"));
        var statement = await WeighAsync(context, new Uri(host.Start, "statement?period=this-year&columns=month"));
        var projects = await WeighAsync(context, new Uri(host.Start, "projects"));

        await File.WriteAllLinesAsync(
            Path.Combine(Artifacts.Folder("smoke"), "page-weights.txt"),
            new[] { ("First visit: dashboard", first), ("Later: dashboard of another month", again), ("Later: a year by month", statement), ("Later: projects", projects) }
                .SelectMany(visit => visit.Item2.Select(one => $"{visit.Item1,-36} {one.Bytes,8} B  {one.Path}").Append($"{visit.Item1,-36} {visit.Item2.Sum(one => one.Bytes),8} B  in all")),
            TestContext.Current.CancellationToken);
        var charts = first.Where(IsChart).ToList();
        Assert.True(Sum(first.Except(charts)) <= FirstVisit, Said(first));
        Assert.True(Sum(charts) <= Charts, Said(charts));
        foreach (var later in new[] { again, statement, projects })
            Assert.True(Sum(later.Where(one => !IsChart(one))) <= LaterVisit, Said(later));
        // What has a fingerprint in its name, and the font with a version in its own, is asked for once.
        Assert.DoesNotContain(again.Concat(statement).Concat(projects), one => one.Path.Contains("dist/", StringComparison.Ordinal) && first.Any(known => known.Path == one.Path));
        Assert.DoesNotContain(again.Concat(statement).Concat(projects), one => one.Path.Contains("fonts/", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Transfer>> WeighAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        await using var session = new Session(await context.NewCDPSessionAsync(page));
        var paths = new ConcurrentDictionary<string, string>();
        var transfers = new ConcurrentBag<Transfer>();
        await session.HearAsync("Network.responseReceived", said => paths[said.GetProperty("requestId").GetString()!] = new Uri(said.GetProperty("response").GetProperty("url").GetString()!).AbsolutePath);
        await session.HearAsync("Network.loadingFinished", said =>
        {
            // What came from the browser's own memory cost nothing.
            if (said.GetProperty("encodedDataLength").GetInt32() is var bytes and > 0 && paths.TryGetValue(said.GetProperty("requestId").GetString()!, out var path))
                transfers.Add(new Transfer(path, bytes));
        });
        await page.GotoAsync(address.AbsoluteUri);
        await page.Mouse.WheelAsync(0, 4_000);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.CloseAsync();
        return [.. transfers.OrderByDescending(one => one.Bytes)];
    }

    private static bool IsChart(Transfer transfer) => transfer.Path.Contains("charts", StringComparison.Ordinal);

    private static int Sum(IEnumerable<Transfer> transfers) => transfers.Sum(one => one.Bytes);

    private static string Said(IEnumerable<Transfer> transfers) => string.Join('\n', transfers.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Bytes} B {one.Path}")));

    private sealed record Transfer(string Path, int Bytes);

    /// <summary>The browser's own account of the network.</summary>
    private sealed class Session(ICDPSession cdp) : IAsyncDisposable
    {
        public async Task HearAsync(string what, Action<JsonElement> hear)
        {
            cdp.Event(what).OnEvent += (_, said) =>
            {
                if (said is { } content)
                    hear(content);
            };
            await cdp.SendAsync("Network.enable");
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await cdp.DetachAsync();
            }
            catch (PlaywrightException)
            {
                // The page it belonged to is closed, and it with it.
            }
        }
    }
}
