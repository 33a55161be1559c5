using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Milestone.Build.GoLive.Figures;

/// <summary>The figures that stand in a page, a CSV, a workbook and the text of a PDF, in pence, in their order.</summary>
internal static partial class StatementFigures
{
    public static IReadOnlyList<long> OfPage(string html)
    {
        var table = Table().Match(html);
        // Marks and words for readers of screens stand beside a figure.
        return [.. Cells().Matches(table.Value).Select(match => Amounts().Match(System.Net.WebUtility.HtmlDecode(Tags().Replace(match.Groups["text"].Value, "")))).Where(match => match.Success).Select(match => Pence(match.Value)).OfType<long>()];
    }

    public static IReadOnlyList<long> OfCsv(string text) => [.. text.Split('\n').SelectMany(line => Fields().Matches(line.TrimEnd('\r')).Select(match => Pence(match.Groups["text"].Value.Trim('"').TrimStart('\'')))).OfType<long>()];

    public static IReadOnlyList<long> OfWorkbook(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var figures = new List<long>();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var stream = entry.Open();
            foreach (var cell in XDocument.Load(stream).Descendants().Where(node => node.Name.LocalName == "c" && node.Attribute("t") is null or { Value: "n" }))
            {
                if (cell.Elements().FirstOrDefault(node => node.Name.LocalName == "v") is { } value && decimal.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)) figures.Add((long)Math.Round(amount * 100));
            }
        }
        return figures;
    }

    public static IReadOnlyList<long> OfText(string text) => [.. Amounts().Matches(text).Select(match => Pence(match.Value)).OfType<long>()];

    /// <summary>1,234.56 or (1,234.56) or -1,234.56; null for anything without pence.</summary>
    static long? Pence(string text)
    {
        var cleaned = text.Trim().Replace("\u00a3", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Replace('\u2212', '-').Replace("\u00a0", "", StringComparison.Ordinal);
        var negative = cleaned.StartsWith('(') && cleaned.EndsWith(')');
        cleaned = cleaned.Trim('(', ')');
        if (!Money().IsMatch(cleaned)) return null;
        var amount = decimal.Parse(cleaned, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return (long)((negative ? -amount : amount) * 100);
    }

    [GeneratedRegex("<table class=\"report.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<td[^>]*>(?<text>.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("(?:^|,)(?<text>\"[^\"]*\"|[^,]*)")]
    private static partial Regex Fields();

    [GeneratedRegex(@"^-?[0-9]+\.[0-9]{2}$")]
    private static partial Regex Money();

    [GeneratedRegex(@"\(?[-\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{2}\)?")]
    private static partial Regex Amounts();
}
