using System.Globalization;
using CsCheck;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>Random books and statements whose rows are projects and phases: every cell is the oracle's, and both ways to an earlier batch are one.</summary>
public sealed class PlaceProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period[] Periods = [new(new(2025, 4, 1), new(2028, 12, 31)), new(new(2026, 4, 15), new(2026, 12, 30)), new(new(2026, 4, 1), new(2027, 3, 31))];

    private static readonly Gen<StatementQuery> AnyQuery =
        from period in Gen.Int[0, Periods.Length - 1]
        from cash in Gen.Bool
        from rows in Gen.Int[1, 3]
        from columns in Gen.Int[0, 5]
        from measure in Gen.Int[0, 6]
        from newest in Gen.Bool
        let query = new StatementQuery(Periods[period])
        {
            Basis = cash ? Basis.Cash : Basis.Accrual,
            Rows = (StatementRows)rows,
            Columns = (StatementColumns)columns,
            Measure = measure == 6 ? null : (Section)measure,
            NewestFirst = newest,
        }
        select IsSame(query) ? query with { Columns = StatementColumns.Quarter } : query;

    [Fact]
    public Task Rows_of_projects_and_phases_are_the_oracles_and_add_up() => Gen.Select(LedgerGenerator.Ledger, AnyQuery.Array[4]).SampleAsync(
        async (generated, queries) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            var payloads = generated.Shuffled();
            await books.ImportAsync(payloads);
            var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json));
            var plain = new PlainStatement(oracle.Postings(), oracle.Accounts, (generated.Final.YearEndMonth, generated.Final.YearEndDay));
            foreach (var query in queries)
            {
                var statement = await books.StatementAsync(query);
                AddUp(statement);
                LedgerRows.Equal(Expected(plain, statement), Cells(statement));
            }
        },
        iter: LedgerProperties.Runs / 3,
        print: drawn => $"{drawn.Item1}\n{string.Join('\n', drawn.Item2.Select(query => query.ToString()))}");

    [Fact]
    public Task As_known_at_a_batch_is_what_was_shown_then_by_either_way() => Gen.Select(LedgerGenerator.Ledger, AnyQuery, Gen.Int[0, 5]).SampleAsync(
        async (generated, byPlace, columns) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            StatementQuery[] queries = [byPlace, new(byPlace.Period) { Basis = byPlace.Basis, Columns = (StatementColumns)columns, Compare = 2 }];
            var shown = new List<(StatementQuery Query, string Words)>();
            for (var stage = 0; stage < generated.Stages.Count; stage++)
            {
                await books.ImportAsync(generated.Payloads(stage));
                var batch = (await books.OrganisationAsync()).LastBatch;
                foreach (var query in queries)
                    shown.Add((query with { AsKnownAt = batch }, StatementCells.Words(await books.StatementAsync(query))));
            }

            foreach (var (query, words) in shown)
            {
                foreach (var fromLater in new[] { true, false })
                {
                    var statement = await new StatementReader(database.Database) { FromLater = fromLater }.ReadAsync(books.Organisation, query, "a test", TestContext.Current.CancellationToken);
                    Assert.Equal(words, StatementCells.Words(statement));
                    Assert.True(statement.TiesOut, string.Join("; ", statement.TieOut));
                }
            }
        },
        iter: LedgerProperties.Runs / 3,
        print: drawn => $"{drawn.Item1}\n{drawn.Item2}");

    private static bool IsSame(StatementQuery query) =>
        (query.Columns == StatementColumns.Project && query.Rows != StatementRows.Phase) || (query.Columns == StatementColumns.Phase && query.Rows != StatementRows.Project);

    private static Dictionary<(string Row, string Column), decimal> Expected(PlainStatement plain, Statement statement)
    {
        var query = statement.Query;
        var rows = query.Rows switch { StatementRows.Project => PlainRows.Project, StatementRows.Phase => PlainRows.Phase, _ => PlainRows.ProjectPhase };
        var cells = new Dictionary<(string Row, string Column), decimal>();
        var isBySection = query is { Columns: StatementColumns.None, Measure: null };
        foreach (var section in isBySection ? Enum.GetValues<Section>() : [query.Measure ?? Section.NetProfit])
        {
            foreach (var (cell, amount) in plain.Matrix(query.Basis == Basis.Cash, query.Period.From, query.Period.To, rows, (PlainColumns)query.Columns, Sections(section)))
                cells[isBySection ? (cell.Row, section.ToString()) : cell] = amount;
        }

        return cells;
    }

    private static PlainSection[] Sections(Section section) => section switch
    {
        Section.Income => [PlainSection.Income],
        Section.CostOfSales => [PlainSection.CostOfSales],
        Section.GrossProfit => [PlainSection.Income, PlainSection.CostOfSales],
        Section.OtherIncome => [PlainSection.OtherIncome],
        Section.Overheads => [PlainSection.Overheads],
        _ => Enum.GetValues<PlainSection>(),
    };

    // Effects on profit, as the oracle has them: a cost is shown positive.
    private static Dictionary<(string Row, string Column), decimal> Cells(Statement statement)
    {
        var cells = new Dictionary<(string Row, string Column), decimal>();
        foreach (var row in statement.Rows.Where(row => row.Kind == StatementRowKind.Item))
        {
            var name = (row.Project, row.Phase) is ({ } project, { } phase) ? $"{project.Name} / {phase.Name}" : row.Label;
            for (var no = 0; no < statement.Columns.Count; no++)
            {
                var column = statement.Columns[no];
                if (column.Kind == StatementColumnKind.Actual && row.Amounts[no] is { } amount && amount != 0)
                    cells.Add((name, ColumnName(statement.Query, column)), (column.Section ?? row.Section) is Section.CostOfSales or Section.Overheads ? -amount : amount);
            }
        }

        return cells;
    }

    private static string ColumnName(StatementQuery query, StatementColumn column) => column.Section?.ToString() ?? (query.Columns is StatementColumns.Project or StatementColumns.Phase
        ? column.Label
        : column.Period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void AddUp(Statement statement)
    {
        Assert.True(statement.TiesOut, string.Join("; ", statement.TieOut));
        var items = statement.Rows.Where(row => row.Kind == StatementRowKind.Item).ToList();
        Assert.Contains(items, row => (row.Project ?? row.Phase)!.Name == "Unassigned");
        for (var no = 0; no < statement.Columns.Count; no++)
        {
            if (statement.Columns[no].Kind != StatementColumnKind.Actual)
                continue;
            Assert.Equal(items.Sum(row => row.Amounts[no]), statement.Bottom.Amounts[no]);
            Assert.All(statement.Rows.Where(row => row.Kind == StatementRowKind.Subtotal), sum => Assert.Equal(items.Where(row => row.Project == sum.Project).Sum(row => row.Amounts[no]), sum.Amounts[no]));
        }

        Assert.Equal(items.Sum(row => row.Total), statement.Bottom.Total);
    }
}
