using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Milestone.Host.Components.Charts;

/// <summary>A picture as the script reads it: Assets/src/charts/data.ts. Numbers only place ink; every figure that is shown is here in words.</summary>
internal static class ChartJson
{
    // It stands in an attribute, which is encoded as such once more.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ChartPicture picture)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("kind", CamelCase(picture.Kind.ToString()));
            json.WriteString("title", picture.Title);
            json.WriteString("description", Description(picture));
            json.WriteString("unit", picture.Drawn.All(series => series.IsPercent) ? "percent" : "money");
            json.WriteStartArray("points");
            for (var i = 0; i < picture.Labels.Count; i++)
                Write(json, picture, i);
            json.WriteEndArray();
            json.WriteStartArray("series");
            foreach (var series in picture.Series)
                Write(json, series);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>What a picture shows, for those who do not see it.</summary>
    public static string Description(ChartPicture picture) => picture.Labels.Count == 0
        ? $"Chart: {picture.Title}."
        : $"Chart: {picture.Title}. {string.Join(", ", picture.Drawn.Select(series => series.Label))} by {picture.Axis.ToLowerInvariant()}, {picture.Labels[0]} to {picture.Labels[^1]}. The figures stand in the table below.";

    private static void Write(Utf8JsonWriter json, ChartPicture picture, int index)
    {
        var point = picture.PointAt(index);
        json.WriteStartObject();
        json.WriteString("label", picture.Labels[index]);
        if (point.Link is not null)
            json.WriteString("link", point.Link);
        if (point.Tone is not null)
            json.WriteString("tone", point.Tone);
        if (point.Group is not null)
            json.WriteString("group", point.Group);
        if (picture.Kind == ChartKind.Bridge)
        {
            // A stack is drawn from zero on: what lies between zero and the step is left blank.
            var (low, high) = (Math.Min(point.From, point.To), Math.Max(point.From, point.To));
            json.WriteNumber("base", low > 0 ? low : Math.Min(0, high));
            json.WriteNumber("above", Math.Max(0, high) - Math.Max(0, low));
            json.WriteNumber("below", Math.Min(0, low) - Math.Min(0, high));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChartPictureSeries series)
    {
        json.WriteStartObject();
        json.WriteString("tone", series.Id);
        json.WriteString("label", series.Label);
        json.WriteString("shape", series.IsDrawn ? CamelCase(series.Shape.ToString()) : "none");
        if (series.Stack is not null)
            json.WriteString("stack", series.Stack);
        json.WriteStartArray("values");
        foreach (var amount in series.Amounts)
        {
            if (amount is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteStartArray("words");
        for (var i = 0; i < series.Amounts.Count; i++)
            json.WriteStringValue(ChartPicture.Words(series, i));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
