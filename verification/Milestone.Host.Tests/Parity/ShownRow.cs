using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Milestone.Host.Tests.Pages;

namespace Milestone.Host.Tests.Parity;

/// <summary>A row as one format shows it, in the same words whatever the format: numbers with as many decimals as are shown, days, marks as they are.</summary>
internal sealed record ShownRow(string Label, IReadOnlyList<string> Figures)
{
    // As readers see them, and as LibreOffice writes the value of a cell.
    private static readonly string[] Days = ["d MMM yyyy", "MM/dd/yyyy"];

    public override string ToString() => $"{Label}: {string.Join(" | ", Figures)}";

    /// <summary>The rows of a page's table, as a reader sees them.</summary>
    public static IEnumerable<ShownRow> OfPage(IEnumerable<IElement> rows) =>
        rows.Select(row => new ShownRow(BrowsedBooks.Seen(row.Children[0]), [.. row.Children.Skip(1).Select(cell => Plain(BrowsedBooks.Seen(cell)))]));

    /// <summary>The rows of a CSV file before its remarks.</summary>
    public static IReadOnlyList<ShownRow> OfCsv(IEnumerable<string[]> records) =>
        [.. records.Skip(1).TakeWhile(record => record.Any(field => field.Length > 0)).Where(HasFigures).Select(record => new ShownRow(Text(record[0]), [.. record.Skip(1).Select(Plain)]))];

    /// <summary>The rows of a recalculated sheet: exact values, rounded to what the page shows of them.</summary>
    public static IReadOnlyList<ShownRow> OfSheet(IEnumerable<string[]> records, int moneyDecimals, IReadOnlyList<bool> percent) =>
    [
        .. records.Select(record => record[..(percent.Count + 1)]).Where(HasFigures).Select(record => new ShownRow(
            Text(record[0]),
            // A margin's row is a percentage in every column; elsewhere the column says so.
            [.. record.Skip(1).Select((value, index) => Exact(value, percent[index] || record[0].Contains("margin", StringComparison.OrdinalIgnoreCase), moneyDecimals))])),
    ];

    /// <summary>The rows of a table's JSON: typed cells, money at pence, ratios as fractions.</summary>
    public static IReadOnlyList<ShownRow> OfTable(JsonNode table, int moneyDecimals) =>
    [
        .. table["rows"]!.AsArray().Where(row => (string)row!["kind"]! != "heading").Select(row => row!["cells"]!.AsArray())
            .Select(cells => new ShownRow((string)cells[0]!["value"]!, [.. cells.Skip(1).Select(cell => OfCell(cell, moneyDecimals))])),
    ];

    /// <summary>An amount of JSON, which has pence.</summary>
    public static string OfAmount(JsonNode? amount, int moneyDecimals) => amount is null ? "" : Exact(amount.ToJsonString(), isPercent: false, moneyDecimals);

    /// <summary>A word of a PDF, if it is a figure.</summary>
    public static string OfWord(string word) => Plain(word);

    private static string OfCell(JsonNode? cell, int moneyDecimals) => (string?)cell?["kind"] switch
    {
        null => "",
        "money" => OfAmount(cell!["value"], moneyDecimals),
        "percent" => Exact(cell!["value"]!.ToJsonString(), isPercent: true, moneyDecimals),
        _ => Plain((string)cell!["value"]!),
    };

    private static bool HasFigures(string[] record) => record.Skip(1).Any(field => field.Length > 0);

    // What a spreadsheet would take for a formula has an apostrophe in front.
    private static string Text(string field) => field.Length > 1 && field[0] == '\'' ? field[1..] : field;

    // (1,234.50) and -1234.50 are one number, and so are a dash and 0.00; 3 Apr 2026 and 2026-04-03 are one day.
    private static string Plain(string shown)
    {
        if (shown.Length == 0)
            return "";
        if (shown == "–")
            return "0";
        if (DateOnly.TryParseExact(shown, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = shown.Trim('▲', '▼', ' ').Replace(",", "", StringComparison.Ordinal);
        var isNegative = text.StartsWith('(');
        text = text.Trim('(', ')').TrimEnd('%');
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Number(isNegative ? -number : number) : Text(shown);
    }

    private static string Exact(string value, bool isPercent, int moneyDecimals)
    {
        var hasSign = value.EndsWith('%');
        if (!decimal.TryParse(value.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Plain(value);
        return isPercent
            ? Number(decimal.Round(hasSign ? number : number * 100, 1, MidpointRounding.AwayFromZero))
            : Number(decimal.Round(number, moneyDecimals, MidpointRounding.AwayFromZero));
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
