using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Milestone.Core.Reporting.Excel;

/// <summary>A table of the workbook, and the address of a check's own figure in its sheet; null where the table does not show it.</summary>
internal sealed record ControlledTable(TableHead Head, Func<TableCheck, string?> LinkTo);

/// <summary>The sheet that says where the figures come from: provenance, the sums that must agree, the notes.</summary>
internal static class ControlSheet
{
    /// <summary>The sheet's name.</summary>
    public const string Name = "Control";

    /// <summary>Writes the sheet into its part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="tables">The tables of the workbook.</param>
    public static void Write(Stream part, IReadOnlyList<ControlledTable> tables)
    {
        using var xml = OpenXmlWriter.Create(part);
        var sheet = new SheetWriter(xml);
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        xml.WriteElement(new SheetViews(new SheetView { WorkbookViewId = 0, ShowGridLines = false }));
        xml.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15 });
        xml.WriteElement(new Columns(
            new Column { Min = 1, Max = 1, Width = 44, CustomWidth = true },
            new Column { Min = 2, Max = 5, Width = 20, CustomWidth = true }));
        xml.WriteStartElement(new SheetData());
        var row = 1;
        Line(sheet, row, WorkbookStyles.Title, "Control", null);
        row += 2;
        foreach (var (head, linkTo) in tables)
        {
            foreach (var line in ProvenanceLines.Of(head))
                Line(sheet, row++, WorkbookStyles.Strong, line.Label, line.Value);
            row = Checks(sheet, row + 1, head.Checks, linkTo);
            foreach (var note in head.Notes)
                Line(sheet, ++row, WorkbookStyles.Strong, "Note", note);
            row += 2;
        }

        xml.WriteEndElement();
        xml.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.7, Header = 0.3, Footer = 0.3 });
        xml.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        xml.WriteElement(new HeaderFooter(new OddFooter($"&L{Provenance.Standing}&RPage &P of &N")));
        xml.WriteEndElement();
    }

    private static int Checks(SheetWriter sheet, int row, IReadOnlyList<TableCheck> checks, Func<TableCheck, string?> linkTo)
    {
        if (checks.Count == 0)
            return row;
        sheet.BeginRow(row);
        sheet.Text("A", WorkbookStyles.HeaderText, "Check");
        sheet.Text("B", WorkbookStyles.HeaderFigure, "This report");
        sheet.Text("C", WorkbookStyles.HeaderFigure, "Compared with");
        sheet.Text("D", WorkbookStyles.HeaderFigure, "Difference");
        sheet.Text("E", WorkbookStyles.HeaderFigure, "Verdict");
        sheet.EndRow();
        foreach (var check in checks)
        {
            row++;
            var pence = WorkbookStyles.Of(RowKind.Item, CellLook.Pence);
            sheet.BeginRow(row);
            sheet.Text("A", WorkbookStyles.Of(RowKind.Item, CellLook.Text), check.Label);
            sheet.Number("B", pence, check.Statement, linkTo(check));
            sheet.Number("C", pence, check.Other);
            sheet.Number("D", pence, check.Difference, string.Create(CultureInfo.InvariantCulture, $"ROUND(B{row}-C{row},2)"));
            sheet.Answer("E", WorkbookStyles.Of(RowKind.Item, CellLook.Mark), ProvenanceLines.Verdict(check),
                string.Create(CultureInfo.InvariantCulture, $"IF(D{row}=0,\"agrees\",\"differs\")"));
            sheet.EndRow();
        }

        return row + 1;
    }

    private static void Line(SheetWriter sheet, int row, uint style, string label, string? value)
    {
        sheet.BeginRow(row);
        sheet.Text("A", style, label);
        if (value is not null)
            sheet.Text("B", WorkbookStyles.Of(RowKind.Item, SheetWriter.LooksLikeFormula(value) ? CellLook.QuotedText : CellLook.Text), value);
        sheet.EndRow();
    }
}
