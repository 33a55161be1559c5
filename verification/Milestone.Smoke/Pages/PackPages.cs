using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The form that issues a statement as a pack.</summary>
public sealed class IssuePackPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Issues it under a name.</summary>
    public async Task<PackPage> IssueAsync(string name)
    {
        await Main.GetByLabel("Name").FillAsync(name);
        await Main.GetByRole(AriaRole.Button, new() { Name = "Issue the pack" }).ClickAsync();
        await Window.SettleAsync();
        return new PackPage(Window);
    }
}

/// <summary>An issued statement.</summary>
public sealed class PackPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Whether it still says what the books say.</summary>
    public ILocator Standing => Main.Locator("[role=note]").First;

    /// <summary>Its net profit as it was issued.</summary>
    public async Task<decimal> NetProfitAsync() => Amount(
        await Main.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = "Net profit", Exact = true }) }).GetByRole(AriaRole.Cell).First.InnerTextAsync());
}
