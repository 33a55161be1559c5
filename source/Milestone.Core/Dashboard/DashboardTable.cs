using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Receivables;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Dashboard;

/// <summary>
/// A dashboard as the one table that every format is written from: the period and the one before, the trend, and the projects, all in the same columns.
/// Rows are called now, before, change, t-{column of the trend}, trend, p-{project}, and organisation.
/// </summary>
public static class DashboardTable
{
    private const string Organisation = "organisation";
    private const string NetProfit = "netProfit";

    /// <summary>The table of a dashboard.</summary>
    /// <param name="figures">The dashboard.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(DashboardFigures figures, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return new Table(
            new TableHead("dashboard", "Dashboard", Columns(), figures.Compared.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. Notes(figures, moneyDecimals)],
                Checks = [.. figures.ByProject.TieOut.Select(check => check with { RowId = Organisation, ColumnId = NetProfit })],
            },
            [.. TheTwoPeriods(figures), .. TheTrend(figures), .. TheProjects(figures)]);
    }

    private static IReadOnlyList<TableColumn> Columns() =>
    [
        new("label", "", ColumnKind.Text),
        new("income", "Income", ColumnKind.Money),
        new("otherIncome", "Other income", ColumnKind.Money),
        new("allIncome", "All income", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum("income", "otherIncome") },
        new("costs", "Costs", ColumnKind.Money),
        new(NetProfit, "Net profit", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Difference("allIncome", "costs") },
        new("netMargin", "Net margin", ColumnKind.Percent) { Formula = new ColumnFormula.Ratio(NetProfit, "allIncome") },
    ];

    private static IEnumerable<TableRow> TheTwoPeriods(DashboardFigures figures)
    {
        yield return Heading("The period and the one it is compared with");
        yield return Row("now", PeriodLabel.InFull(figures.Query.Period), id => figures[id].Now ?? 0);
        yield return Row("before", PeriodLabel.InFull(figures.Before), id => figures[id].Before ?? 0);
        var change = Row("change", "Change", id => figures[id].Change ?? 0, RowKind.Subtotal);
        yield return change with
        {
            // The margin of a change is no margin.
            Cells = [.. change.Cells.Take(change.Cells.Count - 1), Cell.Empty],
            Formula = new RowFormula.Signed([new("now", false), new("before", true)]),
        };
    }

    private static IEnumerable<TableRow> TheTrend(DashboardFigures figures)
    {
        var columns = figures.Trend.Columns.Index().ToList();
        yield return Heading(figures.Trend.Query.Columns switch { StatementColumns.Quarter => "By quarter", StatementColumns.Year => "By year", _ => "By month" });
        foreach (var (no, column) in columns)
            yield return Row($"t-{column.Id}", column.Label, id => Sum(figures.Trend, id, row => row.Amounts[no] ?? 0)) with { Level = 1 };
        yield return Row("trend", PeriodLabel.InFull(figures.Trend.Query.Period), id => Sum(figures.Trend, id, row => row.Total), RowKind.Subtotal) with
        {
            Formula = new RowFormula.SumOfItems($"t-{columns[0].Item.Id}", $"t-{columns[^1].Item.Id}"),
        };
    }

    private static IEnumerable<TableRow> TheProjects(DashboardFigures figures)
    {
        var projects = figures.Projects.Append(figures.WithoutProject).ToList();
        yield return Heading("By project, the most profitable first");
        foreach (var project in projects)
            yield return Row($"p-{project.Id:D}", project.Name, id => Of(project, id)) with { Level = 1 };
        yield return Row(Organisation, "The organisation", id => Sum(figures.ByProject, id, row => row.Total), RowKind.Total) with
        {
            Formula = new RowFormula.SumOfItems($"p-{projects[0].Id:D}", $"p-{Unassigned.Id:D}"),
        };
    }

    private static TableRow Heading(string label) => new(RowKind.Heading, [Cell.Of(label), .. Enumerable.Repeat(Cell.Empty, Columns().Count - 1)]);

    private static TableRow Row(string id, string label, Func<string, decimal> amount, RowKind kind = RowKind.Item)
    {
        var (income, other, profit) = (amount("income"), amount("otherIncome"), amount(NetProfit));
        return new TableRow(
            kind,
            [
                Cell.Of(label),
                Cell.Money(income),
                Cell.Money(other),
                Cell.Money(income + other),
                Cell.Money(amount("costs")),
                Cell.Money(profit),
                Margin.Of(profit, income + other) is { } margin ? Cell.Percent(margin) : Cell.Absent("n/a"),
            ])
        {
            Id = id,
        };
    }

    private static decimal Sum(Statement statement, string id, Func<StatementRow, decimal> amount) => id switch
    {
        "income" => amount(statement.Summary(Section.Income)),
        "otherIncome" => amount(statement.Summary(Section.OtherIncome)),
        "costs" => amount(statement.Summary(Section.CostOfSales)) + amount(statement.Summary(Section.Overheads)),
        _ => amount(statement.Summary(Section.NetProfit)),
    };

    private static decimal Of(ProjectResult project, string id) => id switch
    {
        "income" => project.Income,
        "otherIncome" => project.OtherIncome,
        "costs" => project.Costs,
        _ => project.NetProfit,
    };

    private static IEnumerable<string> Notes(DashboardFigures figures, int moneyDecimals)
    {
        var owed = figures.Receivables;
        yield return "Costs are cost of sales and overheads.";
        yield return string.Create(CultureInfo.InvariantCulture, $"{figures.ProfitableProjects} of {figures.Projects.Count} projects made a profit.")
            + (figures.UnassignedShareOfCosts is { } share ? $" {CellText.Percent(share)} of the costs name no project." : "");
        yield return string.Create(CultureInfo.InvariantCulture, $"Customers owe {CellText.Money(owed.Outstanding, moneyDecimals)} with VAT on {owed.Invoices.Count} invoices as at {CellText.Day(owed.AsAt)}; ")
            + $"{CellText.Money(owed.Overdue, moneyDecimals)} of it is overdue ({string.Join(", ", owed.Ages.Where(age => age.Age != Age.NotDue).Select(age => $"{OpenInvoicesTable.LabelOf(age.Age)} {CellText.Money(age.Outstanding, moneyDecimals)}"))}).";
        foreach (var project in figures.Progress)
            yield return $"Progress of {project.Name}: {CellText.Percent(project.Fraction)}, {(project.Measure == ProgressMeasure.Entered ? "as people judged it" : "by cost against estimate")}.";
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
        if (!figures.ByProject.TiesOut)
            yield return "The tie-out shows a difference: run ledger verify before relying on these figures.";
    }
}
