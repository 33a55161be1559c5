using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Milestone.Core.Values;

namespace Milestone.Core.Reporting.Json;

/// <summary>
/// A report as JSON: the columns, the rows with typed cells, the provenance, the checks. Names are in camelCase, days and times ISO 8601.
/// A cell is an object that names its kind and value, <c>{"kind":"money","value":-1234.50}</c>, or null where there is none.
/// Money has two decimals whatever the table shows; a percentage is its exact fraction.
/// </summary>
public static class JsonReport
{
    private const int Enough = 32 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the report; memory does not grow with the number of rows.</summary>
    /// <param name="head">What is known before the first row.</param>
    /// <param name="rows">The rows in order.</param>
    /// <param name="output">Where the bytes go; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public static async Task WriteAsync(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation)
    {
        var json = new Utf8JsonWriter(output, Options);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("name", head.Name);
            Text(json, "title", head.Title);
            json.WriteNumber("moneyDecimals", head.MoneyDecimals);
            JsonProvenance.Write(json, head.Provenance);
            Columns(json, head.Columns);
            json.WriteStartArray("rows");
            await foreach (var row in ReportRows.Checked(head, rows, cancellation).ConfigureAwait(false))
            {
                Row(json, row);
                if (json.BytesPending > Enough)
                    await json.FlushAsync(cancellation).ConfigureAwait(false);
            }

            json.WriteEndArray();
            Checks(json, head.Checks);
            JsonProvenance.Texts(json, "notes", head.Notes);
            json.WriteEndObject();
            await json.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a table that is already in memory.</summary>
    /// <inheritdoc cref="WriteAsync(TableHead, IAsyncEnumerable{TableRow}, Stream, CancellationToken)"/>
    public static Task WriteAsync(Table table, Stream output, CancellationToken cancellation) =>
        WriteAsync(table.Head, table.StreamRows(), output, cancellation);

    private static void Columns(Utf8JsonWriter json, IReadOnlyList<TableColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("id", column.Id);
            Text(json, "label", column.Label);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(column.Kind.ToString()));
            json.WriteBoolean("isTotal", column.IsTotal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, TableRow row)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(row.Kind.ToString()));
        if (row.Id is not null)
            json.WriteString("id", row.Id);
        json.WriteNumber("level", row.Level);
        json.WriteStartArray("cells");
        foreach (var cell in row.Cells)
            Write(json, cell);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Cell cell)
    {
        if (cell is Cell.EmptyCell)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        switch (cell)
        {
            case Cell.TextCell text:
                json.WriteString("kind", "text");
                Text(json, "value", text.Text);
                break;
            case Cell.MoneyCell money:
                json.WriteString("kind", "money");
                Money(json, "value", money.Amount);
                break;
            case Cell.PercentCell percent:
                json.WriteString("kind", "percent");
                json.WriteNumber("value", percent.Fraction);
                break;
            case Cell.DateCell date:
                json.WriteString("kind", "date");
                json.WriteString("value", date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case Cell.NumberCell number:
                json.WriteString("kind", "number");
                json.WriteNumber("value", number.Value);
                break;
            case Cell.AbsentCell absent:
                json.WriteString("kind", "absent");
                Text(json, "value", absent.Mark);
                break;
        }

        json.WriteEndObject();
    }

    private static void Checks(Utf8JsonWriter json, IReadOnlyList<TableCheck> checks)
    {
        json.WriteStartArray("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            Text(json, "label", check.Label);
            Money(json, "statement", check.Statement);
            Money(json, "other", check.Other);
            Money(json, "difference", check.Difference);
            json.WriteBoolean("agrees", check.Difference == 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Money(Utf8JsonWriter json, string name, decimal amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Pence.Round(amount).ToString("0.00", CultureInfo.InvariantCulture));
    }

    private static void Text(Utf8JsonWriter json, string name, string text) => json.WriteString(name, PlainText.Of(text));
}
