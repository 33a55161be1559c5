using Milestone.Core.Reporting;

namespace Milestone.Core.Statements;

/// <summary>Projects and phases as rows of a table: phases of a project below its name and above its sum.</summary>
internal static class PlaceRows
{
    public static IEnumerable<TableRow> Of(Statement statement, IReadOnlyList<TableColumn> columns)
    {
        var isGrouped = statement.Query.Rows == StatementRows.ProjectPhase;
        var group = new List<StatementRow>();
        var items = statement.Rows.Where(row => row.Kind == StatementRowKind.Item).ToList();
        foreach (var row in statement.Rows)
        {
            switch (row.Kind)
            {
                case StatementRowKind.Item:
                    if (isGrouped && group.Count == 0)
                        yield return new TableRow(RowKind.Heading, [Cell.Of(row.Project!.Name), .. columns.Skip(1).Select(_ => Cell.Empty)]);
                    group.Add(row);
                    yield return Row(statement, row, RowKind.Item, columns) with { Level = isGrouped ? 1 : 0 };
                    break;
                case StatementRowKind.Subtotal:
                    yield return Row(statement, row, RowKind.Subtotal, columns) with { Formula = SumOf(group) };
                    group.Clear();
                    break;
                default:
                    yield return Row(statement, row, RowKind.Total, columns) with { Formula = SumOf(items) };
                    break;
            }
        }
    }

    private static RowFormula.SumOfItems SumOf(List<StatementRow> items) => new(StatementTable.IdOf(items[0]), StatementTable.IdOf(items[^1]));

    private static TableRow Row(Statement statement, StatementRow row, RowKind kind, IReadOnlyList<TableColumn> columns) =>
        new(kind, [Cell.Of(row.Label), .. TableColumns.CellsOf(statement, row, columns)]) { Id = StatementTable.IdOf(row) };
}
