using Milestone.Smoke.Browsing;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>What looks at pages sees what is wrong: each kind of mistake, made on purpose on a page that is well.</summary>
[Trait(Pace.Name, Pace.Slow)]
public sealed class CanaryTests(Stage stage) : CatalogueTest(stage)
{
    private static readonly WindowSettings Desk = new();

    [Theory]
    [InlineData("cut at the side", "<p class='card' data-css='width: 60px; overflow: hidden; white-space: nowrap'>Words that go on and on</p>")]
    [InlineData("cut above or below", "<p class='card' data-css='height: 12px; padding: 0; overflow: hidden'>One line<br>and another</p>")]
    [InlineData("written over each other", "<div><p>First words</p><p data-css='margin-top: -30px'>Second words</p></div>")]
    [InlineData("out of the window at the side", "<p data-css='position: absolute; left: -80px; width: 200px'>A menu that begins too far to the left</p>")]
    [InlineData("the page is", "<p data-css='width: 3000px'>Wide</p>")]
    [InlineData("scrolls, but not by keyboard", "<div class='card' data-css='overflow-x: auto; width: 100px'><p data-css='width: 300px'>Wide</p></div>")]
    [InlineData("a figure that is not set to the right", "<table><tr><th>Materials</th><td data-css='text-align: left; font-variant-numeric: tabular-nums'>(1,234.50)</td></tr></table>")]
    [InlineData("a figure whose digits are not equally wide", "<table><tr><th>Materials</th><td data-css='text-align: right; font-variant-numeric: normal'>1,234</td></tr></table>")]
    [InlineData("set in 9 px", "<p data-css='font-size: 9px'>Small print</p>")]
    [InlineData("at the edge of its card", "<section class='card sheet'><p>Words without a margin</p></section>")]
    [InlineData("cut in a list", "<label>Group<select data-css='width: 90px'><option>One line a document</option></select></label>")]
    [InlineData("without commas, 2031.3", "<p>2031.3 points lower</p>")]
    [InlineData("a picture without a heading", "<section class='card'><table class='bars'><caption class='sr'>By age</caption><tbody><tr><th>Not due</th><td class='amount'>0</td></tr></tbody></table></section>")]
    [InlineData("says NaN", "<p>The margin is NaN %</p>")]
    public Task A_mistake_of_layout_is_found(string finding, string mistake) => LookAsync("not-found", Desk, async window =>
    {
        await AddAsync(window, mistake);

        Assert.Contains(await Layout.FindingsAsync(window.Page), found => found.StartsWith(finding, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("label:", "<input type='text'>")]
    [InlineData("color-contrast:", "<p data-css='color: #999; background: #fff'>Hard to read</p>")]
    [InlineData("heading-order:", "<h2>One</h2><h4>Three</h4>")]
    [InlineData("target-size:", "<p><a href='#one' data-css='display: inline-block; width: 8px; height: 8px; background: red' aria-label='one'></a><a href='#two' data-css='display: inline-block; width: 8px; height: 8px; background: red' aria-label='two'></a></p>")]
    [InlineData("image-alt:", "<img src='favicon.svg'>")]
    public Task A_barrier_is_found(string finding, string barrier) => LookAsync("not-found", Desk, async window =>
    {
        await AddAsync(window, barrier);

        Assert.Contains(await Access.FindingsAsync(window.Page), found => found.StartsWith(finding, StringComparison.Ordinal));
    });

    [Fact]
    public Task What_goes_wrong_by_itself_is_heard() => LookAsync("dashboard", Desk, async window =>
    {
        await window.Page.EvaluateAsync("setTimeout(() => { throw new Error('on purpose') })");
        await window.Page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', '<img alt=\"\" src=\"https://elsewhere.example/x.png\"><p onclick=\"0\">x</p>')");
        await window.Page.EvaluateAsync("fetch('no-such-thing').then(() => undefined)");
        await window.Page.WaitForTimeoutAsync(200);

        var troubles = window.Troubles.Forgive();
        Assert.Contains(troubles, trouble => trouble.Contains("on purpose", StringComparison.Ordinal));
        Assert.Contains(troubles, trouble => trouble.Contains("content policy: img-src", StringComparison.Ordinal));
        Assert.Contains(troubles, trouble => trouble.Contains("no-such-thing answered 404", StringComparison.Ordinal));
    });

    // The content policy refuses styles in markup, and allows those that a script sets on an element.
    private static async Task AddAsync(BrowserWindow window, string markup) => await window.Page.EvaluateAsync("""
        markup => {
          const main = document.querySelector('main')
          main.append(...document.importNode(new DOMParser().parseFromString(markup, 'text/html').body, true).childNodes)
          for (const styled of main.querySelectorAll('[data-css]')) styled.style.cssText = styled.dataset.css
        }
        """, markup);
}
