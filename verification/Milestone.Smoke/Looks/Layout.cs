using System.Reflection;
using Microsoft.Playwright;

namespace Milestone.Smoke.Looks;

/// <summary>What is wrong with the layout of a page as it stands in a window: see layout.js for the rules.</summary>
internal static class Layout
{
    private static readonly string Rules = Read();

    /// <summary>The findings, each a sentence that names the element; none when all is well.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page) => await page.EvaluateAsync<string[]>(Rules) ?? [];

    private static string Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("layout.js")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
