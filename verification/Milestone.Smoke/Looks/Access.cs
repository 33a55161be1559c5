using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Milestone.Smoke.Looks;

/// <summary>axe's opinion of a page, by WCAG 2.2 A and AA and axe's own good practices.</summary>
internal static class Access
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // In the page itself, which has no frames: a run through axe's own package opens a second page for each result, and takes several times as long.
    private const string Run = """
        async only => {
          const sized = only.type === 'tag'
          const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'], rules: { 'target-size': { enabled: false } } })
          // Links that a standing total or name covers at this moment are no targets until they are scrolled out: sizes are judged where every row lies at its own place.
          const still = new CSSStyleSheet()
          still.replaceSync('.table-region * { position: static !important }')
          if (sized) document.adoptedStyleSheets.push(still)
          const sizes = sized ? await axe.run(document, { runOnly: { type: 'rule', values: ['target-size'] }, resultTypes: ['violations'] }) : { violations: [] }
          document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== still)
          return [...found.violations, ...sizes.violations].map(({ id, help, impact, nodes }) =>
            `${id}: ${help} (${impact}), at ${nodes.length} places: ` + nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`).join('; '))
        }
        """;

    /// <summary>Every violation as a sentence with the elements concerned.</summary>
    public static Task<IReadOnlyList<string>> FindingsAsync(IPage page) =>
        RunAsync(page, new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } });

    /// <summary>Only what differs between light and dark: contrasts.</summary>
    public static Task<IReadOnlyList<string>> ContrastsAsync(IPage page) => RunAsync(page, new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } });

    private static async Task<IReadOnlyList<string>> RunAsync(IPage page, object only)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Run, only) ?? [];
    }
}
