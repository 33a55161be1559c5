using Milestone.Core.Administration;
using Milestone.Core.Reporting;

namespace Milestone.Host.Observability.Monitoring;

/// <summary>The tables of the page of monitoring.</summary>
internal sealed class MonitoringTables(Provenance provenance)
{
    private const int Most = 15;

    /// <summary>By how long 95 in 100 take, the slowest first.</summary>
    public Table Routes(IReadOnlyList<(string Route, RequestFigures Figures)> routes) => Of(
        "slowest-pages",
        "The slowest pages",
        [new("route", "Asked for", ColumnKind.Text), new("count", "Requests", ColumnKind.Number), new("errors", "Failed", ColumnKind.Number), Milliseconds("half", "Half within, ms"), Milliseconds("most", "95 in 100 within, ms"), Milliseconds("nearly", "99 in 100 within, ms")],
        routes.OrderByDescending(one => one.Figures.Quantile(0.95)).Take(Most).Select(one => Row(
            Cell.Of(one.Route), Cell.Number(one.Figures.Count), Cell.Number(one.Figures.Errors), Of(one.Figures.Quantile(0.5) * 1000), Of(one.Figures.Quantile(0.95) * 1000), Of(one.Figures.Quantile(0.99) * 1000))));

    public Table Statements(IReadOnlyList<StatementTime> statements) => Of(
        "statements",
        "Statements that took most time",
        [new("text", "Statement", ColumnKind.Text), new("calls", "Runs", ColumnKind.Number), Milliseconds("mean", "On average, ms"), Milliseconds("longest", "Longest, ms"), Milliseconds("all", "Together, ms")],
        statements.Select(one => Row(Cell.Of(one.Text), Cell.Number(one.Calls), Of(one.Mean), Of(one.Longest), Of(one.All))));

    public Table Indexes(IReadOnlyList<UnusedIndex> indexes) => Of(
        "unused-indexes",
        "Indexes that nothing has used",
        [new("index", "Index", ColumnKind.Text), new("table", "Of", ColumnKind.Text), new("size", "Kilobytes", ColumnKind.Number)],
        indexes.Select(one => Row(Cell.Of(one.Index), Cell.Of(one.Table), Cell.Number(one.Bytes / 1000))));

    private Table Of(string name, string title, IReadOnlyList<TableColumn> columns, IEnumerable<TableRow> rows) => new(new TableHead(name, title, columns, provenance), [.. rows]);

    private static TableColumn Milliseconds(string id, string label) => new(id, label, ColumnKind.Number);

    private static TableRow Row(params Cell[] cells) => new(RowKind.Item, cells);

    private static Cell Of(double? milliseconds) => milliseconds is { } some ? Cell.Number(Math.Round((decimal)some, 1)) : Cell.Absent("–");
}
