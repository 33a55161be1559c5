using System.Text.Json;

namespace Milestone.Core.Reporting.Json;

/// <summary>Where the figures come from, as JSON.</summary>
internal static class JsonProvenance
{
    /// <summary>Writes the property <c>provenance</c>; its times carry the offset of the provenance's zone.</summary>
    public static void Write(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("organisation", PlainText.Of(provenance.Organisation));
        json.WriteString("currency", provenance.Currency);
        json.WriteString("period", PlainText.Of(provenance.Period));
        json.WriteString("basis", provenance.Basis);
        Texts(json, "filters", provenance.Filters);
        if (provenance.DataAsOf is { } asOf)
            json.WriteString("dataAsOf", TimeZoneInfo.ConvertTime(asOf, provenance.TimeZone));
        else
            json.WriteNull("dataAsOf");
        json.WriteString("drawnAt", TimeZoneInfo.ConvertTime(provenance.DrawnAt, provenance.TimeZone));
        json.WriteString("drawnBy", PlainText.Of(provenance.DrawnBy));
        json.WriteNumber("batch", provenance.Batch);
        json.WriteBoolean("asKnownAt", provenance.AsKnownAt);
        json.WriteString("standing", Provenance.Standing);
        json.WriteEndObject();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(PlainText.Of(text));
        json.WriteEndArray();
    }
}
