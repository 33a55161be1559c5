using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Reporting;
using Milestone.Core.Tests.Reporting.Excel;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Outputs;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Statements;

/// <summary>Statements as workbooks, with nothing but their formulas left, calculated by LibreOffice to the statement's own figures.</summary>
public sealed class StatementWorkbookTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 320 Labour DIRECTCOSTS
        account 400 Insurance OVERHEADS
        project Alpha
        project Beta
        phase Groundworks
        phase Roofing

        2026-04-10 invoice INV-1
          200  1,000.00  Alpha / Groundworks
          200  800.00  Alpha
        2026-05-20 bill B-1
          310  300.10  Alpha / Groundworks
          320  120.00  Alpha / Roofing
          400  50.00  Alpha
        2026-05-05 supplier credit SC-1
          310  40.00  Beta / Roofing
        2026-04-06 bill B-2
          310  75.55  - / Groundworks
        """;

    private static readonly Period Spring = new(new(2026, 4, 1), new(2026, 5, 31));

    [Fact]
    public async Task LibreOffice_calculates_the_statements_figures()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(Books)[^1].Book));
        var query = new StatementQuery(Spring);
        (string View, StatementQuery Query)[] views =
        [
            ("sections", query with { Rows = StatementRows.Project, Compare = 1, Variance = true }),
            ("matrix", query with { Rows = StatementRows.Project, Columns = StatementColumns.Phase, Measure = Section.GrossProfit }),
            ("grouped", query with { Rows = StatementRows.ProjectPhase, Columns = StatementColumns.Month, NewestFirst = true, Estimates = true }),
            ("estimates", query with { Project = await books.ProjectAsync("Alpha"), Estimates = true }),
        ];
        var tables = new List<Table>();
        var workbooks = new List<byte[]>();
        foreach (var (_, asked) in views)
        {
            tables.Add(StatementTable.Of(await books.StatementAsync(asked)));
            workbooks.Add(ExcelRecalculationTests.WithoutCachedValues(await Written.As(ReportFormat.Excel, tables[^1])));
        }

        // All in one start of the program, which takes longer than to calculate them.
        var calculated = await LibreOffice.Recalculate(workbooks);
        foreach (var ((view, _), table, sheets) in views.Zip(tables, calculated))
        {
            var rows = sheets.Single(sheet => sheet.Key != "Control").Value[5..];
            Assert.Equal(table.Rows.Count, rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                for (var column = 0; column < table.Head.Columns.Count; column++)
                    ExcelRecalculationTests.Agrees(table.Rows[row].Cells[column], rows[row][column], $"{view}, row {row}, column {column}");
            }
        }
    }
}
