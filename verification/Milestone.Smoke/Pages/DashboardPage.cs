using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The start page.</summary>
public sealed class DashboardPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Opens it as somebody does who knows nothing but the product's address.</summary>
    public static async Task<DashboardPage> OpenAsync(BrowserWindow window)
    {
        await window.GoAsync("");
        return new DashboardPage(window);
    }

    /// <summary>Whose figures, of which days, on which basis.</summary>
    public ILocator Subtitle => Main.Locator(".subtitle").First;

    /// <summary>How fresh the books are.</summary>
    public ILocator AsOf => Main.Locator(".badge").First;

    /// <summary>The figure of a card by the card's heading.</summary>
    public ILocator KeyFigure(string name) => Main.Locator("article").Filter(new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }) }).GetByRole(AriaRole.Link).First;

    /// <summary>Opens the lines behind a card's figure.</summary>
    public async Task<PostingsPage> OpenAsync(string keyFigure)
    {
        await FollowAsync(KeyFigure(keyFigure));
        return new PostingsPage(Window);
    }

    /// <summary>Shows other days by the name of their period.</summary>
    public Task ChoosePeriodAsync(string name) => FollowAsync(Page.GetByRole(AriaRole.Navigation, new() { Name = "Period" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));

    /// <summary>The projects in the order of their profit.</summary>
    public ILocator Projects => Main.GetByRole(AriaRole.Region, new() { Name = "Profit by project" }).Last.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link);
}
