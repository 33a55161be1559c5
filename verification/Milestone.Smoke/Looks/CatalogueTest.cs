using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Running;

namespace Milestone.Smoke.Looks;

/// <summary>A test that looks at the pages of the catalogue.</summary>
public abstract class CatalogueTest(Stage stage) : BrowserTest(stage)
{
    /// <summary>Opens a view of the catalogue and does something with it.</summary>
    protected async Task LookAsync(string name, WindowSettings settings, Func<BrowserWindow, Task> look)
    {
        var view = Views.Of(name);
        var host = await Stage.HostAsync(view.Books);
        // What moves would be caught on its way.
        await BrowseAsync(host, settings with { LessMotion = true }, async window =>
        {
            await window.GoAsync(await Places.FindAsync(host, view), view.Status);
            if (view.Click is { } click)
                await window.Page.Locator(click).First.ClickAsync();
            await look(window);
        });
    }
}
