using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Browsing;

/// <summary>A test that looks at the product in a browser. What fails leaves evidence, and what went wrong unasked fails it.</summary>
public abstract class BrowserTest(Stage stage)
{
    // Long for a page on a busy machine; a promise that a page never keeps would last for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What the run shares.</summary>
    protected Stage Stage { get; } = stage;

    /// <summary>Opens a window on a host, does something in it, and expects that nothing went wrong meanwhile.</summary>
    protected async Task BrowseAsync(RunningHost host, WindowSettings settings, Func<BrowserWindow, Task> work)
    {
        await using var window = await OpenAsync(host, settings);
        await WatchAsync(work(window), window);
    }

    /// <summary>The same with two windows, as of two people.</summary>
    protected async Task BrowseTogetherAsync(RunningHost host, WindowSettings settings, Func<BrowserWindow, BrowserWindow, Task> work)
    {
        await using var one = await OpenAsync(host, settings);
        await using var other = await OpenAsync(host, settings);
        await WatchAsync(work(one, other), one, other);
    }

    /// <summary>The same over a copy of the demo company, for a test that writes.</summary>
    protected async Task BrowseOwnDemoAsync(WindowSettings settings, Func<BrowserWindow, Task> work)
    {
        var host = await Stage.OwnDemoAsync();
        try
        {
            await BrowseAsync(host, settings, work);
        }
        finally
        {
            await host.EndAsync();
        }
    }

    private async Task<BrowserWindow> OpenAsync(RunningHost host, WindowSettings settings) =>
        await BrowserWindow.OpenAsync(await (settings.Firefox ? Stage.FirefoxAsync() : Stage.ChromiumAsync()), host, settings);

    private static async Task WatchAsync(Task work, params BrowserWindow[] windows)
    {
        try
        {
            await work.WaitAsync(Patience);
            foreach (var window in windows)
                Assert.Empty(window.Troubles.All);
        }
        catch (Exception)
        {
            for (var i = 0; i < windows.Length; i++)
            {
                var evidence = new Evidence((TestContext.Current.Test?.TestDisplayName ?? "test") + (i == 0 ? "" : "-other"));
                await windows[i].KeepEvidenceAsync(evidence);
                TestContext.Current.SendDiagnosticMessage("Evidence is in {0}", evidence.Folder);
            }

            throw;
        }
    }
}
