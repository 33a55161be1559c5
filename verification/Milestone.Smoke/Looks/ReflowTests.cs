using Microsoft.Playwright;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Running;
using UglyToad.PdfPig;
using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>Every page as people have it who need it otherwise: large, spread out, on paper, without movement.</summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class ReflowTests(Stage stage) : CatalogueTest(stage)
{
    // WCAG 1.4.12: a page must bear these without losing anything.
    private const string Spacing = """
        () => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
          document.adoptedStyleSheets.push(sheet)
          return new Promise(settled => requestAnimationFrame(() => requestAnimationFrame(settled)))
        }
        """;

    [Theory]
    [MemberData(nameof(Views.Names), MemberType = typeof(Views))]
    public Task At_400_per_cent_on_a_small_screen_nothing_scrolls_sideways_but_wide_tables(string view) => LookAsync(view, new() { Width = 320, Height = 256 }, async window =>
        Findings.None(await Layout.FindingsAsync(window.Page)));

    [Theory]
    [MemberData(nameof(Views.Names), MemberType = typeof(Views))]
    public Task With_its_text_spread_out_nothing_is_cut_or_covered(string view) => LookAsync(view, new() { Width = 1280 }, async window =>
    {
        await window.Page.EvaluateAsync(Spacing);

        Findings.None(await Layout.FindingsAsync(window.Page));
    });

    [Theory]
    [InlineData("dashboard")]
    [InlineData("statement-compared")]
    [InlineData("statement-months")]
    [InlineData("postings")]
    [InlineData("document")]
    [InlineData("projects")]
    [InlineData("project-summary")]
    [InlineData("receivables")]
    [InlineData("changes")]
    public Task On_paper_the_figures_are_there_and_what_is_for_the_screen_is_not(string view) => LookAsync(view, new() { Theme = "dark" }, async window =>
    {
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).IsVisibleAsync());
        Assert.Equal(0, await window.Page.Locator("main form:visible").CountAsync());
        // Ink on white, whatever the theme of the screen.
        Assert.Equal("rgb(255, 255, 255)", await window.Page.EvaluateAsync<string>("(c => c === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : c)(getComputedStyle(document.body).backgroundColor)"));
        Findings.None(await Access.ContrastsAsync(window.Page));
        // What stays in view on a screen would lie over the rows of a page of paper.
        Assert.Empty(await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *')].filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position)).map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 40))"));

        var path = Path.Combine(Artifacts.Folder("screenshots/print"), view + ".pdf");
        await window.Page.PdfAsync(new() { Path = path, Format = "A4", PreferCSSPageSize = true });
        using var file = PdfDocument.Open(path);
        // Nothing lies beyond the edge of the paper, where a printer would leave it out.
        Assert.Empty(file.GetPages().SelectMany(page => page.GetWords().Where(word => word.BoundingBox.Right > page.Width || word.BoundingBox.Left < 0).Select(word => $"{word.Text} on page {page.Number}")));
        Assert.Contains("Harrow & Vale Construction Ltd", string.Join(' ', file.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text)), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("dashboard")]
    [InlineData("statement")]
    public Task Who_asked_for_less_movement_gets_none(string view) => LookAsync(view, new() { LessMotion = true }, async window =>
    {
        // Everything that could move: transitions and animations of every element, its pseudo-elements included.
        var moving = await window.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('*')].flatMap(element => ['', '::before', '::after'].map(part => [element, part, getComputedStyle(element, part || null)]))
              .filter(([, , style]) => [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some(length => parseFloat(length) > 0.02))
              .map(([element, part]) => element.tagName + '.' + element.className + part)
            """);
        Assert.Empty(moving);
        await window.Page.Mouse.MoveAsync(700, 400);
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("document.getAnimations().filter(one => one.playState === 'running').length"));
    });
}
