using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Xero's ways of writing dates, money and empty lists.</summary>
internal static class XeroJson
{
    static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>As Xero writes it: compact enough, with plain plus signs and letters beyond ASCII.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An accounting date: midnight UTC, and its twin text.</summary>
    public static void Date(this Utf8JsonWriter json, string name, DateOnly day, bool twin = true)
    {
        if (twin) json.WriteString($"{name}String", string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T00:00:00"));
        json.Moment(name, DemoCalendar.Moment(day, 0, 0));
    }

    /// <summary>A moment with its offset.</summary>
    public static void Moment(this Utf8JsonWriter json, string name, DateTimeOffset at) =>
        json.WriteString(name, string.Create(CultureInfo.InvariantCulture, $"/Date({Milliseconds(at)}+0000)/"));

    /// <summary>The moment of the last change, and its twin text to the second.</summary>
    public static void Updated(this Utf8JsonWriter json, DateTimeOffset at, bool twin = true)
    {
        json.Moment("UpdatedDateUTC", at);
        if (twin) json.WriteString("UpdatedDateUTCString", string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ssZ}"));
    }

    /// <summary>Milliseconds since 1970, without an offset: the envelope's own form.</summary>
    public static long Milliseconds(DateTimeOffset at) => (at - Epoch).Ticks / TimeSpan.TicksPerMillisecond;

    public static void Empty(this Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            json.WriteStartArray(name);
            json.WriteEndArray();
        }
    }
}
