using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Excel;

public partial class ExcelRecalculationTests
{
    [Fact]
    public async Task LibreOffice_calculates_the_values_that_the_table_has()
    {
        var table = SampleTables.Quarter();
        var sheets = await LibreOffice.Recalculate(WithoutCachedValues(await Written.As(ReportFormat.Excel, table)));
        var rows = sheets["Profit and loss"][5..];
        Assert.Equal(table.Rows.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < table.Head.Columns.Count; column++)
                Agrees(table.Rows[row].Cells[column], rows[row][column], $"row {row}, column {column}");
        }

        Assert.Equal(["Projects + Unassigned = organisation", "2050.25", "2050.25", "0", "agrees"], sheets["Control"][15]);
        Assert.Equal(["Xero's own profit and loss", "2050.25", "2040.25", "10", "differs"], sheets["Control"][16]);
    }

    [Fact]
    public async Task A_text_that_looks_like_a_formula_or_an_escape_reads_as_it_was_written()
    {
        var table = SampleTables.Of("Texts", 1, ("=1+1", 1m), ("plain _x0041_ text", 2m), ("+44 20", 3m), ("Zażółć 👷", 4m));
        var sheets = await LibreOffice.Recalculate(await Written.As(ReportFormat.Excel, table));
        Assert.Equal(["=1+1", "plain _x0041_ text", "+44 20", "Zażółć 👷"], sheets["Texts"][5..].Select(row => row[0]));
    }

    internal static void Agrees(Cell cell, string calculated, string where)
    {
        var expected = cell switch
        {
            Cell.MoneyCell money => money.Amount,
            Cell.PercentCell percent => percent.Fraction,
            _ => (decimal?)null,
        };
        if (expected is { } value)
            Assert.True(Math.Abs(value - Number(calculated)) < 0.000_000_1m, $"{where}: {calculated} instead of {value}");
        else
            Assert.Equal(CellText.Of(cell, 2), calculated);
    }

    private static decimal Number(string calculated) => calculated.EndsWith('%')
        ? Number(calculated[..^1]) / 100
        : decimal.Parse(calculated, NumberStyles.Float, CultureInfo.InvariantCulture);

    // Without the values beside them the formulas have to speak for themselves.
    internal static byte[] WithoutCachedValues(byte[] workbook)
    {
        using var memory = new MemoryStream();
        memory.Write(workbook);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var name in new[] { "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml" })
            {
                var entry = zip.GetEntry(name)!;
                string xml;
                using (var reader = new StreamReader(entry.Open()))
                    xml = reader.ReadToEnd();
                entry.Delete();
                var bare = FormulaWithValue().Replace(xml, "$1");
                Assert.NotEqual(xml, bare);
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(bare);
            }
        }

        return memory.ToArray();
    }

    [GeneratedRegex("(<x:f>[^<]*</x:f>)<x:v>[^<]*</x:v>")]
    private static partial Regex FormulaWithValue();
}
