using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Testing.Golden;
using Xunit;

namespace Milestone.Host.Tests.Assets;

/// <summary>The colours of both themes, measured: WCAG 2.2, 1.4.3 for words and 1.4.11 for what is drawn.</summary>
public sealed partial class TokenTests
{
    private const double Words = 4.5;
    private const double Drawn = 3;

    private static readonly Dictionary<string, string[]> Tokens = TokenPattern()
        .Matches(File.ReadAllText(Path.Combine(GoldenFile.Root, "source", "Milestone.Host", "Shell", "Styles", "1-tokens.css")))
        .ToDictionary(token => token.Groups[1].Value, token => new[] { token.Groups[2].Value, token.Groups[3].Value });

    public static TheoryData<string, string, double> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, double>();
            foreach (var ground in (string[])["surface", "paper", "sunken"])
            {
                foreach (var ink in (string[])["ink", "ink-soft", "ink-quiet", "accent", "accent-strong", "good", "bad", "warn"])
                    pairs.Add(ink, ground, Words);
                pairs.Add("focus", ground, Drawn);
            }

            pairs.Add("on-accent", "accent", Words);
            pairs.Add("on-accent", "accent-strong", Words);
            pairs.Add("accent", "accent-soft", Words);
            pairs.Add("ink", "accent-soft", Words);
            pairs.Add("ink", "warn-soft", Words);
            pairs.Add("line-strong", "surface", Drawn);
            // Overheads are pale and drawn with an edge of line-strong.
            foreach (var series in Tokens.Keys.Where(name => name.StartsWith("series-", StringComparison.Ordinal) && name != "series-overheads"))
                pairs.Add(series, "surface", Drawn);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_colour_stands_out_from_its_ground_in_both_themes(string colour, string ground, double atLeast)
    {
        foreach (var theme in (int[])[0, 1])
            Assert.InRange(Contrast(Tokens[colour][theme], Tokens[ground][theme]), atLeast, 21);
    }

    [Fact]
    public void Every_tone_of_a_chart_is_a_token_and_the_script_knows_the_same()
    {
        var styles = File.ReadAllText(Path.Combine(GoldenFile.Root, "source", "Milestone.Host", "Components", "Charts", "Chart.css"));
        var script = File.ReadAllText(Path.Combine(GoldenFile.Root, "source", "Milestone.Host", "Assets", "src", "charts", "tokens.ts"));

        var drawn = TonePattern().Matches(styles).ToDictionary(tone => tone.Groups[1].Value, tone => tone.Groups[2].Value);
        Assert.Equal(drawn.OrderBy(tone => tone.Key, StringComparer.Ordinal), ScriptTonePattern().Matches(script).ToDictionary(tone => tone.Groups[1].Value, tone => tone.Groups[2].Value).OrderBy(tone => tone.Key, StringComparer.Ordinal));
        Assert.All(drawn.Values, token => Assert.Contains(token[2..], Tokens.Keys));
    }

    private static double Contrast(string one, string other)
    {
        var (high, low) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (high + 0.05) / (low + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^\.tone-(\w+) \{ fill: var\((--[\w-]+)\)", RegexOptions.Multiline)]
    private static partial Regex TonePattern();

    [GeneratedRegex(@"^  (\w+): ""(--series-\w+)"",$", RegexOptions.Multiline)]
    private static partial Regex ScriptTonePattern();
}
