using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>
/// A statement as the one table that every format is written from. Rows of accounts are called income, costOfSales, grossProfit, otherIncome, overheads,
/// netProfit (the sums), grossMargin, netMargin and acc-{id}; rows of projects and phases as <see cref="IdOf"/> has them. Columns are label, the statement's
/// own column ids, and total.
/// </summary>
public static class StatementTable
{
    /// <summary>The table of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(Statement statement, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var columns = TableColumns.Of(statement);
        var whole = TableColumns.Whole(statement);
        var isShown = statement.Query.Measured == Section.NetProfit;
        return new Table(
            new TableHead(NameOf(statement.Query), TitleOf(statement.Query), columns, statement.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. StatementNotes.Of(statement, moneyDecimals)],
                Checks = isShown ? [.. statement.TieOut.Select(check => check with { RowId = IdOf(statement.Bottom), ColumnId = whole })] : statement.TieOut,
                Chart = Chart(statement),
            },
            [.. statement.Query.Rows == StatementRows.Account ? AccountRows.Of(statement, columns) : PlaceRows.Of(statement, columns)]);
    }

    /// <summary>What a row is called in the table, in links and on the page: income, acc-{id}, project-{id}, phase-{id}, at-{project}-{phase}.</summary>
    public static string IdOf(StatementRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row switch
        {
            { Account: { } account } => $"acc-{account.Id:D}",
            { Project: { } project, Phase: { } phase } => $"at-{project.Id:N}-{phase.Id:N}",
            { Project: { } project } => $"project-{project.Id:D}",
            { Phase: { } phase } => $"phase-{phase.Id:D}",
            _ => SectionName.IdOf(row.Section),
        };
    }

    /// <summary>What a reader calls the statement: Profit and loss, Net profit by project, Cost of sales by build phase.</summary>
    public static string TitleOf(StatementQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Rows == StatementRows.Account)
            return "Profit and loss";
        var by = query.Rows switch
        {
            StatementRows.Project => "project",
            StatementRows.Phase => "build phase",
            _ => "project and build phase",
        };
        var and = query.Columns switch
        {
            StatementColumns.Project => " and project",
            StatementColumns.Phase => " and build phase",
            _ => "",
        };
        return $"{(query.HasSectionColumns ? "Profit and loss" : SectionName.Of(query.Measured))} by {by}{and}";
    }

    private static string NameOf(StatementQuery query) => query.Rows switch
    {
        StatementRows.Project => "profit-by-project",
        StatementRows.Phase => "profit-by-phase",
        StatementRows.ProjectPhase => "profit-by-project-and-phase",
        _ => "profit-and-loss",
    };

    // A chart says what it shows: the reader should not have to find out.
    private static string Message(Statement statement)
    {
        var (profit, income, other) = (statement.Summary(Section.NetProfit).Total, statement.Summary(Section.Income).Total, statement.Summary(Section.OtherIncome).Total);
        var margin = Margin.Of(profit, income + other) is { } known ? $", a margin of {CellText.Percent(known)}" : "";
        return $"{(profit < 0 ? "Net loss" : "Net profit")} of {CellText.Money(Math.Abs(profit), 0)}{margin}";
    }

    private static TableChart? Chart(Statement statement)
    {
        var actual = statement.Columns.Where(column => column.Kind == StatementColumnKind.Actual).OrderBy(column => column.Period.From).ToList();
        return statement.Query.Rows != StatementRows.Account || actual.Count is < 2 or > 60 ? null : new TableChart(
            Message(statement),
            [.. actual.Select(column => column.Id)],
            [
                new ChartSeries(SectionName.IdOf(Section.Income), "Income", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.CostOfSales), "Cost of sales", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.Overheads), "Overheads", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.NetProfit), "Net profit", ChartShape.Line),
            ]);
    }
}
