using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Pages;

/// <summary>What every page has, as a person finds it: by its words and its role, never by its classes where those would do.</summary>
public partial class ProductPage(BrowserWindow window)
{
    /// <summary>The window it is in.</summary>
    public BrowserWindow Window { get; } = window;

    /// <summary>Its content.</summary>
    protected IPage Page => Window.Page;

    /// <summary>The main part, without the frame around it.</summary>
    protected ILocator Main => Page.GetByRole(AriaRole.Main);

    /// <summary>Its one heading of the first level.</summary>
    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The entry of the main menu that is marked as here.</summary>
    public ILocator Here => Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Locator("[aria-current=page]");

    /// <summary>Goes by the main menu.</summary>
    public async Task GoAsync(string entry)
    {
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = entry }).ClickAsync();
        await Expect(Here).ToHaveTextAsync(entry);
    }

    /// <summary>Chooses light or dark by the switch.</summary>
    public async Task ChooseThemeAsync(string theme)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"{theme} theme" }).ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme.ToLowerInvariant());
    }

    /// <summary>Takes the page away in a format: the file and its name.</summary>
    public async Task<(string Name, byte[] Bytes)> TakeAwayAsync(string format)
    {
        var link = Page.GetByRole(AriaRole.List, new() { Name = "Take away" }).GetByRole(AriaRole.Link, new() { Name = format, Exact = true });
        var menu = Page.Locator("details").Filter(new() { Has = link });
        if (await menu.CountAsync() > 0 && await menu.First.GetAttributeAsync("open") is null)
            await menu.First.Locator("summary").First.ClickAsync();
        return await Window.TakeAwayAsync(() => link.ClickAsync());
    }

    /// <summary>Follows a link by its words and waits for the page it leads to.</summary>
    protected async Task FollowAsync(ILocator link)
    {
        await link.ClickAsync();
        await Window.SettleAsync();
    }

    /// <summary>The amount that a text shows: brackets are negative, a dash is zero.</summary>
    public static decimal Amount(string text)
    {
        var digits = Digits().Match(text);
        if (!digits.Success)
            return text.Contains('–', StringComparison.Ordinal) ? 0 : throw new FormatException($"'{text}' is no amount.");
        var amount = decimal.Parse(digits.Value, NumberStyles.Number, CultureInfo.InvariantCulture);
        return text.Contains('(', StringComparison.Ordinal) ? -amount : amount;
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Digits();
}
