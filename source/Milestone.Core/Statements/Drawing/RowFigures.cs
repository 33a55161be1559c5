using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>The arithmetic of a row: its total, and the columns that follow from others. One place for every kind of row.</summary>
internal sealed class RowFigures
{
    private readonly StatementQuery query;
    private readonly IReadOnlyList<DrawnColumn> columns;
    private readonly ILookup<(int Window, Guid? Dimension), int> places;
    private readonly int reference;
    private readonly int planned;

    public RowFigures(StatementQuery query, IReadOnlyList<DrawnColumn> columns)
    {
        this.query = query;
        this.columns = columns;
        places = columns.Index().Where(laid => laid.Item.Window is not null).ToLookup(laid => (laid.Item.Window!.Value, laid.Item.Dimension), laid => laid.Index);
        reference = First(StatementColumnKind.Comparative);
        planned = First(StatementColumnKind.Budget);
    }

    public IReadOnlyList<DrawnColumn> Columns => columns;

    public decimal[] NewRow() => new decimal[columns.Count];

    /// <summary>The columns that an amount stands in. A comparative or a plan is one column, whatever the columns of the period itself are.</summary>
    public IEnumerable<int> ColumnsOf(EffectKey key)
    {
        Guid? dimension = key.Window > 0 ? null : query.Columns switch
        {
            StatementColumns.Project => key.Project,
            StatementColumns.Phase => key.Phase,
            _ => null,
        };
        return places[(key.Window, dimension)];
    }

    /// <summary>The sum of the columns of the period; where those are the sections, net profit.</summary>
    public decimal TotalOf(decimal[] amounts)
    {
        var total = 0m;
        for (var no = 0; no < columns.Count; no++)
        {
            if (columns[no].Column is { Kind: StatementColumnKind.Actual, Section: null or Section.NetProfit })
                total += amounts[no];
        }

        return total;
    }

    /// <summary>Every column's figure. What is not planned for the row or the days has no budget and no variance to it.</summary>
    /// <param name="amounts">The row's money, as displayed.</param>
    /// <param name="isPlanned">Whether a plan can speak of the row.</param>
    /// <param name="income">The total of the income section, for shares of it.</param>
    public IReadOnlyList<decimal?> Shown(decimal[] amounts, bool isPlanned, decimal income = 0)
    {
        var total = TotalOf(amounts);
        decimal? plan = planned < 0 || !isPlanned || (query.Budget is not null && !query.Period.IsWholeMonths) ? null : amounts[planned];
        return
        [
            .. columns.Select((column, no) => column.Column.Kind switch
            {
                StatementColumnKind.Variance => total - amounts[reference],
                StatementColumnKind.VariancePercent => Margin.Of(total - amounts[reference], amounts[reference]),
                StatementColumnKind.Budget => plan,
                StatementColumnKind.BudgetVariance => total - plan,
                StatementColumnKind.BudgetVariancePercent => plan is { } known ? Margin.Of(total - known, known) : null,
                StatementColumnKind.PercentOfIncome => Margin.Of(total, income),
                StatementColumnKind.Margin => Margin.Of(total, At(amounts, Section.Income) + At(amounts, Section.OtherIncome)),
                _ => (decimal?)amounts[no],
            }),
        ];
    }

    public decimal[] Sum(IEnumerable<decimal[]> rows)
    {
        var sum = NewRow();
        foreach (var row in rows)
        {
            for (var no = 0; no < sum.Length; no++)
                sum[no] += row[no];
        }

        return sum;
    }

    public static decimal[] Negated(decimal[] amounts) => Array.ConvertAll(amounts, amount => -amount);

    private decimal At(decimal[] amounts, Section section) => amounts[columns.Index().First(column => column.Item.Column.Section == section).Index];

    private int First(StatementColumnKind kind) => columns.Index().Where(column => column.Item.Column.Kind == kind).Select(column => column.Index).DefaultIfEmpty(-1).First();
}
