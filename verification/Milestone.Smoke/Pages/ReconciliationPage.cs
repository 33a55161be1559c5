using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Pages;

/// <summary>Our figures beside Xero's own report.</summary>
public sealed class ReconciliationPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Opens it.</summary>
    public static async Task<ReconciliationPage> OpenAsync(BrowserWindow window)
    {
        await window.GoAsync("reconciliation");
        return new ReconciliationPage(window);
    }

    /// <summary>Whether the two agree, or each difference has a cause.</summary>
    public ILocator Verdict => Main.Locator(".pack-note").First;

    /// <summary>The accounts.</summary>
    public ILocator Accounts => Main.Locator("table.report").First.Locator("tr.line");

    /// <summary>Has the ledger checked and waits for the result, which the page shows by itself.</summary>
    public async Task<ILocator> CheckLedgerAsync()
    {
        await Window.GoAsync("reconciliation/check");
        await Main.GetByRole(AriaRole.Button, new() { NameRegex = new("^Check") }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Last result" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return Main.Locator(".ledger-check");
    }
}
