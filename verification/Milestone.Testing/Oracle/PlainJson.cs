using System.Globalization;
using System.Text.Json;

namespace Milestone.Testing.Oracle;

/// <summary>Reads Xero's JSON leniently: wrapped or not, dates in four forms, numbers and booleans as text.</summary>
internal static class PlainJson
{
    /// <summary>The envelopes in a payload, out of arrays and n8n's {"body": ...}.</summary>
    public static IEnumerable<JsonElement> Envelopes(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Envelopes),
        JsonValueKind.Object when node.TryGetProperty("body", out var body) => Envelopes(body),
        _ => [node],
    };

    public static IEnumerable<JsonElement> Items(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    public static string Text(this JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    public static JsonElement Inner(this JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value : default;

    public static decimal Money(this JsonElement record, string name, decimal otherwise = 0) =>
        record.Text(name) is { Length: > 0 } text ? decimal.Parse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture) : otherwise;

    public static bool No(this JsonElement record, string name) => string.Equals(record.Text(name), "false", StringComparison.OrdinalIgnoreCase);

    public static bool Yes(this JsonElement record, string name) => string.Equals(record.Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public static DateTimeOffset Time(this JsonElement record, string name)
    {
        var text = record.Text(name);
        if (text.Length == 0)
            return DateTimeOffset.MinValue;
        if (!text.StartsWith("/Date(", StringComparison.Ordinal))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var digits = text["/Date(".Length..].TakeWhile((letter, index) => char.IsAsciiDigit(letter) || (index == 0 && letter == '-'));
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(string.Concat(digits), CultureInfo.InvariantCulture));
    }

    public static DateOnly? Day(this JsonElement record, string name) =>
        record.Text(name).Length == 0 ? null : DateOnly.FromDateTime(record.Time(name).UtcDateTime);
}
