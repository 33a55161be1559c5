using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Milestone.Core.Reporting.Excel;

/// <summary>
/// The zip file that a workbook is (ECMA-376 part 2): its parts one after the other, with their types and relationships.
/// Written here instead of by System.IO.Packaging because that keeps every part in memory and stamps the clock on it;
/// this one streams, and gives the same bytes for the same report.
/// </summary>
internal sealed class WorkbookPackage(Stream output, DateTimeOffset stamp) : IDisposable
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private static readonly DateTimeOffset FirstZipDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>The identifier by which the workbook part names the sheet with a number, counted from 1.</summary>
    public static string SheetRelationship(int number) => $"sheet{number}";

    /// <summary>Opens the part of a sheet, counted from 1, for writing; one part is open at a time.</summary>
    public Stream OpenSheet(int number) => Open($"xl/worksheets/sheet{number}.xml");

    /// <summary>Opens the part that lists the sheets.</summary>
    public Stream OpenWorkbook() => Open("xl/workbook.xml");

    /// <summary>Opens the part that names the styles.</summary>
    public Stream OpenStyles() => Open("xl/styles.xml");

    /// <summary>Opens the part with title, author and dates.</summary>
    public Stream OpenProperties() => Open("docProps/core.xml");

    /// <summary>Writes what ties the parts together; the last call before disposal.</summary>
    public void WriteTies(int sheets)
    {
        var numbers = Enumerable.Range(1, sheets).ToList();
        Write("[Content_Types].xml", "Types", $"{Packages}/content-types",
            [
                ["Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml"],
                ["Default", "Extension", "xml", "ContentType", "application/xml"],
                ["Override", "PartName", "/xl/workbook.xml", "ContentType", $"{Spreadsheet}.sheet.main+xml"],
                ["Override", "PartName", "/xl/styles.xml", "ContentType", $"{Spreadsheet}.styles+xml"],
                ["Override", "PartName", "/docProps/core.xml", "ContentType", "application/vnd.openxmlformats-package.core-properties+xml"],
                .. numbers.Select(number => (string[])["Override", "PartName", $"/xl/worksheets/sheet{number}.xml", "ContentType", $"{Spreadsheet}.worksheet+xml"]),
            ]);
        Write("_rels/.rels", "Relationships", $"{Packages}/relationships",
            [
                ["Relationship", "Id", "workbook", "Type", $"{Office}/officeDocument", "Target", "xl/workbook.xml"],
                ["Relationship", "Id", "properties", "Type", $"{Packages}/relationships/metadata/core-properties", "Target", "docProps/core.xml"],
            ]);
        Write("xl/_rels/workbook.xml.rels", "Relationships", $"{Packages}/relationships",
            [
                ["Relationship", "Id", "styles", "Type", $"{Office}/styles", "Target", "styles.xml"],
                .. numbers.Select(number => (string[])
                    ["Relationship", "Id", SheetRelationship(number), "Type", $"{Office}/worksheet", "Target", $"worksheets/sheet{number}.xml"]),
            ]);
    }

    public void Dispose() => zip.Dispose();

    private Stream Open(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = stamp < FirstZipDay ? FirstZipDay : stamp.ToUniversalTime();
        return entry.Open();
    }

    private void Write(string name, string root, string space, IReadOnlyList<string[]> elements)
    {
        using var stream = Open(name);
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement(root, space);
        foreach (var element in elements)
        {
            xml.WriteStartElement(element[0], space);
            for (var i = 1; i < element.Length; i += 2)
                xml.WriteAttributeString(element[i], element[i + 1]);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
