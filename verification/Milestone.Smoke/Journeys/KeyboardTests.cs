using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>Somebody without a mouse.</summary>
public sealed class KeyboardTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Traced = true };

    // What has the focus: its words, whether one sees that it has it, and whether it is in view and not covered.
    private const string Focused = """
        () => {
          const element = document.activeElement
          if (!element || element === document.body) return null
          const style = getComputedStyle(element)
          // Words that wrap have a rectangle a line.
          const { left, right, top, bottom, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect()
          const [x, y] = [Math.min(Math.max(left + Math.min(width, 40) / 2, 1), innerWidth - 1), Math.min(Math.max(top + Math.min(height, 40) / 2, 1), innerHeight - 1)]
          const atTop = document.elementFromPoint(x, y)
          return {
            words: (element.getAttribute('aria-label') || (element.labels?.[0]?.firstChild.textContent ?? '') || element.innerText || element.name || element.tagName).trim().replace(/\s+/g, ' ').slice(0, 60),
            outlined: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== 'none',
            inView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 1 && height > 1,
            covered: !(atTop && (element.contains(atTop) || atTop.contains(element) || atTop.closest('label')?.contains(element))),
            tag: element.tagName.toLowerCase(),
          }
        }
        """;

    public static TheoryData<string> Pages => ["dashboard", "statement-compared", "statement-projects", "postings", "document", "first-steps", "not-found"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_tab_key_goes_through_a_page_visibly_and_out_at_its_end(string name)
    {
        var view = Views.Of(name);
        var host = await Stage.HostAsync(view.Books);
        await BrowseAsync(host, Desk, async window =>
        {
            await window.GoAsync(await Places.FindAsync(host, view), view.Status);
            // As many as there are, on a page with hundreds of links not each of them.
            var stops = new List<Stop>();
            Stop? stop = null;
            for (var i = 0; i < 60 && (stop = await PressTabAsync(window)) is not null; i++)
                stops.Add(stop);

            Assert.Equal("Skip to content", stops[0].Words);
            Assert.Empty(stops.Where(one => !one.Outlined).Select(one => $"no one sees that it has the focus: {one.Tag} {one.Words}"));
            Assert.Empty(stops.Where(one => !one.InView).Select(one => $"it has the focus out of view: {one.Tag} {one.Words}"));
            Assert.Empty(stops.Where(one => one.Covered).Select(one => $"it has the focus under something else: {one.Tag} {one.Words}"));
            // From the last stop on, backwards: out of everything that was gone into.
            await window.Page.Keyboard.PressAsync("Shift+Tab");
            Assert.NotEqual(stops[^1].Words + stops.Count, (await FocusedAsync(window))?.Words);
        });
    }

    [Fact]
    public async Task A_statement_is_reached_changed_and_opened_up_by_keys_alone() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        await window.GoAsync("statement?period=last-month");
        var page = window.Page;

        // Past the masthead by the first link.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();

        // Days of one's own: the menu opens by Enter, its fields follow, and Enter in a field sends them.
        await TabToAsync(window, "Other days");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(window, "From");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2026-09-01");
        await page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-09-30");
        await page.Keyboard.PressAsync("Enter");
        var statement = new StatementPage(window);
        await Expect(statement.Subtitle).ToContainTextAsync("1 Sep 2026 to 30 Sep 2026");

        // A choice of the form by arrow keys, sent by its button.
        await TabToAsync(window, "Columns");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(window, "Update");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("columns=month"));

        // Into the table, which a keyboard scrolls, and to the lines behind a figure.
        await TabToAsync(window, "Profit and loss, table");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("statement/postings"));
    });

    [Fact]
    public async Task A_wide_table_scrolls_by_arrow_keys() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk with { Width = 768 }, async window =>
    {
        await window.GoAsync("statement?period=this-year&columns=month");
        var region = window.Page.GetByRole(AriaRole.Region, new() { Name = "Profit and loss, table" });

        await region.FocusAsync();
        for (var i = 0; i < 5; i++)
            await window.Page.Keyboard.PressAsync("ArrowRight");
        // Scrolling is smooth where the reader did not ask otherwise: it is waited for, frame by frame, as long as a test may take.
        await region.EvaluateAsync("region => new Promise(scrolled => { const look = () => region.scrollLeft > 20 ? scrolled() : requestAnimationFrame(look); look() })");
    });

    private static async Task TabToAsync(BrowserWindow window, string words)
    {
        var seen = new List<string>();
        for (var i = 0; i < 80; i++)
        {
            if (await PressTabAsync(window) is not { } stop)
                break;
            seen.Add(stop.Words);
            if (stop.Words == words)
                return;
        }

        Assert.Fail($"The tab key does not come to '{words}'. It came to: {string.Join(", ", seen)}");
    }

    private static async Task<Stop?> PressTabAsync(BrowserWindow window)
    {
        await window.Page.Keyboard.PressAsync("Tab");
        return await FocusedAsync(window);
    }

    private static Task<Stop?> FocusedAsync(BrowserWindow window) => window.Page.EvaluateAsync<Stop?>(Focused);

    private sealed record Stop
    {
        public string Words { get; init; } = "";

        public bool Outlined { get; init; }

        public bool InView { get; init; }

        public bool Covered { get; init; }

        public string Tag { get; init; } = "";
    }
}
