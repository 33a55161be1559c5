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

    // A chart is made livelier when it comes near; those that never were are named.
    private const string Settle = """
        async () => {
          await document.fonts.ready
          const charts = document.querySelector('script[src]') ? [...document.querySelectorAll('figure[data-chart]')].filter(figure => figure.checkVisibility()) : []
          for (const figure of charts) {
            figure.scrollIntoView({ block: 'center', behavior: 'instant' })
            for (let i = 0; i < 200 && !figure.classList.contains('is-live'); i++) await new Promise(later => setTimeout(later, 25))
          }
          if (charts.length) scrollTo({ top: 0, behavior: 'instant' })
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
          return charts.filter(figure => !figure.classList.contains('is-live')).map(figure => `a chart that was never drawn: ${figure.innerText.slice(0, 60)}`)
        }
        """;

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
        context.SetDefaultNavigationTimeout(30_000);
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

    /// <summary>Waits until the page will not change by itself: everything is loaded, the fonts are there, the charts are drawn.</summary>
    public async Task SettleAsync()
    {
        // Where no script runs, nothing that a page promises is ever kept.
        if (!Settings.Scripts)
        {
            await Page.WaitForLoadStateAsync(LoadState.Load);
            return;
        }

        // Asked of the page and not awaited as its event, which may be over by now.
        await Page.EvaluateAsync("document.readyState === 'complete' ? undefined : new Promise(done => addEventListener('load', () => done(), { once: true }))");
        Assert.Empty(await Page.EvaluateAsync<string[]>(Settle) ?? []);
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
