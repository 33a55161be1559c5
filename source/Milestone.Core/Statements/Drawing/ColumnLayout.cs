using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>A column with where its amounts come from: a window, and in it a project or phase, where it has one of its own. Neither for one that follows from others.</summary>
internal sealed record DrawnColumn(StatementColumn Column, int? Window, Guid? Dimension);

/// <summary>Which columns a statement has, in their order: the period, earlier periods, the plan, and what follows from them.</summary>
internal static class ColumnLayout
{
    public static IReadOnlyList<DrawnColumn> Of(StatementFigures figures, StatementQuery query, StatementPlan plan)
    {
        var year = figures.Organisation!.FinancialYear;
        List<DrawnColumn> columns = query switch
        {
            { HasSectionColumns: true } => [.. Enum.GetValues<Section>().Select(section => new DrawnColumn(
                new StatementColumn(SectionName.IdOf(section), SectionName.Of(section), StatementColumnKind.Actual, query.Period) { Section = section }, 0, null))],
            { Columns: StatementColumns.Project } => [.. Dimensions(figures, query, figures.Projects, key => key.Project)],
            { Columns: StatementColumns.Phase } => [.. Dimensions(figures, query, figures.Phases, key => key.Phase)],
            _ => [.. plan.Actual.Select((period, window) => Time(ColumnIds.Of(period, query.Columns, year), PeriodLabel.Of(period, year), StatementColumnKind.Actual, period, window))],
        };
        if (query.NewestFirst && query.Columns is StatementColumns.Month or StatementColumns.Quarter or StatementColumns.Year)
            columns.Reverse();
        if (query.HasSectionColumns)
            columns.Add(Follows("net-margin", "Net margin", StatementColumnKind.Margin));

        // Beside the sections a reader has to be told what an earlier period or a plan is of.
        var of = query.HasSectionColumns ? $"{SectionName.Of(query.Measured)}, " : "";
        for (var i = 0; i < plan.Comparatives.Count; i++)
            columns.Add(Time($"compare-{i + 1}", of + PeriodLabel.Of(plan.Comparatives[i], year), StatementColumnKind.Comparative, plan.Comparatives[i], plan.Actual.Count + i));
        if (query.Variance)
        {
            columns.Add(Follows("variance", "Variance", StatementColumnKind.Variance));
            columns.Add(Follows("variance-percent", "Variance %", StatementColumnKind.VariancePercent));
        }

        if (query.Budget is not null || query.Estimates)
        {
            var plannedAs = query.Estimates ? "Estimate" : "Budget";
            columns.Add(Time("budget", of.Length > 0 ? $"{of}{plannedAs.ToLowerInvariant()}" : plannedAs, StatementColumnKind.Budget, query.Period, plan.Planned));
            columns.Add(Follows("budget-variance", $"{plannedAs} variance", StatementColumnKind.BudgetVariance));
            columns.Add(Follows("budget-variance-percent", $"{plannedAs} variance %", StatementColumnKind.BudgetVariancePercent));
        }

        if (query.PercentOfIncome)
            columns.Add(Follows("percent-of-income", "% of income", StatementColumnKind.PercentOfIncome));
        return columns;

        DrawnColumn Follows(string id, string label, StatementColumnKind kind) => new(new StatementColumn(id, label, kind, query.Period), null, null);
    }

    private static DrawnColumn Time(string id, string label, StatementColumnKind kind, Period period, int window) => new(new StatementColumn(id, label, kind, period), window, null);

    // Projects and phases by name, Unassigned last and always there: what nobody assigned must not go unseen.
    private static IEnumerable<DrawnColumn> Dimensions(StatementFigures figures, StatementQuery query, Dictionary<Guid, string> names, Func<EffectKey, Guid> idOf) =>
        from place in Places.InOrder(figures.Effects.Where(effect => effect.Key.Window == 0).Select(effect => idOf(effect.Key)), names)
        select new DrawnColumn(new StatementColumn(place.Id.ToString("D"), place.Name, StatementColumnKind.Actual, query.Period) { Dimension = place.Id }, 0, place.Id);
}

/// <summary>Projects or phases in the order in which they stand.</summary>
internal static class Places
{
    /// <summary>By name, Unassigned last and always there.</summary>
    public static IEnumerable<StatementPlace> InOrder(IEnumerable<Guid> ids, Dictionary<Guid, string> names) => ids
        .Where(id => id != Unassigned.Id)
        .Distinct()
        .Select(id => new StatementPlace(id, names.GetValueOrDefault(id, id.ToString("D"))))
        .OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase)
        .ThenBy(place => place.Id)
        .Append(new StatementPlace(Unassigned.Id, Unassigned.Label));
}
