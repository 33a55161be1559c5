using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Milestone.Core.Reporting.Json;

/// <summary>
/// A table as a text that gives the same table back, to the last digit: what is kept of a report that was issued. Unlike <see cref="JsonReport"/>
/// it is for nobody but this program.
/// </summary>
internal static class TableArchive
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // Cells and formulas are closed sets of records inside their base: each is named by its own name, and a new one needs no line here.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameTheKinds } },
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new ZoneJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a table.</summary>
    public static string Write(Table table) => JsonSerializer.Serialize(table, Options);

    /// <summary>The table of a text.</summary>
    /// <exception cref="JsonException">The text is not one of <see cref="Write"/>.</exception>
    public static Table Read(string text) => JsonSerializer.Deserialize<Table>(text, Options) ?? throw new JsonException("There is no table.");

    private static void NameTheKinds(JsonTypeInfo type)
    {
        if (type.Type != typeof(Cell) && type.Type != typeof(ColumnFormula) && type.Type != typeof(RowFormula))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is" };
        foreach (var kind in type.Type.GetNestedTypes().Where(kind => kind.IsSubclassOf(type.Type)))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
    }

    private sealed class ZoneJson : JsonConverter<TimeZoneInfo>
    {
        public override TimeZoneInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeZoneInfo.TryFindSystemTimeZoneById(reader.GetString() ?? "", out var zone) ? zone : TimeZoneInfo.Utc;

        public override void Write(Utf8JsonWriter writer, TimeZoneInfo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
