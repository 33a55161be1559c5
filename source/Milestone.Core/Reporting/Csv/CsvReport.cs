using System.Globalization;
using System.Text;
using Milestone.Core.Values;

namespace Milestone.Core.Reporting.Csv;

/// <summary>
/// A report as CSV: RFC 4180, UTF-8 with a byte order mark, one header record, one record a row.
/// <list type="bullet">
/// <item>Money and counts are plain numbers (-1234.50), money with the table's decimals; a percentage reads 25.0%, a day 2026-03-31.
/// A value that is absent keeps its mark (n/a).</item>
/// <item>After the last row follow one blank record and the provenance, checks and notes, in records whose first field begins with "# ";
/// they have as many fields as the rest, so that the file stays rectangular and the columns of figures hold figures only.</item>
/// <item>A text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers are not text and get none.</item>
/// </list>
/// </summary>
public static class CsvReport
{
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Writes the report; memory does not grow with the number of rows.</summary>
    /// <param name="head">What is known before the first row.</param>
    /// <param name="rows">The rows in order.</param>
    /// <param name="output">Where the bytes go; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public static async Task WriteAsync(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation)
    {
        var writer = new StreamWriter(output, Utf8WithMark, bufferSize: 32 * 1024, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            var record = new CsvRecord(head.Columns.Count);
            foreach (var column in head.Columns)
                record.AddText(column.Label);
            await writer.WriteAsync(record.End(), cancellation).ConfigureAwait(false);

            await foreach (var row in ReportRows.Checked(head, rows, cancellation).ConfigureAwait(false))
            {
                foreach (var cell in row.Cells)
                    Add(record, cell, head.MoneyDecimals);
                await writer.WriteAsync(record.End(), cancellation).ConfigureAwait(false);
            }

            await writer.WriteAsync(record.End(), cancellation).ConfigureAwait(false);
            foreach (var remark in Remarks(head))
            {
                record.AddRemark(remark);
                await writer.WriteAsync(record.End(), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes a table that is already in memory.</summary>
    /// <inheritdoc cref="WriteAsync(TableHead, IAsyncEnumerable{TableRow}, Stream, CancellationToken)"/>
    public static Task WriteAsync(Table table, Stream output, CancellationToken cancellation) =>
        WriteAsync(table.Head, table.StreamRows(), output, cancellation);

    private static void Add(CsvRecord record, Cell cell, int moneyDecimals)
    {
        switch (cell)
        {
            case Cell.TextCell text:
                record.AddText(text.Text);
                break;
            case Cell.MoneyCell money:
                record.AddPlain(Money(money.Amount, moneyDecimals));
                break;
            case Cell.PercentCell percent:
                record.AddPlain(Pence.Round(percent.Fraction * 100, 1).ToString("0.0", CultureInfo.InvariantCulture) + "%");
                break;
            case Cell.DateCell date:
                record.AddPlain(date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case Cell.NumberCell number:
                record.AddPlain(number.Value.ToString("0.############", CultureInfo.InvariantCulture));
                break;
            case Cell.AbsentCell absent:
                record.AddText(absent.Mark);
                break;
            default:
                record.AddPlain("");
                break;
        }
    }

    private static IEnumerable<string> Remarks(TableHead head)
    {
        foreach (var line in ProvenanceLines.Of(head))
            yield return $"{line.Label}: {line.Value}";
        foreach (var check in head.Checks)
        {
            yield return $"Check: {check.Label}: {Money(check.Statement, 2)} against {Money(check.Other, 2)}, "
                + $"difference {Money(check.Difference, 2)}, {ProvenanceLines.Verdict(check)}";
        }

        foreach (var note in head.Notes)
            yield return $"Note: {note}";
    }

    private static string Money(decimal amount, int decimals) =>
        Pence.Round(amount, decimals).ToString(decimals == 0 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
