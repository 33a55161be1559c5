using Milestone.Smoke.Browsing;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>The newcomer's way once more in another engine, where Firefox is installed.</summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class FirefoxTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Firefox = true };

    [Fact]
    public async Task From_a_figure_one_gets_to_its_lines_and_back_in_Firefox_too() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var start = await DashboardPage.OpenAsync(window);
        await start.GoAsync("Profit and loss");
        var statement = new StatementPage(window);
        await statement.ChoosePeriodAsync("Last month");
        var figure = await statement.AmountAsync("Materials");

        var lines = await statement.OpenAsync("Materials");
        Assert.Equal(figure, await lines.TotalAsync());
        statement = await lines.BackAsync();
        await Expect(statement.Heading).ToHaveTextAsync("Profit and loss");
        Assert.Equal(figure, await statement.AmountAsync("Materials"));
    });
}
