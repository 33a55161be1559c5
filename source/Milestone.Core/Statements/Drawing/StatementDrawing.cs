using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>Draws a statement from the figures: columns, then items by section and name, then the sums. Pure; every figure of the product is added up here.</summary>
internal sealed class StatementDrawing
{
    private readonly StatementFigures figures;
    private readonly Organisation organisation;
    private readonly StatementQuery query;
    private readonly StatementPlan plan;
    private readonly List<DrawnColumn> columns = [];

    private StatementDrawing(StatementFigures figures, StatementQuery query, StatementPlan plan)
    {
        this.figures = figures;
        organisation = figures.Organisation!;
        this.query = query;
        this.plan = plan;
    }

    public static Statement Draw(StatementFigures figures, StatementQuery query, StatementPlan plan, DateTimeOffset drawnAt, string drawnBy)
    {
        var drawing = new StatementDrawing(figures, query, plan);
        drawing.LayColumns();
        var rows = drawing.Rows();
        return new Statement(
            drawing.organisation,
            query,
            [.. drawing.columns.Select(column => column.Column)],
            rows,
            drawing.TieOut(rows),
            drawing.Origin(drawnAt, drawnBy));
    }

    private void LayColumns()
    {
        if (query.Columns is StatementColumns.Project or StatementColumns.Phase)
            LayDimensions();
        else
        {
            for (var window = 0; window < plan.Actual.Count; window++)
                columns.Add(Money(ColumnIds.Of(plan.Actual[window], query.Columns, organisation.FinancialYear), StatementColumnKind.Actual, plan.Actual[window], window));
        }

        for (var i = 0; i < plan.Comparatives.Count; i++)
            columns.Add(Money($"compare-{i + 1}", StatementColumnKind.Comparative, plan.Comparatives[i], plan.Actual.Count + i));
        if (query.Variance)
        {
            columns.Add(Derived("variance", "Variance", StatementColumnKind.Variance));
            columns.Add(Derived("variance-percent", "Variance %", StatementColumnKind.VariancePercent));
        }

        if (query.PercentOfIncome)
            columns.Add(Derived("percent-of-income", "% of income", StatementColumnKind.PercentOfIncome));
    }

    // Projects and phases by name, Unassigned last and always there: what nobody assigned must not go unseen.
    private void LayDimensions()
    {
        var names = query.Columns == StatementColumns.Project ? figures.Projects : figures.Phases;
        var present = figures.Effects
            .Where(effect => effect.Window == 0 && effect.Dimension != Unassigned.Id)
            .Select(effect => effect.Dimension)
            .Distinct()
            .Select(id => (Id: id, Name: names.GetValueOrDefault(id, id.ToString("D"))))
            .OrderBy(named => named.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(named => named.Id)
            .Append((Id: Unassigned.Id, Name: Unassigned.Label));
        foreach (var (id, name) in present)
            columns.Add(new DrawnColumn(new StatementColumn(id.ToString("D"), name, StatementColumnKind.Actual, query.Period) { Dimension = id }, 0, id));
    }

    private DrawnColumn Money(string id, StatementColumnKind kind, Period period, int window) =>
        new(new StatementColumn(id, PeriodLabel.Of(period, organisation.FinancialYear), kind, period), window, null);

    private DrawnColumn Derived(string id, string label, StatementColumnKind kind) => new(new StatementColumn(id, label, kind, query.Period), null, null);

    private List<StatementRow> Rows()
    {
        var items = Items();
        var sums = new Dictionary<Section, decimal[]>();
        foreach (var section in (ReadOnlySpan<Section>)[Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads])
            sums[section] = Sum(items.Where(item => item.Section == section).Select(item => item.Amounts));
        sums[Section.GrossProfit] = Sum([sums[Section.Income], Negated(sums[Section.CostOfSales])]);
        sums[Section.NetProfit] = Sum([sums[Section.GrossProfit], sums[Section.OtherIncome], Negated(sums[Section.Overheads])]);

        var income = TotalOf(sums[Section.Income]);
        var rows = new List<StatementRow>();
        foreach (var section in Enum.GetValues<Section>())
        {
            rows.AddRange(items.Where(item => item.Section == section).Select(item => Row(StatementRowKind.Item, section, item.Account, item.Account.Name, item.Amounts, income)));
            rows.Add(Row(section == Section.NetProfit ? StatementRowKind.Total : StatementRowKind.Subtotal, section, null, SectionName.OfSum(section), sums[section], income));
        }

        return rows;
    }

    private List<Item> Items()
    {
        var byColumn = columns.Select((column, no) => (column, no)).Where(laid => laid.column.Window is not null).ToLookup(laid => (laid.column.Window!.Value, laid.column.Dimension), laid => laid.no);
        var amounts = new Dictionary<Guid, decimal[]>();
        foreach (var effect in figures.Effects)
        {
            if (!amounts.TryGetValue(effect.Account, out var row))
                amounts[effect.Account] = row = new decimal[columns.Count];

            // A comparative is one column for the period, whatever the columns of the period itself are.
            var isComparative = effect.Window >= plan.Actual.Count;
            var hasDimensions = query.Columns is StatementColumns.Project or StatementColumns.Phase;
            foreach (var no in byColumn[(effect.Window, hasDimensions && !isComparative ? effect.Dimension : null)])
                row[no] += effect.Amount;
        }

        if (!query.HideZeros)
        {
            foreach (var account in figures.Accounts.Values.Where(account => account.Section is not null))
                amounts.TryAdd(account.Id, new decimal[columns.Count]);
        }

        return
        [
            .. amounts
                .Select(row => ItemOf(row.Key, row.Value))
                .Where(item => !query.HideZeros || item.Amounts.Any(amount => amount != 0))
                .OrderBy(item => item.Account.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(item => item.Account.Code, StringComparer.OrdinalIgnoreCase)
                .ThenBy(item => item.Account.Id),
        ];
    }

    // Shown as people read them: costs positive under their heading.
    private Item ItemOf(Guid id, decimal[] effects)
    {
        var account = figures.Accounts.TryGetValue(id, out var known) ? known : new Account(id, null, $"Account {id:D}", "", "EXPENSE");
        var section = account.Section ?? Section.Overheads;
        return new Item(
            section,
            new StatementAccount(account.Id, account.Code, account.Name, account.Type),
            section is Section.CostOfSales or Section.Overheads ? Negated(effects) : effects);
    }

    private StatementRow Row(StatementRowKind kind, Section section, StatementAccount? account, string label, decimal[] amounts, decimal income)
    {
        var total = TotalOf(amounts);
        var reference = columns.FindIndex(column => column.Column.Kind == StatementColumnKind.Comparative);
        return new StatementRow(
            kind,
            section,
            account,
            label,
            [
                .. columns.Select((column, no) => column.Column.Kind switch
                {
                    StatementColumnKind.Variance => total - amounts[reference],
                    StatementColumnKind.VariancePercent => amounts[reference] > 0 ? (total - amounts[reference]) / amounts[reference] : null,
                    StatementColumnKind.PercentOfIncome => Margin.Of(total, income),
                    _ => (decimal?)amounts[no],
                }),
            ],
            total);
    }

    private decimal TotalOf(decimal[] amounts)
    {
        var total = 0m;
        for (var no = 0; no < columns.Count; no++)
        {
            if (columns[no].Column.Kind == StatementColumnKind.Actual)
                total += amounts[no];
        }

        return total;
    }

    private decimal[] Sum(IEnumerable<decimal[]> rows)
    {
        var sum = new decimal[columns.Count];
        foreach (var row in rows)
        {
            for (var no = 0; no < sum.Length; no++)
                sum[no] += row[no];
        }

        return sum;
    }

    private static decimal[] Negated(decimal[] amounts) => [.. amounts.Select(amount => -amount)];

    private List<TableCheck> TieOut(List<StatementRow> rows)
    {
        var profit = rows[^1].Total;
        var parts = (query.Project, query.Phase) switch
        {
            (null, null) => "Projects + Unassigned = organisation",
            (_, null) => "Phases + Unassigned = project",
            (null, _) => "Projects + Unassigned = build phase",
            _ => "Totals = statement",
        };
        List<TableCheck> checks = [new TableCheck(query.AsKnownAt is null ? parts : "Now less later batches = statement", profit, figures.ProfitByAnotherWay)];
        if (figures.ProfitByXero is { } xero)
            checks.Add(new TableCheck("Xero's own report = statement", profit, xero));
        return checks;
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
            .. query.Project is { } project ? [$"Project: {NameOf(project, figures.Projects)}"] : Array.Empty<string>(),
            .. query.Phase is { } phase ? [$"Build phase: {NameOf(phase, figures.Phases)}"] : Array.Empty<string>(),
        ],
        DataAsOf = organisation.LastSync,
        Batch = query.AsKnownAt ?? organisation.LastBatch,
        AsKnownAt = query.AsKnownAt is not null,
        TimeZone = organisation.TimeZone,
    };

    private static string NameOf(Guid id, Dictionary<Guid, string> names) => id == Unassigned.Id ? Unassigned.Label : names[id];

    /// <summary>A column with the window and dimension that its amounts come under; neither for one that follows from others.</summary>
    private sealed record DrawnColumn(StatementColumn Column, int? Window, Guid? Dimension);

    private sealed record Item(Section Section, StatementAccount Account, decimal[] Amounts);
}
