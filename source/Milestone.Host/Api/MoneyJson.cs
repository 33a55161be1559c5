using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Host.Api;

/// <summary>Decimals as JSON numbers with at least two decimals, so that 12 pounds read 12.00; a rate or a fraction keeps all it has.</summary>
internal sealed class MoneyJson : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString("0.00##########################", CultureInfo.InvariantCulture), skipInputValidation: true);
}
