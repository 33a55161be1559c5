using System.Globalization;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>
/// Every page at three widths, light and dark, as pictures in artifacts/screenshots for a person to look at; and what can be seen to be wrong without
/// one is seen here.
/// </summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class ScreenshotTests(Stage stage, Album album) : CatalogueTest(stage), IClassFixture<Album>
{
    // A phone, a tablet, a desk.
    private static readonly (int Width, int Height)[] Sizes = [(390, 844), (768, 1024), (1440, 900)];

    // Chromium cannot draw a picture higher than this.
    private const int Highest = 16_000;

    public static TheoryData<string, int, string> Pictures => [.. from view in Views.All from size in Sizes from theme in (string[])["light", "dark"] select (view.Name, size.Width, theme)];

    [Theory]
    [MemberData(nameof(Pictures))]
    public Task A_page_has_its_picture_and_nothing_on_it_is_cut_or_covered(string view, int width, string theme) =>
        LookAsync(view, new() { Width = width, Height = Sizes.Single(size => size.Width == width).Height, Theme = theme }, async window =>
        {
            var height = await window.Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
            await window.Page.ScreenshotAsync(new()
            {
                Path = album.PathOf(string.Create(CultureInfo.InvariantCulture, $"{view}-{width}-{theme}.png")),
                FullPage = height <= Highest,
                Animations = Microsoft.Playwright.ScreenshotAnimations.Disabled,
                Caret = Microsoft.Playwright.ScreenshotCaret.Hide,
            });

            Findings.None(await Layout.FindingsAsync(window.Page));
        });
}
