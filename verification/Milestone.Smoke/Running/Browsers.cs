using Microsoft.Playwright;
using Xunit;

namespace Milestone.Smoke.Running;

/// <summary>The browsers of this machine. None is downloaded: the tests drive what the distribution brings.</summary>
internal sealed class Browsers : IAsyncDisposable
{
    // Nothing of the browser's own may go out or get in the way: no updates, no first-run pages, no GPU that a build machine lacks.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--lang=en-GB",
        "--font-render-hinting=none", "--force-color-profile=srgb",
    ];

    private readonly Lazy<Task<IPlaywright>> playwright = new(Playwright.CreateAsync);
    private readonly Lazy<Task<IBrowser>> chromium;
    private readonly Lazy<Task<IBrowser>> firefox;

    public Browsers()
    {
        chromium = new(async () => await (await playwright.Value).Chromium.LaunchAsync(new() { ExecutablePath = ChromiumPath!, Args = Quiet }));
        firefox = new(async () => await (await playwright.Value).Firefox.LaunchAsync(new() { Channel = "moz-firefox", ExecutablePath = FirefoxPath! }));
    }

    /// <summary>Where Chromium is, or null: CHROME_PATH (which Lighthouse reads too), else the usual names.</summary>
    public static string? ChromiumPath { get; } = Find(Environment.GetEnvironmentVariable("CHROME_PATH"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /// <summary>Where Firefox is, or null.</summary>
    public static string? FirefoxPath { get; } = Find(null, "firefox-esr", "firefox");

    /// <summary>Chromium; skips the test where there is none, which on a build machine is a failure: nothing would have been proved.</summary>
    public Task<IBrowser> ChromiumAsync()
    {
        Require(ChromiumPath, "Chromium is not installed: apt-get install chromium, or name a Chrome in CHROME_PATH.");
        return chromium.Value;
    }

    /// <summary>Firefox by WebDriver BiDi, which Playwright counts as experimental; skips the test where there is none.</summary>
    public Task<IBrowser> FirefoxAsync()
    {
        Assert.SkipWhen(FirefoxPath is null, "Firefox is not installed: apt-get install firefox-esr.");
        return firefox.Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in new[] { chromium, firefox }.Where(one => one.IsValueCreated))
            await (await browser.Value).DisposeAsync();
        if (playwright.IsValueCreated)
            (await playwright.Value).Dispose();
    }

    private static void Require(string? path, string reason)
    {
        if (path is not null)
            return;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static string? Find(string? given, params string[] names)
    {
        if (given is { Length: > 0 })
            return File.Exists(given) ? given : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))).FirstOrDefault(File.Exists);
    }
}
