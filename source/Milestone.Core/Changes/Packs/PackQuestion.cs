using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Changes;

/// <summary>The question of a pack as the text it is kept as.</summary>
internal static class PackQuestion
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new PeriodJson() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(StatementQuery query) => JsonSerializer.Serialize(query, Options);

    public static StatementQuery Read(string text) => JsonSerializer.Deserialize<StatementQuery>(text, Options) ?? throw new JsonException("There is no question.");

    private sealed class PeriodJson : JsonConverter<Period>
    {
        private const string Between = "..";

        public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()?.Split(Between) is [var from, var to] ? new Period(Day(from), Day(to)) : throw new JsonException("A period is two days.");

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

        private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
