using Milestone.Smoke.Browsing;
using Milestone.Smoke.Catalogue;
using Milestone.Smoke.Running;
using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>Every page of the catalogue at one width: what the target Test looks at.</summary>
public sealed class EveryPageTests(Stage stage) : CatalogueTest(stage)
{
    private static readonly WindowSettings Desk = new();

    [Theory]
    [MemberData(nameof(Views.Usual), MemberType = typeof(Views))]
    public Task A_page_is_accessible_in_both_themes_and_nothing_on_it_is_cut_or_covered(string view) => LookOverAsync(view);

    [Theory]
    [Trait(Pace.Name, Pace.Slow)]
    [MemberData(nameof(Views.Unusual), MemberType = typeof(Views))]
    public Task So_is_a_page_in_an_unusual_state(string view) => LookOverAsync(view);

    private Task LookOverAsync(string view) => LookAsync(view, Desk, async window =>
    {
        Findings.None(await Layout.FindingsAsync(window.Page));
        Findings.None(await Access.FindingsAsync(window.Page));
        await window.ChooseThemeAsync("dark");
        Findings.None(await Access.ContrastsAsync(window.Page));
    });
}
