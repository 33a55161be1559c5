using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Milestone.Host.Tests.Pages;

namespace Milestone.Host.Tests.Parity;

/// <summary>A row of figures as one format shows it, in the same words whatever the format: numbers with as many decimals as are shown, marks as they are.</summary>
internal sealed record ShownRow(string Label, IReadOnlyList<string> Figures)
{
    public override string ToString() => $"{Label}: {string.Join(" | ", Figures)}";

    /// <summary>The rows of a page's statement, as a reader sees them.</summary>
    public static IReadOnlyList<ShownRow> OfPage(IParentNode page) =>
    [
        .. page.QuerySelectorAll("section[aria-label=Statement] .report tbody tr:not(.heading)")
            .Select(row => new ShownRow(BrowsedBooks.Seen(row.Children[0]), [.. row.Children.Skip(1).Select(cell => Plain(BrowsedBooks.Seen(cell)))])),
    ];

    /// <summary>The rows of a CSV file before its remarks.</summary>
    public static IReadOnlyList<ShownRow> OfCsv(IEnumerable<string[]> records) =>
        [.. records.Skip(1).TakeWhile(record => record.Any(field => field.Length > 0)).Where(HasFigures).Select(record => new ShownRow(record[0], [.. record.Skip(1).Select(Plain)]))];

    /// <summary>The rows of a recalculated sheet: exact values, rounded to what the page shows of them.</summary>
    public static IReadOnlyList<ShownRow> OfSheet(IEnumerable<string[]> records, int columns, int moneyDecimals, IReadOnlyList<bool> percent) =>
        [.. records.Where(record => HasFigures(record[..columns])).Select(record => new ShownRow(record[0], [.. record[1..columns].Select((value, index) => Exact(value, percent[index], moneyDecimals))]))];

    /// <summary>The rows of the statement's JSON: amounts at pence, ratios as fractions.</summary>
    public static string OfJson(JsonNode? amount, int moneyDecimals) => amount is null ? "" : Exact(amount.ToJsonString(), isPercent: false, moneyDecimals);

    private static bool HasFigures(string[] record) => record.Skip(1).Any(field => field.Length > 0);

    // (1,234.50) and -1234.50 are one number, and so are a dash and 0.00.
    private static string Plain(string shown)
    {
        if (shown.Length == 0)
            return "";
        if (shown == "–")
            return "0";
        var text = shown.Trim('▲', '▼', ' ').Replace(",", "", StringComparison.Ordinal);
        var isNegative = text.StartsWith('(');
        text = text.Trim('(', ')').TrimEnd('%');
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Number(isNegative ? -number : number) : shown;
    }

    private static string Exact(string value, bool isPercent, int moneyDecimals)
    {
        var hasSign = value.EndsWith('%');
        if (!decimal.TryParse(value.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return value;
        return isPercent
            ? Number(decimal.Round(hasSign ? number : number * 100, 1, MidpointRounding.AwayFromZero))
            : Number(decimal.Round(number, moneyDecimals, MidpointRounding.AwayFromZero));
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
