using Microsoft.Playwright;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Browsing;

/// <summary>Someone's browser: a window with nothing remembered, in British English and London's time, on one host.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private const string CookieName = "milestone-theme";

    // A breach of the content policy is reported to scripts as an event; on the console it stands as an error.
    private const string TellOfBreaches =
        "addEventListener('securitypolicyviolation', e => console.error(`content policy: ${e.effectiveDirective} refused ${e.blockedURI} in ${e.sourceFile}:${e.lineNumber}`));";

    private readonly IBrowserContext context;
    private readonly Troubles troubles;
    private readonly bool traced;

    private BrowserWindow(IBrowserContext context, IPage page, RunningHost host, WindowSettings settings, Troubles troubles)
    {
        this.context = context;
        this.troubles = troubles;
        traced = settings.Traced;
        Page = page;
        Host = host;
        Settings = settings;
    }

    /// <summary>The page in the window.</summary>
    public IPage Page { get; }

    /// <summary>What it looks at.</summary>
    public RunningHost Host { get; }

    /// <summary>How it looks.</summary>
    public WindowSettings Settings { get; }

    /// <summary>What went wrong by itself.</summary>
    internal Troubles Troubles => troubles;

    /// <summary>The address in view, below the base.</summary>
    public string Address => Page.Url[Host.UrlOf("").Length..];

    internal static async Task<BrowserWindow> OpenAsync(IBrowser browser, RunningHost host, WindowSettings settings)
    {
        var context = await browser.NewContextAsync(new()
        {
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ViewportSize = new() { Width = settings.Width, Height = settings.Height },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = settings.LessMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            JavaScriptEnabled = settings.Scripts,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(10_000);
        if (settings.Theme is { } theme)
            await context.AddCookiesAsync([new() { Name = CookieName, Value = theme, Url = host.UrlOf("") }]);
        if (settings.Traced)
            await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        if (settings.Scripts)
            await context.AddInitScriptAsync(TellOfBreaches);
        var page = await context.NewPageAsync();
        var troubles = new Troubles();
        troubles.Watch(page);
        return new BrowserWindow(context, page, host, settings, troubles);
    }

    /// <summary>Goes to an address below the base and waits until it is drawn, fonts and all.</summary>
    public async Task GoAsync(string address, int status = 200)
    {
        if (status >= 400)
            troubles.Expect(status);
        var answer = await Page.GotoAsync(Host.UrlOf(address));
        Assert.True(answer?.Status == status, $"{address} answered {answer?.Status}, not {status}");
        await SettleAsync();
    }

    /// <summary>Waits until what is in view will not change by itself: everything is loaded, the fonts are there, and it is drawn.</summary>
    public async Task SettleAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        // Where no script runs, nothing that a page promises is ever kept.
        if (Settings.Scripts)
            await Page.EvaluateAsync("document.fonts.ready.then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))).then(() => undefined)");
    }

    /// <summary>Draws the page in view once more in another theme, as the reader's next page would be.</summary>
    public async Task ChooseThemeAsync(string theme)
    {
        await Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme }", theme);
        // Colours may be on their way from one theme to the other.
        await Page.EvaluateAsync("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => undefined)");
    }

    /// <summary>An answer of this status is what the test wants.</summary>
    public void Expect(int status) => troubles.Expect(status);

    /// <summary>Does something that hands a file over, and says where the file is.</summary>
    public async Task<(string Name, byte[] Bytes)> TakeAwayAsync(Func<Task> act)
    {
        var download = await Page.RunAndWaitForDownloadAsync(act);
        Assert.Null(await download.FailureAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    /// <summary>Keeps a picture, the page, the console and the steps, for whoever looks into the failure.</summary>
    internal async Task KeepEvidenceAsync(Evidence evidence)
    {
        evidence.Write("console.txt", string.Join('\n', [Page.Url, .. troubles.All, "", troubles.Console]));
        evidence.Write("host.log", Host.Log);
        await evidence.TryAsync(async () => evidence.Write("page.html", await Page.ContentAsync()));
        await evidence.TryAsync(() => Page.ScreenshotAsync(new() { Path = evidence.PathOf("page.png"), FullPage = true }));
        if (traced)
            await evidence.TryAsync(() => context.Tracing.StopAsync(new() { Path = evidence.PathOf("trace.zip") }));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
