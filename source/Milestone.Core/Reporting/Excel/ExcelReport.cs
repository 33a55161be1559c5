using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Milestone.Core.Reporting.Excel;

/// <summary>
/// A report as a workbook (Office Open XML): a sheet with the table, in which every subtotal, margin and variance is a live formula beside its
/// value, and a sheet Control with provenance, checks and notes.
/// <list type="bullet">
/// <item>Figures are exact, whatever decimals they show; text is stored as text and never becomes a formula.
/// It is not altered: who saves the sheet as CSV should take the report's own CSV instead, which guards such texts.</item>
/// <item>Rows stream. A row whose formula names a row further down waits for it, with all rows between.</item>
/// <item>The same report gives the same bytes.</item>
/// </list>
/// </summary>
public static class ExcelReport
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string DublinTerms = "http://purl.org/dc/terms/";
    private const string CoreProperties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Writes the report; memory does not grow with the number of rows, but for the names of rows that have one.</summary>
    /// <param name="head">What is known before the first row.</param>
    /// <param name="rows">The rows in order.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public static Task WriteAsync(TableHead head, IAsyncEnumerable<TableRow> rows, Stream output, CancellationToken cancellation) =>
        WriteAsync(head.Title, [(head, rows)], output, cancellation);

    /// <summary>Writes several tables, a sheet each, and one Control sheet for all.</summary>
    /// <param name="report">The report. Its tables show money with the decimals of the first.</param>
    /// <param name="output">Where the bytes go, written asynchronously only; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns.</exception>
    public static Task WriteAsync(Report report, Stream output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        return WriteAsync(report.Title, [.. report.Tables.Select(table => (table.Head, table.StreamRows()))], output, cancellation);
    }

    private static async Task WriteAsync(string title, IReadOnlyList<(TableHead Head, IAsyncEnumerable<TableRow> Rows)> tables, Stream output, CancellationToken cancellation)
    {
        using var buffer = new OutputBuffer(output);
        var first = tables[0].Head;
        var names = SheetName.Of([.. tables.Select(table => table.Head.Title)]);
        using (var package = new WorkbookPackage(buffer, first.Provenance.DrawnAt))
        {
            var controlled = new List<ControlledTable>();
            for (var i = 0; i < tables.Count; i++)
            {
                var (head, rows) = tables[i];
                var sheet = new ReportSheet(head, isFirst: i == 0);
                var name = names[i];
                using (var part = package.OpenSheet(i + 1))
                    await sheet.WriteAsync(part, ReportRows.Checked(head, rows, cancellation), buffer, cancellation).ConfigureAwait(false);
                controlled.Add(new ControlledTable(head, check => Link(head, sheet, name, check)));
            }

            using (var part = package.OpenSheet(tables.Count + 1))
                ControlSheet.Write(part, controlled);
            using (var part = package.OpenStyles())
                WorkbookStyles.Build(first.MoneyDecimals).Save(part);
            using (var part = package.OpenWorkbook())
                Workbook(names, [.. tables.Select(table => table.Head.Columns.Count > 1)]).Save(part);
            using (var part = package.OpenProperties())
                Properties(part, title, first);
            package.WriteTies(sheets: tables.Count + 1);
        }

        await buffer.DrainAllAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes a table that is already in memory.</summary>
    /// <inheritdoc cref="WriteAsync(TableHead, IAsyncEnumerable{TableRow}, Stream, CancellationToken)"/>
    public static Task WriteAsync(Table table, Stream output, CancellationToken cancellation) =>
        WriteAsync(table.Head, table.StreamRows(), output, cancellation);

    private static string? Link(TableHead head, ReportSheet report, string sheet, TableCheck check)
    {
        if (check.RowId is null || check.ColumnId is null || report.RowOf(check.RowId) is not { } row)
            return null;
        for (var i = 0; i < head.Columns.Count; i++)
        {
            if (head.Columns[i].Id == check.ColumnId)
                return SheetName.Reference(sheet) + CellAddress.Of(CellAddress.Letters(i), row);
        }

        return null;
    }

    private static Workbook Workbook(IReadOnlyList<string> names, IReadOnlyList<bool> repeatLabels) => new(
        new BookViews(new WorkbookView()),
        new Sheets(names.Append(ControlSheet.Name).Select((name, i) => new Sheet { Name = name, SheetId = (uint)i + 1, Id = WorkbookPackage.SheetRelationship(i + 1) })),
        new DefinedNames(names.Select((name, i) => new DefinedName(Titles(name, repeatLabels[i])) { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i })),
        new CalculationProperties { FullCalculationOnLoad = true });

    private static string Titles(string name, bool repeatLabels)
    {
        var reference = SheetName.Reference(name);
        var titles = string.Create(CultureInfo.InvariantCulture, $"{reference}${ReportSheet.HeaderRow}:${ReportSheet.HeaderRow}");
        return repeatLabels ? $"{reference}$A:$A,{titles}" : titles;
    }

    private static void Properties(Stream part, string title, TableHead head)
    {
        var provenance = head.Provenance;
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("cp", "coreProperties", CoreProperties);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteAttributeString("xmlns", "dcterms", null, DublinTerms);
        xml.WriteAttributeString("xmlns", "xsi", null, SchemaInstance);
        xml.WriteElementString("title", DublinCore, PlainText.OnOneLine($"{title} - {provenance.Organisation}"));
        xml.WriteElementString("subject", DublinCore, PlainText.OnOneLine($"{provenance.Period}, {provenance.Basis}. {Provenance.Standing}"));
        xml.WriteElementString("creator", DublinCore, PlainText.OnOneLine(provenance.DrawnBy));
        Moment(xml, "created", provenance.DrawnAt);
        Moment(xml, "modified", provenance.DrawnAt);
        xml.WriteEndElement();
    }

    private static void Moment(XmlWriter xml, string element, DateTimeOffset moment)
    {
        xml.WriteStartElement(element, DublinTerms);
        xml.WriteAttributeString("type", SchemaInstance, "dcterms:W3CDTF");
        xml.WriteString(moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
