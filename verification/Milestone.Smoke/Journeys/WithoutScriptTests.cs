using Milestone.Smoke.Browsing;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>Somebody whose browser runs no script: the essentials are links, forms and tables.</summary>
public sealed class WithoutScriptTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Scripts = false, Traced = true };

    [Fact]
    public async Task A_statement_is_asked_for_opened_up_and_taken_away_without_script() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var start = await DashboardPage.OpenAsync(window);
        await start.ChoosePeriodAsync("Last month");
        await Expect(start.Subtitle).ToContainTextAsync("1 Oct 2026 to 31 Oct 2026");
        await start.ChooseThemeAsync("Dark");
        await start.GoAsync("Profit and loss");

        var statement = new StatementPage(window);
        await Expect(statement.Subtitle).ToContainTextAsync("1 Oct 2026 to 31 Oct 2026");
        await statement.ShowAsync(("Columns", "Projects"), ("Basis", "Cash"), ("Figures in", "Whole pounds"));
        await Expect(statement.Subtitle).ToContainTextAsync("Cash basis");
        Assert.Contains("Unassigned", await statement.ColumnsAsync());

        var figure = await statement.AmountAsync("Materials");
        var lines = await statement.OpenAsync("Materials");
        Assert.Equal(figure, Math.Round(await lines.TotalAsync(), MidpointRounding.AwayFromZero));

        var (name, bytes) = await (await lines.BackAsync()).TakeAwayAsync("CSV");
        Assert.EndsWith(".csv", name, StringComparison.Ordinal);
        Assert.Contains("Unassigned", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Charts_are_pictures_with_words_before_any_script_makes_more_of_them() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        await window.GoAsync("dashboard");

        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Img).First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^Chart: .+"));
        Assert.NotEqual(0, await window.Page.Locator("main svg .bar").CountAsync());
    });
}
