using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>What changed since a pack or a day.</summary>
public sealed class ChangesPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>The row of a document by a part of its name.</summary>
    public ILocator Document(string name) => Main.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = name }) });

    /// <summary>What the changes did to profit.</summary>
    public async Task<decimal> EffectAsync() => Amount(await Main.Locator("dl.facts dd").First.InnerTextAsync());
}
