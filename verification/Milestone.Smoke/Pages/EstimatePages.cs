using Microsoft.Playwright;
using Milestone.Smoke.Browsing;

namespace Milestone.Smoke.Pages;

/// <summary>The estimates of a project.</summary>
public sealed class EstimatesPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>Opens it.</summary>
    public static async Task<EstimatesPage> OpenAsync(BrowserWindow window, string project)
    {
        await window.GoAsync($"projects/{project}/estimates");
        return new EstimatesPage(window);
    }

    /// <summary>What was just saved.</summary>
    public ILocator Notice => Main.GetByRole(AriaRole.Status);

    /// <summary>Opens the first estimate there is.</summary>
    public async Task<EstimatePage> OpenFirstAsync()
    {
        await FollowAsync(Main.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First);
        return new EstimatePage(Window);
    }

    /// <summary>Goes on to the progress of the phases.</summary>
    public async Task<ProgressPage> SetProgressAsync()
    {
        await FollowAsync(Main.GetByRole(AriaRole.Link, new() { Name = "Set progress" }));
        return new ProgressPage(Window);
    }
}

/// <summary>One estimate, to be changed.</summary>
public sealed class EstimatePage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>What the field of the amount shows.</summary>
    public ILocator AmountField => Main.GetByLabel("Amount");

    /// <summary>What the notes say.</summary>
    public ILocator Notes => Main.GetByLabel("Notes");

    /// <summary>Both versions, where somebody else saved meanwhile.</summary>
    public ILocator BothVersions => Main.GetByRole(AriaRole.Region, new() { Name = "Both versions, table" });

    /// <summary>What was entered before, the newest first.</summary>
    public ILocator Versions => Main.GetByRole(AriaRole.Region, new() { Name = "Versions, table" });

    /// <summary>Types an amount and a reason, and saves.</summary>
    public async Task SaveAsync(string amount, string notes)
    {
        await AmountField.FillAsync(amount);
        await Notes.FillAsync(notes);
        await SaveAsync();
    }

    /// <summary>Saves what is typed.</summary>
    public async Task SaveAsync()
    {
        await Main.GetByRole(AriaRole.Button, new() { NameRegex = new("^Save") }).ClickAsync();
        await Window.SettleAsync();
    }
}

/// <summary>How far each phase is.</summary>
public sealed class ProgressPage(BrowserWindow window) : ProductPage(window)
{
    /// <summary>The field of a phase.</summary>
    public ILocator Field(string phase) => Main.GetByLabel(phase, new() { Exact = true });

    /// <summary>Saves what is typed.</summary>
    public async Task SaveAsync()
    {
        await Main.GetByRole(AriaRole.Button, new() { Name = "Save the progress" }).ClickAsync();
        await Window.SettleAsync();
    }
}
