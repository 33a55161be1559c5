using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>A statement as the API's JSON: camelCase, money as numbers with two decimals, ratios as fractions with four, dates ISO.</summary>
public static class StatementJson
{
    // Served as application/json and never inside a page: people's names and signs may stay as they are.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The UTF-8 JSON of a statement.</summary>
    public static byte[] Of(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            Write(json, statement);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        json.WriteString("organisation", statement.Organisation.Name);
        json.WriteString("organisationId", statement.Organisation.Id);
        json.WriteString("currency", statement.Organisation.BaseCurrency);
        json.WriteString("basis", statement.Query.Basis == Basis.Cash ? "cash" : "accrual");
        WriteDay(json, "from", statement.Query.Period.From);
        WriteDay(json, "to", statement.Query.Period.To);

        json.WriteStartArray("columns");
        foreach (var column in statement.Columns)
            WriteColumn(json, column);
        json.WriteEndArray();

        json.WriteStartArray("rows");
        foreach (var row in statement.Rows)
            WriteRow(json, statement, row);
        json.WriteEndArray();

        json.WriteString("budget", statement.BudgetName);
        json.WriteStartArray("notes");
        foreach (var note in StatementNotes.Of(statement, moneyDecimals: 2))
            json.WriteStringValue(note);
        json.WriteEndArray();
        WriteTieOut(json, statement);
        WriteProvenance(json, statement);
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, StatementColumn column)
    {
        json.WriteStartObject();
        json.WriteString("id", column.Id);
        json.WriteString("label", column.Label);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(column.Kind.ToString()));
        WriteDay(json, "from", column.Period.From);
        WriteDay(json, "to", column.Period.To);
        json.WriteString("section", column.Section is { } section ? SectionName.IdOf(section) : null);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, Statement statement, StatementRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(row.Kind.ToString()));
        json.WriteString("section", SectionName.IdOf(row.Section));
        if (row.Account is { } account)
        {
            json.WriteStartObject("account");
            json.WriteString("id", account.Id);
            json.WriteString("code", account.Code);
            json.WriteString("name", account.Name);
            json.WriteString("type", account.Type);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("account");
        }

        WritePlace(json, "project", row.Project);
        WritePlace(json, "phase", row.Phase);
        json.WriteString("label", row.Label);
        json.WriteStartArray("amounts");
        for (var no = 0; no < row.Amounts.Count; no++)
        {
            var isRatio = statement.Columns[no].Kind
                is StatementColumnKind.VariancePercent or StatementColumnKind.BudgetVariancePercent or StatementColumnKind.PercentOfIncome or StatementColumnKind.Margin;
            if (row.Amounts[no] is not { } amount)
                json.WriteNullValue();
            else
                json.WriteRawValue(isRatio ? Ratio(amount) : Money(amount));
        }

        json.WriteEndArray();
        json.WritePropertyName("total");
        json.WriteRawValue(Money(row.Total));
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, StatementPlace? place)
    {
        if (place is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("id", place.Id);
        json.WriteString("name", place.Name);
        json.WriteEndObject();
    }

    private static void WriteTieOut(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject("tieOut");
        json.WriteBoolean("agrees", statement.TiesOut);
        json.WriteStartArray("checks");
        foreach (var check in statement.TieOut)
        {
            json.WriteStartObject();
            json.WriteString("label", check.Label);
            json.WritePropertyName("statement");
            json.WriteRawValue(Money(check.Statement));
            json.WritePropertyName("other");
            json.WriteRawValue(Money(check.Other));
            json.WritePropertyName("difference");
            json.WriteRawValue(Money(check.Difference));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProvenance(Utf8JsonWriter json, Statement statement)
    {
        var origin = statement.Provenance;
        json.WriteStartObject("provenance");
        json.WriteString("organisation", origin.Organisation);
        json.WriteString("currency", origin.Currency);
        json.WriteString("period", origin.Period);
        json.WriteString("basis", origin.Basis);
        json.WriteStartArray("filters");
        foreach (var filter in origin.Filters)
            json.WriteStringValue(filter);
        json.WriteEndArray();
        if (origin.DataAsOf is { } asOf)
            json.WriteString("dataAsOf", asOf.UtcDateTime);
        else
            json.WriteNull("dataAsOf");
        json.WriteNumber("batch", origin.Batch);
        json.WriteBoolean("asKnownAt", origin.AsKnownAt);
        json.WriteString("drawnAt", origin.DrawnAt.UtcDateTime);
        json.WriteString("drawnBy", origin.DrawnBy);
        json.WriteString("standing", Reporting.Provenance.Standing);
        json.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter json, string name, DateOnly day) => json.WriteString(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Money(decimal amount) => Pence.Round(amount).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Ratio(decimal fraction) => Pence.Round(fraction, 4).ToString("0.0000", CultureInfo.InvariantCulture);
}
