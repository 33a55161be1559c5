using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Excel;

/// <summary>A workbook read back by the Open XML SDK.</summary>
internal sealed class Workbook : IDisposable
{
    private readonly SpreadsheetDocument document;

    public Workbook(byte[] file) => document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);

    public WorkbookPart Part => document.WorkbookPart!;

    public string? Title => document.PackageProperties.Title;

    public DateTime? Created => document.PackageProperties.Created;

    public IReadOnlyList<string> SheetNames => [.. Part.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!)];

    public IReadOnlyList<string> Errors => [.. new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}")];

    public Worksheet Sheet(int number) => ((WorksheetPart)Part.GetPartById($"sheet{number}")).Worksheet!;

    public Cell Cell(int sheet, string address) => Sheet(sheet).Descendants<Cell>().Single(cell => cell.CellReference == address);

    public string Text(int sheet, string address) => Cell(sheet, address).InnerText;

    public string? Formula(int sheet, string address) => Cell(sheet, address).CellFormula?.Text;

    public string? Value(int sheet, string address) => Cell(sheet, address).CellValue?.Text;

    public CellFormat Format(int sheet, string address) =>
        Part.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ElementAt((int)Cell(sheet, address).StyleIndex!.Value);

    public string NumberFormat(int sheet, string address) =>
        Part.WorkbookStylesPart!.Stylesheet!.NumberingFormats!.Elements<NumberingFormat>()
            .Single(format => format.NumberFormatId!.Value == Format(sheet, address).NumberFormatId!.Value).FormatCode!.Value!;

    public void Dispose() => document.Dispose();
}
