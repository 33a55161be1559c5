using System.Globalization;
using System.Text.Json.Nodes;

namespace Milestone.Testing.Books;

/// <summary>Dates, numbers and booleans in the style asked for.</summary>
internal sealed class JsonScalars(PayloadStyle style)
{
    public JsonNode Money(decimal amount) => Number(decimal.Round(amount, 2) == amount ? amount + 0.00m : amount);

    public JsonNode Number(decimal value) => style.ScalarsAsText
        ? JsonValue.Create(value.ToString(CultureInfo.InvariantCulture))
        : JsonValue.Create(value);

    public JsonNode Boolean(bool value) => style.ScalarsAsText
        ? JsonValue.Create(value ? "True" : "False")
        : JsonValue.Create(value);

    public JsonNode Time(DateTimeOffset time) => style.Dates switch
    {
        DateStyle.Xero => JsonValue.Create($"/Date({Milliseconds(time)}+0000)/"),
        DateStyle.XeroWithoutOffset => JsonValue.Create($"/Date({Milliseconds(time)})/"),
        DateStyle.Iso => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
    };

    /// <summary>A date without a time: midnight UTC, and where Xero writes it, the same as DateString.</summary>
    public void Date(JsonObject record, string property, DateOnly? day, bool withText = true)
    {
        if (day is not { } date)
            return;
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        record[property] = style.Dates switch
        {
            DateStyle.Iso => JsonValue.Create(Iso(date) + "T00:00:00"),
            DateStyle.IsoWithOffset => JsonValue.Create(Iso(date) + "T00:00:00+00:00"),
            _ => Time(midnight),
        };
        if (withText && style.Dates == DateStyle.Xero)
            record[property + "String"] = Iso(date) + "T00:00:00";
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
