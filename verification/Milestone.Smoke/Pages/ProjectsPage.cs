using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The list of projects.</summary>
public sealed class ProjectsPage(BrowserWindow window) : ProductPage(window)
{
    private ILocator Search => Page.GetByRole(AriaRole.Search, new() { Name = "Which projects" });

    /// <summary>Opens it.</summary>
    public static async Task<ProjectsPage> OpenAsync(BrowserWindow window)
    {
        await window.GoAsync("projects");
        return new ProjectsPage(window);
    }

    /// <summary>The names, from the top.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync() => [.. (await Main.Locator("tr.line").GetByRole(AriaRole.Rowheader).AllInnerTextsAsync()).Select(name => name.Trim())];

    /// <summary>The amounts of a column, from the top, without the total.</summary>
    public async Task<IReadOnlyList<decimal>> AmountsAsync(string column)
    {
        var headings = (await Main.Locator("thead th").AllInnerTextsAsync()).Select(text => text.Trim(' ', '\n', '↑', '↓')).ToList();
        var cells = await Main.Locator($"tr.line > :nth-child({headings.IndexOf(column) + 1})").AllInnerTextsAsync();
        return [.. cells.Select(Amount)];
    }

    /// <summary>Shows those with a word in their name.</summary>
    public async Task SearchAsync(string word)
    {
        await Search.GetByLabel("Name or client").FillAsync(word);
        await Search.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Window.SettleAsync();
    }

    /// <summary>Shows all again.</summary>
    public Task ClearAsync() => FollowAsync(Search.GetByRole(AriaRole.Link, new() { Name = "Clear" }));

    /// <summary>Orders by a column; by the same again, the other way round.</summary>
    public Task SortAsync(string column) => FollowAsync(Main.GetByRole(AriaRole.Columnheader).GetByRole(AriaRole.Link, new() { Name = column }).First);

    /// <summary>Opens a project.</summary>
    public async Task<ProjectPage> OpenAsync(string name)
    {
        await FollowAsync(Main.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));
        return new ProjectPage(Window);
    }
}

/// <summary>One project, in any of its tabs.</summary>
public sealed class ProjectPage(BrowserWindow window) : ProductPage(window)
{
    private ILocator Tabs => Page.GetByRole(AriaRole.Navigation, new() { Name = "Project" });

    /// <summary>The tab in view.</summary>
    public ILocator Tab => Tabs.Locator("[aria-current=page]");

    /// <summary>Goes to a tab.</summary>
    public Task GoToAsync(string tab) => FollowAsync(Tabs.GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }));

    /// <summary>Its sheets.</summary>
    public ILocator Sheet => Main.Locator("table.report").First;
}
