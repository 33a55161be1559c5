using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>A record that cannot be read: which field, and what to do about it.</summary>
internal sealed class RejectedRecordException(string reason) : Exception(reason);

/// <summary>
/// One JSON object of Xero's, read leniently in form (strings for numbers and booleans, missing and null alike) and strictly in meaning:
/// a value that is there and cannot be understood rejects the record, naming the field.
/// </summary>
internal readonly struct XeroRecord(JsonElement json, string path = "", DateTimeOffset? answeredUtc = null)
{
    /// <summary>When Xero answered with it, where the envelope says so.</summary>
    public DateTimeOffset? AnsweredUtc => answeredUtc;

    /// <summary>The JSON as it came.</summary>
    public string Raw => json.GetRawText();

    /// <summary>The text of a field, trimmed; null when missing, null or empty.</summary>
    public string? Text(string name)
    {
        if (!Has(name, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw Unreadable(name, "a text"),
        };

        text = Storable(text)?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    // PostgreSQL's text cannot hold U+0000.
    private static string? Storable(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    /// <summary>The text of a field that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>A decimal; null when missing or null. Numbers may come as texts.</summary>
    public decimal? Amount(string name)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            return Bounded(name, number);
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!.Trim();
            if (text.Length == 0)
                return null;
            if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
                return Bounded(name, number);
        }

        throw Unreadable(name, "an amount such as 1234.50");
    }

    /// <summary>A flag; null when missing or null. "True" and "False" may come as texts.</summary>
    public bool? Flag(string name)
    {
        if (!Has(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag,
            JsonValueKind.String when value.GetString()!.Trim().Length == 0 => null,
            _ => throw Unreadable(name, "true or false"),
        };
    }

    /// <summary>An accounting date; null when missing or null. A twin field such as DateString is tried when the first is missing.</summary>
    public DateOnly? Day(string name, string? twin = null)
    {
        if (Text(name) is { } text)
            return XeroDates.Day(text) ?? throw Unreadable(name, "a date such as 2026-03-31 or /Date(1774915200000+0000)/");
        return twin is null ? null : Day(twin);
    }

    /// <summary>An accounting date that must be there.</summary>
    public DateOnly RequiredDay(string name, string? twin = null) => Day(name, twin) ?? throw Missing(name);

    /// <summary>A moment; null when missing or null.</summary>
    public DateTimeOffset? Moment(string name, string? twin = null)
    {
        if (Text(name) is { } text)
            return XeroDates.Moment(text) ?? throw Unreadable(name, "a time such as 2026-03-31T10:00:00Z or /Date(1774951200000+0000)/");
        return twin is null ? null : Moment(twin);
    }

    /// <summary>An id: Xero's where it is a GUID, else one derived from its text; null when missing or null.</summary>
    public Guid? Id(string name) => Text(name) is { } text ? IdOf(text) : null;

    /// <summary>An id that must be there.</summary>
    public Guid RequiredId(string name) => Id(name) ?? throw Missing(name);

    /// <summary>The objects of an array; none when missing or null. A single object stands for an array of one.</summary>
    public IEnumerable<XeroRecord> List(string name)
    {
        if (!Has(name, out var value))
            yield break;
        if (value.ValueKind == JsonValueKind.Object)
        {
            yield return new XeroRecord(value, Path(name));
            yield break;
        }

        if (value.ValueKind != JsonValueKind.Array)
            throw Unreadable(name, "a list");
        var position = 0;
        foreach (var element in value.EnumerateArray())
        {
            var at = $"{Path(name)}[{position++}]";
            if (element.ValueKind == JsonValueKind.Null)
                continue;
            if (element.ValueKind != JsonValueKind.Object)
                throw new RejectedRecordException($"{at} is not an object. Send the record as Xero returns it.");
            yield return new XeroRecord(element, at);
        }
    }

    /// <summary>The texts of an array; none when missing or null.</summary>
    public IEnumerable<string> Texts(string name)
    {
        if (!Has(name, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.String).Select(element => Storable(element.GetString())!)
            : throw Unreadable(name, "a list of texts");
    }

    /// <summary>An object inside; null when missing or null.</summary>
    public XeroRecord? Inner(string name)
    {
        if (!Has(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Object ? new XeroRecord(value, Path(name)) : throw Unreadable(name, "an object");
    }

    /// <summary>The id of a text: itself where it is a GUID.</summary>
    public static Guid IdOf(string text) => Guid.TryParse(text, out var id) && id != Unassigned.Id ? id : DerivedId.Of(text.ToUpperInvariant());

    /// <summary>The rejection of a field whose value is not one of those known.</summary>
    public RejectedRecordException Unknown(string name, string known) =>
        new($"{Path(name)} is \"{Shorten(Text(name) ?? "")}\", which is not known here. Known: {known}.");

    private bool Has(string name, out JsonElement value)
    {
        if (json.TryGetProperty(name, out value))
            return value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

        if (!IsLowerCase())
            return false;
        foreach (var property in json.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
            }
        }

        return false;
    }

    // Some tools upstream write names in lower case, and then all of them. Xero's own are looked for once: most records lack most fields.
    private bool IsLowerCase()
    {
        foreach (var property in json.EnumerateObject())
            return JsonMarshal.GetRawUtf8PropertyName(property) is [>= (byte)'a' and <= (byte)'z', ..];
        return false;
    }

    // Far above any invoice; divided by the smallest rate it still fits numeric(19,2).
    private decimal Bounded(string name, decimal number) => Math.Abs(number) < 100_000_000_000m
        ? number
        : throw new RejectedRecordException($"{Path(name)} is {number.ToString(CultureInfo.InvariantCulture)}, a hundred thousand million or more. Correct it in Xero.");

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private RejectedRecordException Missing(string name) => new($"{Path(name)} is missing. Fetch the record from Xero again with all its fields.");

    private RejectedRecordException Unreadable(string name, string wanted)
    {
        Has(name, out var value);
        return new RejectedRecordException($"{Path(name)} is {Shorten(value.GetRawText())}, which is not {wanted}. Correct it where the record is made and send it again.");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
