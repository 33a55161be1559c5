using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>An invoice, a bill or another document, with its lines.</summary>
public sealed class DocumentPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>What each of its lines did to profit.</summary>
    public async Task<IReadOnlyList<decimal>> EffectsAsync() =>
        [.. (await Main.GetByRole(AriaRole.Region, new() { Name = "Lines, table" }).Locator("tbody td.sum").AllInnerTextsAsync()).Select(Amount)];

    /// <summary>The way to the same document in Xero.</summary>
    public ILocator InXero => Main.GetByRole(AriaRole.Link, new() { Name = "Open in Xero" });

    /// <summary>Goes back to the lines it was opened from.</summary>
    public async Task<PostingsPage> BackAsync()
    {
        await FollowAsync(Main.Locator(".way-back").GetByRole(AriaRole.Link));
        return new PostingsPage(Window);
    }
}
