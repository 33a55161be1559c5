using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Milestone.Core.Reporting.Excel;

/// <summary>The sheet with the table: a title block, the column headings, the rows with their live formulas, the page set-up.</summary>
internal sealed class ReportSheet
{
    /// <summary>The row with the column headings; all rows above it are the title block.</summary>
    public const int HeaderRow = 5;

    // Columns of figures to a printed page; row heights in points.
    private const int WidePage = 14, TitleHeight = 24, HeadingHeight = 22;

    private readonly TableHead head;
    private readonly string[] letters;
    private readonly LiveFormulas formulas;
    private readonly Queue<(TableRow Row, int Number)> waiting = new();
    private int lastRow = HeaderRow;

    private readonly bool isFirst;

    public ReportSheet(TableHead head, bool isFirst)
    {
        (this.head, this.isFirst) = (head, isFirst);
        letters = [.. Enumerable.Range(0, head.Columns.Count).Select(CellAddress.Letters)];
        formulas = new LiveFormulas(head.Columns);
    }

    /// <summary>Where the row with this name stands, or null when there was none.</summary>
    public int? RowOf(string id) => formulas.RowOf(id);

    /// <summary>Writes the sheet into its part, passing bytes on as they gather.</summary>
    public async Task WriteAsync(Stream part, IAsyncEnumerable<TableRow> rows, OutputBuffer output, CancellationToken cancellation)
    {
        using var xml = OpenXmlWriter.Create(part);
        var sheet = new SheetWriter(xml);
        var enumerator = rows.GetAsyncEnumerator(cancellation);
        await using (enumerator.ConfigureAwait(false))
        {
            List<TableRow> opening = [];
            var hasMore = await enumerator.MoveNextAsync().ConfigureAwait(false);
            while (hasMore && opening.Count < ColumnWidths.OpeningRows)
            {
                opening.Add(enumerator.Current);
                hasMore = await enumerator.MoveNextAsync().ConfigureAwait(false);
            }

            Begin(xml, ColumnWidths.Of(head, opening, hasMore));
            TitleBlock(sheet);
            foreach (var row in opening)
                Add(sheet, row);
            while (hasMore)
            {
                Add(sheet, enumerator.Current);
                await output.DrainAsync(cancellation).ConfigureAwait(false);
                hasMore = await enumerator.MoveNextAsync().ConfigureAwait(false);
            }
        }

        while (waiting.TryDequeue(out var left))
            Write(sheet, left.Row, left.Number);
        End(xml);
    }

    private int Figures => head.Columns.Count(column => column.Kind is not (ColumnKind.Text or ColumnKind.Date));

    private void Begin(OpenXmlWriter xml, IReadOnlyList<double> widths)
    {
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var corner = CellAddress.Of(letters.Length > 1 ? "B" : "A", HeaderRow + 1);
        var pane = new Pane { VerticalSplit = HeaderRow, TopLeftCell = corner, State = PaneStateValues.Frozen, ActivePane = PaneValues.BottomLeft };
        if (letters.Length > 1)
        {
            pane.HorizontalSplit = 1;
            pane.ActivePane = PaneValues.BottomRight;
        }

        xml.WriteElement(new SheetViews(new SheetView(pane) { WorkbookViewId = 0, ShowGridLines = false, TabSelected = isFirst }));
        xml.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15 });
        xml.WriteElement(new Columns(widths.Select((width, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
        xml.WriteStartElement(new SheetData());
    }

    private void TitleBlock(SheetWriter sheet)
    {
        var provenance = head.Provenance;
        Line(sheet, 1, 0, WorkbookStyles.Strong, provenance.Organisation);
        Line(sheet, 2, TitleHeight, WorkbookStyles.Title, head.Title);
        Line(sheet, 3, 0, 0, $"{provenance.Period} · {provenance.Basis} · {provenance.Currency} · {Provenance.Standing}");
        sheet.BeginRow(HeaderRow);
        for (var i = 0; i < letters.Length; i++)
        {
            var isWords = head.Columns[i].Kind is ColumnKind.Text or ColumnKind.Date;
            sheet.Text(letters[i], isWords ? WorkbookStyles.HeaderText : WorkbookStyles.HeaderFigure, head.Columns[i].Label);
        }

        sheet.EndRow();
    }

    private static void Line(SheetWriter sheet, int row, int height, uint style, string text)
    {
        sheet.BeginRow(row, height);
        sheet.Text("A", style, text);
        sheet.EndRow();
    }

    private void Add(SheetWriter sheet, TableRow row)
    {
        formulas.Learn(row, ++lastRow);
        waiting.Enqueue((row, lastRow));
        while (waiting.TryPeek(out var next) && formulas.IsReady(next.Row))
        {
            waiting.Dequeue();
            Write(sheet, next.Row, next.Number);
        }
    }

    private void Write(SheetWriter sheet, TableRow row, int number)
    {
        sheet.BeginRow(number, row.Kind == RowKind.Heading ? HeadingHeight : 0);
        for (var i = 0; i < letters.Length; i++)
            WriteCell(sheet, row, number, i);
        sheet.EndRow();
    }

    private void WriteCell(SheetWriter sheet, TableRow row, int number, int column)
    {
        var letter = letters[column];
        uint Style(CellLook look) => WorkbookStyles.Of(row.Kind, look, column == 0 ? row.Level : 0, head.Columns[column].IsTotal);
        switch (row.Cells[column])
        {
            case Cell.TextCell text:
                sheet.Text(letter, Style(SheetWriter.LooksLikeFormula(text.Text) ? CellLook.QuotedText : CellLook.Text), text.Text);
                break;
            case Cell.MoneyCell money:
                sheet.Number(letter, Style(CellLook.Money), money.Amount, formulas.For(row, number, column));
                break;
            case Cell.PercentCell percent:
                sheet.Number(letter, Style(CellLook.Percent), percent.Fraction, formulas.For(row, number, column));
                break;
            case Cell.NumberCell value:
                sheet.Number(letter, Style(CellLook.Number), value.Value, formulas.For(row, number, column));
                break;
            case Cell.DateCell date:
                sheet.Day(letter, Style(CellLook.Date), date.Day);
                break;
            case Cell.AbsentCell absent when formulas.For(row, number, column) is { } formula:
                sheet.Answer(letter, Style(CellLook.Mark), absent.Mark, formula);
                break;
            case Cell.AbsentCell absent:
                sheet.Text(letter, Style(CellLook.Mark), absent.Mark);
                break;
            default:
                sheet.Blank(letter, Style(CellLook.Text));
                break;
        }
    }

    private void End(OpenXmlWriter xml)
    {
        xml.WriteEndElement();
        xml.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.7, Header = 0.3, Footer = 0.3 });
        xml.WriteElement(new PageSetup
        {
            PaperSize = 9,
            Orientation = Figures > 4 ? OrientationValues.Landscape : OrientationValues.Portrait,
            FitToWidth = (uint)Math.Max(1, (Figures + WidePage - 1) / WidePage),
            FitToHeight = 0,
        });
        xml.WriteElement(new HeaderFooter(new OddFooter(string.Create(CultureInfo.InvariantCulture, $"&L{Provenance.Standing}&RPage &P of &N"))));
        xml.WriteEndElement();
    }
}
