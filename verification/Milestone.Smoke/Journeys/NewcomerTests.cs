using Milestone.Smoke.Browsing;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using UglyToad.PdfPig;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>Somebody who was sent the address and nothing else.</summary>
public sealed class NewcomerTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Traced = true };

    [Fact]
    public async Task The_start_page_says_whose_figures_these_are_of_which_days_and_how_fresh() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var start = await DashboardPage.OpenAsync(window);

        await Expect(start.Here).ToHaveTextAsync("Dashboard");
        await Expect(start.Heading).ToHaveTextAsync("Harrow & Vale Construction Ltd");
        await Expect(start.Subtitle).ToContainTextAsync("1 Apr 2026 to 25 Nov 2026");
        await Expect(start.Subtitle).ToContainTextAsync("Accrual basis");
        await Expect(start.AsOf).ToContainTextAsync("Data as of");
        Assert.True(ProductPage.Amount(await start.KeyFigure("Income").InnerTextAsync()) > 0);
    });

    [Fact]
    public async Task From_a_figure_one_gets_to_a_document_and_back_to_the_same_place() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var start = await DashboardPage.OpenAsync(window);
        await start.GoAsync("Profit and loss");
        var statement = new StatementPage(window);
        await statement.ChoosePeriodAsync("Last month");
        var (left, figure) = (window.Address, await statement.AmountAsync("Materials"));

        var lines = await statement.OpenAsync("Materials");
        await Expect(lines.Heading).ToHaveTextAsync("Materials");
        Assert.Equal(figure, await lines.TotalAsync());
        var amounts = await lines.AmountsAsync();

        var document = await lines.OpenAsync(0);
        // A cost is positive among costs, and takes from profit.
        Assert.Contains(-amounts[0], await document.EffectsAsync());
        Assert.StartsWith("https://go.xero.com/", await document.InXero.GetAttributeAsync("href"), StringComparison.Ordinal);

        statement = await (await document.BackAsync()).BackAsync();
        Assert.Equal(Sorted(left), Sorted(window.Address));
        Assert.Equal(figure, await statement.AmountAsync("Materials"));
    });

    [Fact]
    public async Task A_theme_stays_chosen_from_page_to_page() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var page = await StatementPage.OpenAsync(window, "?period=last-month");

        await page.ChooseThemeAsync("Dark");
        Assert.Equal("statement?period=last-month", window.Address);
        Assert.True(await BrightnessAsync(window) < 60);
        await page.GoAsync("Dashboard");
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ChooseThemeAsync("Light");
        Assert.True(await BrightnessAsync(window) > 200);
    });

    [Fact]
    public async Task What_is_taken_away_as_PDF_has_the_figure_that_was_on_the_page() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var statement = await StatementPage.OpenAsync(window, "?period=last-month");
        var profit = (await statement.Cell("Net profit").InnerTextAsync()).Trim();

        var (name, bytes) = await statement.TakeAwayAsync("PDF");

        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        using var file = PdfDocument.Open(bytes);
        var text = string.Join(' ', file.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));
        Assert.Contains(profit, text, StringComparison.Ordinal);
        Assert.Contains("Harrow & Vale Construction Ltd", text, StringComparison.Ordinal);
    });

    // Of the page's ground, from 0 for black to 255 for white.
    private static Task<int> BrightnessAsync(BrowserWindow window) =>
        window.Page.EvaluateAsync<int>("""Math.max(...getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number))""");

    // The same view may name its parameters in another order, and the organisation as well.
    private static string Sorted(string address) =>
        string.Join('&', address.Split('?', '&').Where(part => !part.StartsWith("organisation=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
