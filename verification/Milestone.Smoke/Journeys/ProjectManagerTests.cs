using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>The project manager: says what a phase should cost and how far it is, and finds a home for lines that have none.</summary>
public sealed class ProjectManagerTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Traced = true };

    [Fact]
    public async Task The_list_of_projects_is_searched_and_sorted_and_a_project_has_its_costs_and_its_float() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var name = await Places.ProjectNameAsync(window.Host);
        var list = await ProjectsPage.OpenAsync(window);
        var all = (await list.NamesAsync()).Count;
        await list.SearchAsync(name);
        Assert.Contains(name, await list.NamesAsync());
        Assert.True((await list.NamesAsync()).Count < all);
        await list.ClearAsync();
        await list.SortAsync("Income");
        // What is unassigned is no project and stands last, whatever the order.
        Assert.Equal("Unassigned", (await list.NamesAsync())[^1]);
        var incomes = (await list.AmountsAsync("Income")).SkipLast(1).ToList();
        Assert.Equal(incomes.OrderDescending(), incomes);

        var project = await list.OpenAsync(name);
        await Expect(project.Heading).ToHaveTextAsync(name);
        await Expect(project.Tab).ToHaveTextAsync("Summary");
        await Expect(project.Sheet).ToContainTextAsync("Groundworks");
        foreach (var tab in (string[])["Cost tracker", "Float"])
        {
            await project.GoToAsync(tab);
            await Expect(project.Tab).ToHaveTextAsync(tab);
            await Expect(project.Sheet).ToBeVisibleAsync();
        }
    });

    [Fact]
    public async Task Two_who_change_one_estimate_see_both_versions_and_lose_nothing()
    {
        var host = await Stage.OwnDemoAsync();
        try
        {
            await BrowseTogetherAsync(host, Desk, async (mine, theirs) =>
            {
                var project = await Places.ProjectAsync(host);
                var estimate = await (await EstimatesPage.OpenAsync(mine, project)).OpenFirstAsync();
                var other = await (await EstimatesPage.OpenAsync(theirs, project)).OpenFirstAsync();
                Assert.Equal(mine.Address.Split('?')[0], theirs.Address.Split('?')[0]);

                await estimate.SaveAsync("12,345.67", "The groundworker's quotation");
                await Expect(new EstimatesPage(mine).Notice).ToContainTextAsync("changed");

                // The other form was opened before that.
                theirs.Expect(412);
                await other.SaveAsync("23,456.78", "Measured again on site");
                await Expect(other.BothVersions).ToContainTextAsync("12,345.67");
                await Expect(other.BothVersions).ToContainTextAsync("The groundworker's quotation");
                await Expect(other.AmountField).ToHaveValueAsync("23,456.78");
                await Expect(other.Notes).ToHaveValueAsync("Measured again on site");

                await other.SaveAsync();
                await Expect(new EstimatesPage(theirs).Notice).ToContainTextAsync("changed");
                estimate = await (await EstimatesPage.OpenAsync(mine, project)).OpenFirstAsync();
                await Expect(estimate.AmountField).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^23,?456.78$"));
                await Expect(estimate.Versions).ToContainTextAsync("12,345.67");
            });
        }
        finally
        {
            await host.EndAsync();
        }
    }

    [Fact]
    public Task Progress_that_is_entered_stays() => BrowseOwnDemoAsync(Desk, async window =>
    {
        var project = await Places.ProjectAsync(window.Host);
        var progress = await (await EstimatesPage.OpenAsync(window, project)).SetProgressAsync();
        await progress.Field("Groundworks").FillAsync("62.5");
        await progress.SaveAsync();
        await Expect(new EstimatesPage(window).Notice).ToContainTextAsync("The progress is saved");

        progress = await (await EstimatesPage.OpenAsync(window, project)).SetProgressAsync();
        await Expect(progress.Field("Groundworks")).ToHaveValueAsync("62.5");
    });

    [Fact]
    public Task A_line_without_a_project_gets_one_after_its_effect_was_seen() => BrowseOwnDemoAsync(Desk, async window =>
    {
        var name = await Places.ProjectNameAsync(window.Host);
        var before = await ProfitAsync(window, name);
        var page = await AssignmentsPage.OpenAsync(window);

        var amount = await page.PreviewFirstAsync(name);
        Assert.Equal(amount, await page.ChangeOfAsync(name));
        Assert.Equal(before, await ProfitAsync(window, name));

        await page.ConfirmAsync();
        await Expect(page.Notice).ToContainTextAsync("1 line assigned");
        Assert.Equal(before + amount, await ProfitAsync(window, name));
    });

    // Over all the years of the demo's books.
    private static async Task<decimal> ProfitAsync(BrowserWindow window, string project) =>
        (decimal)(await window.Host.AskAsync("projects?from=2020-01-01&to=2030-12-31"))["projects"]!.AsArray().Single(one => (string?)one!["name"] == project)!["profit"]!;
}
