using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>
/// The charts in a browser: alive under the strict content policy (a breach is a trouble, and a trouble fails every test here), walked through by
/// keyboard, in the colours of the theme, and complete without a script and on paper.
/// </summary>
public sealed partial class ChartTests(Stage stage) : CatalogueTest(stage)
{
    private const int Charts = 5;

    [Theory]
    [InlineData(1440, "light")]
    [InlineData(390, "dark")]
    public Task Every_chart_comes_alive_and_bears_being_pointed_at(int width, string theme) => LookAsync("dashboard", new WindowSettings { Width = width, Theme = theme, LessMotion = true }, async window =>
    {
        await AwakeAsync(window);
        foreach (var chart in await window.Page.Locator(".chart-live").AllAsync())
        {
            await chart.ScrollIntoViewIfNeededAsync();
            var box = (await chart.BoundingBoxAsync())!;
            Assert.True(box.X >= 0 && box.X + box.Width <= width, $"a chart lies from {box.X} to {box.X + box.Width}");
            for (var i = 1; i < 8; i++)
                await window.Page.Mouse.MoveAsync(box.X + (box.Width * i / 8), box.Y + (box.Height / 2));
        }
    });

    [Fact]
    public Task The_arrow_keys_walk_through_a_chart_and_say_its_figures_and_enter_follows_it() => LookAsync("dashboard", new WindowSettings { LessMotion = true }, async window =>
    {
        await AwakeAsync(window);
        var chart = window.Page.Locator("section[aria-labelledby=projects] figure");
        await chart.Locator(".chart-live").FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowDown");

        var row = chart.Locator("tbody tr").Nth(1);
        var name = (await row.Locator("th").TextContentAsync())!.Trim();
        Assert.StartsWith($"{name}: Net profit ", await chart.Locator("[aria-live]").TextContentAsync(), StringComparison.Ordinal);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync(new Regex("statement\\?.*project="));
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync(name);
    });

    [Fact]
    public Task A_charts_figures_open_below_it() => LookAsync("dashboard", new WindowSettings { LessMotion = true }, async window =>
    {
        await AwakeAsync(window);
        var figures = window.Page.Locator("section[aria-labelledby=trend] details.chart-table");
        await Assertions.Expect(figures.Locator("table")).ToBeHiddenAsync();

        await figures.Locator("summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(figures.Locator("tbody tr")).ToHaveCountAsync(12);
        await Assertions.Expect(figures.Locator("table")).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_theme_that_changes_changes_the_charts() => LookAsync("dashboard", new WindowSettings { Theme = "light", LessMotion = true }, async window =>
    {
        await AwakeAsync(window);
        var light = await FillsAsync(window);
        await window.ChooseThemeAsync("dark");
        await window.SettleAsync();

        Assert.Contains("#0f766e", light); // --series-income
        var dark = await FillsAsync(window);
        Assert.Contains("#3fb5a7", dark);
        Assert.DoesNotContain("#0f766e", dark);
    });

    [Fact]
    public Task Without_a_script_the_servers_pictures_are_there() => LookAsync("dashboard", new WindowSettings { Scripts = false }, async window =>
    {
        await Assertions.Expect(window.Page.Locator(".chart-live")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.Locator("section[aria-labelledby=trend] .chart-plot")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("section[aria-labelledby=projects] .bar-picture").First).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("section[aria-labelledby=costs] .bar-picture").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task On_paper_they_are_the_pictures_too() => LookAsync("dashboard", new WindowSettings { LessMotion = true }, async window =>
    {
        await AwakeAsync(window);
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(window.Page.Locator(".chart-live").First).ToBeHiddenAsync();
        await Assertions.Expect(window.Page.Locator("section[aria-labelledby=trend] .chart-plot")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("section[aria-labelledby=bridge] .bar-picture").First).ToBeVisibleAsync();
    });

    // Charts wake as they come near, so the reader scrolls past all of them.
    private static async Task AwakeAsync(BrowserWindow window)
    {
        if (await window.Page.Locator("script[data-charts]").CountAsync() == 0 && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The scripts are not bundled. Run ./build.sh Assets, and build the host again.");
        var figures = window.Page.Locator("figure[data-chart]");
        await Assertions.Expect(figures).ToHaveCountAsync(Charts);
        for (var i = 0; i < Charts; i++)
        {
            await figures.Nth(i).ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(figures.Nth(i).Locator(".chart-live svg")).ToBeVisibleAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> FillsAsync(BrowserWindow window)
    {
        var fills = await window.Page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('.chart-live svg [fill]')].map(one => one.getAttribute('fill')))]");
        return [.. fills.Select(fill => Rgb().Match(fill) is { Success: true } rgb
            ? "#" + string.Concat(rgb.Groups.Values.Skip(1).Select(part => int.Parse(part.Value, System.Globalization.CultureInfo.InvariantCulture).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))
            : fill)];
    }

    [GeneratedRegex(@"^rgb\((\d+), ?(\d+), ?(\d+)\)$")]
    private static partial Regex Rgb();
}
