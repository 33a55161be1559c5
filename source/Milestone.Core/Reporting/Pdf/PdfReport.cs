using Milestone.Core.Reporting.Pdf.Typesetting;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>
/// A report as A4 pages: title, the table under repeated headings, then chart, checks, notes and provenance.
/// Portrait to four columns of figures and landscape beyond; smaller type where that is too narrow; then columns continue on further pages.
/// Fonts are embedded, every text can be selected and searched, and the same report gives the same bytes.
/// </summary>
public static class PdfReport
{
    /// <summary>
    /// Writes the report. Pages go out one by one; the rows wait in a spool until the pages are counted, in a temporary file when they are many,
    /// so that memory does not grow with their number.
    /// </summary>
    /// <param name="head">What is known before the first row.</param>
    /// <param name="rows">The rows in order.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns, or the table has no column.</exception>
    public static Task WriteAsync(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation) =>
        WriteAsync(head.Title, [(head, rows)], output, cancellation);

    /// <summary>Writes several tables one after the other, each with its heading and what belongs to it, with the pages counted through.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns, or a table has no column.</exception>
    public static Task WriteAsync(Report report, Stream output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        return WriteAsync(report.Title, [.. report.Tables.Select(table => (table.Head, table.StreamRows()))], output, cancellation);
    }

    private static async Task WriteAsync(string title, IReadOnlyList<(TableHead Head, IAsyncEnumerable<TableRow> Rows)> tables, Stream output, CancellationToken cancellation)
    {
        using var pen = new Pen();
        var spools = new List<RowSpool>();
        try
        {
            var composers = new List<PageComposer>();
            foreach (var (head, rows) in tables)
            {
                if (head.Columns.Count == 0)
                    throw new ArgumentException($"{head.Name} has no column.", nameof(tables));
                var spool = new RowSpool(head.Columns.Count);
                spools.Add(spool);
                var survey = new TableSurvey(head, pen.Shaper, spool);
                await foreach (var row in ReportRows.Checked(head, rows, cancellation).ConfigureAwait(false))
                    survey.Add(row);
                composers.Add(new PageComposer(head, survey, spool, pen));
            }

            using var buffer = new OutputBuffer(output);
            using (var document = SKDocument.CreatePdf(buffer, Properties(title, tables[0].Head)))
            {
                var counts = composers.ConvertAll(composer => composer.Count());
                for (var i = 0; i < composers.Count; i++)
                    await composers[i].WriteAsync(document, buffer, counts.Take(i).Sum(), counts.Sum(), cancellation).ConfigureAwait(false);
                document.Close();
            }

            await buffer.DrainAllAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            spools.ForEach(spool => spool.Dispose());
        }
    }

    /// <summary>Writes a table that is already in memory.</summary>
    /// <inheritdoc cref="WriteAsync(TableHead, IAsyncEnumerable{TableRow}, Stream, CancellationToken)"/>
    public static Task WriteAsync(Table table, Stream output, CancellationToken cancellation) =>
        WriteAsync(table.Head, table.StreamRows(), output, cancellation);

    private static SKDocumentPdfMetadata Properties(string title, TableHead head)
    {
        var provenance = head.Provenance;
        return new SKDocumentPdfMetadata(SKDocument.DefaultRasterDpi)
        {
            Title = PlainText.OnOneLine($"{title} - {provenance.Organisation}"),
            Author = PlainText.OnOneLine(provenance.DrawnBy),
            Subject = PlainText.OnOneLine($"{provenance.Period}, {provenance.Basis}. {Provenance.Standing}"),
            Creator = "Milestone",
            Producer = "Milestone",
            Creation = provenance.DrawnAt.UtcDateTime,
            Modified = provenance.DrawnAt.UtcDateTime,
        };
    }
}
