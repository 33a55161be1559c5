using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>Draws a statement from the figures: columns, then rows, then the sums that must agree. Pure; every figure of the product is added up here.</summary>
internal sealed class StatementDrawing(StatementFigures figures, StatementQuery query, StatementPlan plan)
{
    private readonly Organisation organisation = figures.Organisation!;

    public static Statement Draw(StatementFigures figures, StatementQuery query, StatementPlan plan, DateTimeOffset drawnAt, string drawnBy)
    {
        var drawing = new StatementDrawing(figures, query, plan);
        var columns = ColumnLayout.Of(figures, query, plan);
        var row = new RowFigures(query, columns);
        var rows = query.Rows == StatementRows.Account ? new AccountDrawing(figures, query, row).Rows() : new PlaceDrawing(figures, query, row).Rows();
        return new Statement(
            drawing.organisation,
            query,
            [.. columns.Select(column => column.Column)],
            rows,
            drawing.TieOut(rows[^1]),
            drawing.Origin(drawnAt, drawnBy))
        {
            EmptyMonths = drawing.EmptyMonths(),
            BudgetName = query.Estimates ? "Current estimates" : figures.Budget?.Name,
        };
    }

    // Where the rows show another part of the statement, the profit that stands behind them is compared: totals know nothing of sections.
    private List<TableCheck> TieOut(StatementRow bottom)
    {
        var profit = query.Measured == Section.NetProfit ? bottom.Total : figures.Effects.Where(effect => effect.Key.Window < plan.Actual.Count).Sum(effect => effect.Amount);
        var parts = (query.Project, query.Phase) switch
        {
            (null, null) when figures.IsLimited => "Your projects = statement",
            (null, null) => "Projects + Unassigned = organisation",
            (_, null) => "Phases + Unassigned = project",
            (null, _) => "Projects + Unassigned = build phase",
            _ => "Totals = statement",
        };
        var what = query.Measured == Section.NetProfit ? "" : "Net profit behind these figures: ";
        var how = query.AsKnownAt is null ? "" : ", as known at the batch";
        List<TableCheck> checks = [new TableCheck(what + parts + how, profit, figures.ProfitByAnotherWay)];
        if (figures.ProfitByXero is { } xero)
            checks.Add(new TableCheck($"{what}Xero's own report = statement", profit, xero));
        return checks;
    }

    // A month without a posting between months with some is more often a page that was not fetched than a month without business.
    private List<DateOnly> EmptyMonths()
    {
        var empty = new List<DateOnly>();
        for (var no = 1; no < figures.MonthsWithPostings.Count; no++)
        {
            for (var month = figures.MonthsWithPostings[no - 1].AddMonths(1); month < figures.MonthsWithPostings[no]; month = month.AddMonths(1))
                empty.Add(month);
        }

        return empty;
    }

    private Provenance Origin(DateTimeOffset drawnAt, string drawnBy) => new(
        organisation.Name,
        organisation.BaseCurrency,
        PeriodLabel.InFull(query.Period),
        query.Basis == Basis.Cash ? "Cash basis" : "Accrual basis",
        drawnAt,
        drawnBy)
    {
        Filters =
        [
            .. figures.IsLimited && query.Project is null ? ["Your projects"] : Array.Empty<string>(),
            .. query.Project is { } project ? [$"Project: {NameOf(project, figures.Projects)}"] : Array.Empty<string>(),
            .. query.Phase is { } phase ? [$"Build phase: {NameOf(phase, figures.Phases)}"] : Array.Empty<string>(),
        ],
        DataAsOf = organisation.LastSync,
        Batch = query.AsKnownAt ?? organisation.LastBatch,
        AsKnownAt = query.AsKnownAt is not null,
        TimeZone = organisation.TimeZone,
    };

    private static string NameOf(Guid id, Dictionary<Guid, string> names) => id == Unassigned.Id ? Unassigned.Label : names[id];
}
