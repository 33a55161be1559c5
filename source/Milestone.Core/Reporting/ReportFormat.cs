using System.Globalization;
using System.Text;
using Milestone.Core.Reporting.Csv;
using Milestone.Core.Reporting.Excel;
using Milestone.Core.Reporting.Json;
using Milestone.Core.Reporting.Pdf;
using Milestone.Core.Values;

namespace Milestone.Core.Reporting;

/// <summary>A format that a report can be taken away in. The catalogue is <see cref="All"/>; nothing else lists formats.</summary>
public sealed class ReportFormat
{
    /// <summary>Writes a report in one format; memory does not grow with the number of rows.</summary>
    private delegate Task Writer(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation);

    private const int LongestName = 60;

    private readonly Writer writer;

    private ReportFormat(string id, string label, string mediaType, Writer writer)
    {
        Id = id;
        Label = label;
        MediaType = mediaType;
        this.writer = writer;
    }

    /// <summary>A4 pages, to read, print and sign.</summary>
    public static ReportFormat Pdf { get; } = new("pdf", "PDF", "application/pdf", PdfReport.WriteAsync);

    /// <summary>A workbook with live formulas, for Excel and LibreOffice.</summary>
    public static ReportFormat Excel { get; } =
        new("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ExcelReport.WriteAsync);

    /// <summary>Plain records, for any spreadsheet or program.</summary>
    public static ReportFormat Csv { get; } = new("csv", "CSV", "text/csv; charset=utf-8", CsvReport.WriteAsync);

    /// <summary>Typed cells, for programs.</summary>
    public static ReportFormat Json { get; } = new("json", "JSON", "application/json", JsonReport.WriteAsync);

    /// <summary>Every format, in the order they are offered.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } = [Pdf, Excel, Csv, Json];

    /// <summary>The name in addresses, options and file names: pdf, xlsx, csv, json.</summary>
    public string Id { get; }

    /// <summary>The name that readers see.</summary>
    public string Label { get; }

    /// <summary>The content type of a response that carries it.</summary>
    public string MediaType { get; }

    /// <summary>The end of a file's name, with its dot.</summary>
    public string FileExtension => "." + Id;

    /// <summary>The format with this id, in whatever case, or null when there is none.</summary>
    public static ReportFormat? Find(string id) =>
        All.FirstOrDefault(format => string.Equals(format.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes a report; memory does not grow with the number of rows.</summary>
    /// <param name="head">What is known before the first row.</param>
    /// <param name="rows">The rows in order.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public Task WriteAsync(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation) =>
        writer(head, rows, output, cancellation);

    /// <summary>Writes a table that is already in memory.</summary>
    /// <inheritdoc cref="WriteAsync(TableHead, IAsyncEnumerable{TableRow}, Stream, CancellationToken)"/>
    public Task WriteAsync(Table table, Stream output, CancellationToken cancellation) =>
        writer(table.Head, table.StreamRows(), output, cancellation);

    /// <summary>
    /// Writes a report of several tables: as sections of a PDF, sheets of a workbook. A CSV and the JSON of a report hold one table, and that is the main one.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public Task WriteAsync(Report report, Stream output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (this == Pdf)
            return PdfReport.WriteAsync(report, output, cancellation);
        return this == Excel ? ExcelReport.WriteAsync(report, output, cancellation) : WriteAsync(report.Main, output, cancellation);
    }

    /// <summary>
    /// The file's name: report, organisation and days, such as profit-and-loss_Acme-Builders_2026-04-01_2027-03-31.pdf.
    /// Only letters, digits, hyphens, underscores and the one dot, so that it is safe in a header and on every file system.
    /// </summary>
    /// <param name="head">The report.</param>
    /// <param name="period">The days it covers, or null for a report without a period.</param>
    public string FileName(TableHead head, Period? period = null)
    {
        var name = $"{Safe(head.Name)}_{Safe(head.Provenance.Organisation)}";
        if (period is { } days)
            name += string.Create(CultureInfo.InvariantCulture, $"_{days.From:yyyy-MM-dd}_{days.To:yyyy-MM-dd}");
        return name + FileExtension;
    }

    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                safe.Append(c);
            else if (safe.Length > 0 && safe[^1] != '-' && c != '\'')
                safe.Append('-');
            if (safe.Length == LongestName)
                break;
        }

        var trimmed = safe.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? "organisation" : trimmed;
    }
}
