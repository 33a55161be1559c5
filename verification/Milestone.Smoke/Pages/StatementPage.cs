using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The profit and loss.</summary>
public sealed class StatementPage(BrowserWindow window) : ProductPage(window)
{
    private ILocator Table => Main.Locator("table.report").First;

    /// <summary>Opens it in a view that somebody has a link to.</summary>
    public static async Task<StatementPage> OpenAsync(BrowserWindow window, string query = "")
    {
        await window.GoAsync("statement" + query);
        return new StatementPage(window);
    }

    /// <summary>Whose figures, of which days, on which basis.</summary>
    public ILocator Subtitle => Main.Locator(".subtitle").First;

    /// <summary>The headings of its columns, without the first.</summary>
    public async Task<IReadOnlyList<string>> ColumnsAsync() =>
        [.. (await Table.Locator("thead th").AllInnerTextsAsync()).Skip(1).Select(text => text.Trim())];

    /// <summary>The cell of a row by the words it begins with, and of a column by its place.</summary>
    public ILocator Cell(string row, int column = 0) =>
        Table.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) }).GetByRole(AriaRole.Cell).Nth(column);

    /// <summary>The amount in a cell.</summary>
    public async Task<decimal> AmountAsync(string row, int column = 0) => Amount(await Cell(row, column).InnerTextAsync());

    /// <summary>Opens the lines behind a figure.</summary>
    public async Task<PostingsPage> OpenAsync(string row, int column = 0)
    {
        await FollowAsync(Cell(row, column).GetByRole(AriaRole.Link));
        return new PostingsPage(Window);
    }

    /// <summary>Shows other days by the name of their period.</summary>
    public Task ChoosePeriodAsync(string name) => FollowAsync(Page.GetByRole(AriaRole.Navigation, new() { Name = "Period" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));

    /// <summary>Changes what is shown, by the labels of the fields and the words of their options, and has it drawn.</summary>
    public async Task ShowAsync(params (string Field, string Option)[] choices)
    {
        var form = Main.GetByRole(AriaRole.Form, new() { Name = "What the statement shows" });
        if (!await form.IsVisibleAsync())
            await Main.Locator("details.options > summary").ClickAsync();
        foreach (var (field, option) in choices)
            await form.GetByLabel(field, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });
        await form.GetByRole(AriaRole.Button, new() { Name = "Update" }).ClickAsync();
        await Window.SettleAsync();
    }

    /// <summary>Ticks or unticks a box, and has it drawn.</summary>
    public async Task TickAsync(string box, bool on = true)
    {
        await Main.GetByLabel(box, new() { Exact = true }).SetCheckedAsync(on);
        await Main.GetByRole(AriaRole.Button, new() { Name = "Update" }).ClickAsync();
        await Window.SettleAsync();
    }

    /// <summary>Whether the packs of these days still say what the books say.</summary>
    public ILocator PackNote => Main.Locator(".pack-note").First;

    /// <summary>Begins to issue the figures in view.</summary>
    public async Task<IssuePackPage> IssueAsync()
    {
        await FollowAsync(Main.GetByRole(AriaRole.Link, new() { Name = "Issue these figures as a pack" }));
        return new IssuePackPage(Window);
    }

    /// <summary>From the note of a pack to what changed since it.</summary>
    public async Task<ChangesPage> SeeWhatChangedAsync()
    {
        await FollowAsync(PackNote.GetByRole(AriaRole.Link, new() { Name = "See what changed" }));
        return new ChangesPage(Window);
    }

    /// <summary>What the sums that must agree say.</summary>
    public ILocator TieOut => Main.GetByRole(AriaRole.Region, new() { Name = "Tie-out" });
}
