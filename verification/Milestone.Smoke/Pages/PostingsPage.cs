using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The lines behind a figure.</summary>
public sealed class PostingsPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>What the lines add up to.</summary>
    public async Task<decimal> TotalAsync() => Amount(await Main.Locator("#total").InnerTextAsync());

    /// <summary>The amounts of the lines in view.</summary>
    public async Task<IReadOnlyList<decimal>> AmountsAsync() =>
        [.. (await Main.Locator("tbody td.amount").AllInnerTextsAsync()).Select(Amount)];

    /// <summary>Opens the document of a line.</summary>
    public async Task<DocumentPage> OpenAsync(int line)
    {
        await FollowAsync(Main.Locator("tbody").GetByRole(AriaRole.Rowheader).Nth(line).GetByRole(AriaRole.Link));
        return new DocumentPage(Window);
    }

    /// <summary>Goes back to the statement as it was left.</summary>
    public async Task<StatementPage> BackAsync()
    {
        await FollowAsync(Main.Locator(".way-back").GetByRole(AriaRole.Link));
        return new StatementPage(Window);
    }
}
