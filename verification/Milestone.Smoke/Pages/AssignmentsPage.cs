using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>Lines that name no project, and what it would do to give them one.</summary>
public sealed class AssignmentsPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Opens it.</summary>
    public static async Task<AssignmentsPage> OpenAsync(BrowserWindow window)
    {
        await window.GoAsync("assignments");
        return new AssignmentsPage(window);
    }

    /// <summary>What was just done.</summary>
    public ILocator Notice => Main.GetByRole(AriaRole.Status);

    /// <summary>Chooses the first line and a project, and asks what that would do. The amount of the line.</summary>
    public async Task<decimal> PreviewFirstAsync(string project)
    {
        var row = Main.Locator("tbody tr").First;
        var amount = Amount(await row.GetByRole(AriaRole.Cell).Last.InnerTextAsync());
        await row.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Main.Locator("select[name=toProject]").SelectOptionAsync(new SelectOptionValue { Label = project });
        await Main.GetByRole(AriaRole.Button, new() { NameRegex = new("effect|would do", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).ClickAsync();
        await Window.SettleAsync();
        return amount;
    }

    /// <summary>What the preview says becomes of a project's profit.</summary>
    public async Task<decimal> ChangeOfAsync(string project) =>
        Amount(await Main.GetByRole(AriaRole.Region, new() { Name = "Effect on profit, table" }).GetByRole(AriaRole.Row).Filter(new() { HasText = project }).First.GetByRole(AriaRole.Cell).Nth(2).InnerTextAsync());

    /// <summary>Does what was previewed.</summary>
    public async Task ConfirmAsync()
    {
        await Main.GetByRole(AriaRole.Button, new() { NameRegex = new("^Assign 1 line") }).ClickAsync();
        await Window.SettleAsync();
    }
}
