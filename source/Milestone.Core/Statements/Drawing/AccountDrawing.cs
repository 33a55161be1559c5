using Milestone.Core.Ledger;

namespace Milestone.Core.Statements;

/// <summary>Rows of accounts under their sections: the profit and loss as accountants know it.</summary>
internal sealed class AccountDrawing(StatementFigures figures, StatementQuery query, RowFigures row)
{
    private static readonly Section[] WithAccounts = [Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads];

    public List<StatementRow> Rows()
    {
        var items = Items();
        var sums = new Dictionary<Section, decimal[]>();
        foreach (var section in WithAccounts)
            sums[section] = row.Sum(items.Where(item => item.Section == section).Select(item => item.Amounts).Append(WithoutAccount(section)));
        sums[Section.GrossProfit] = row.Sum([sums[Section.Income], RowFigures.Negated(sums[Section.CostOfSales])]);
        sums[Section.NetProfit] = row.Sum([sums[Section.GrossProfit], sums[Section.OtherIncome], RowFigures.Negated(sums[Section.Overheads])]);

        var income = row.TotalOf(sums[Section.Income]);
        var rows = new List<StatementRow>();
        foreach (var section in Enum.GetValues<Section>())
        {
            // Estimates are of sections; which accounts they would come to, nobody said.
            rows.AddRange(items.Where(item => item.Section == section)
                .Select(item => Row(StatementRowKind.Item, section, item.Account, item.Account.Name, item.Amounts, isPlanned: !query.Estimates, income)));
            rows.Add(Row(section == Section.NetProfit ? StatementRowKind.Total : StatementRowKind.Subtotal, section, null, SectionName.OfSum(section), sums[section], isPlanned: true, income));
        }

        return rows;
    }

    private List<Item> Items()
    {
        var amounts = new Dictionary<Guid, decimal[]>();
        foreach (var (key, amount) in figures.Effects.Where(effect => effect.Key.Section is null))
        {
            if (!amounts.TryGetValue(key.Account, out var cells))
                amounts[key.Account] = cells = row.NewRow();
            foreach (var no in row.ColumnsOf(key))
                cells[no] += amount;
        }

        if (!query.HideZeros)
        {
            foreach (var account in figures.Accounts.Values.Where(account => account.Section is not null))
                amounts.TryAdd(account.Id, row.NewRow());
        }

        return
        [
            .. amounts
                .Select(cells => ItemOf(cells.Key, cells.Value))
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
            SectionName.IsCost(section) ? RowFigures.Negated(effects) : effects);
    }

    private decimal[] WithoutAccount(Section section)
    {
        var cells = row.NewRow();
        foreach (var (key, amount) in figures.Effects.Where(effect => effect.Key.Section == section))
        {
            foreach (var no in row.ColumnsOf(key))
                cells[no] += SectionName.IsCost(section) ? -amount : amount;
        }

        return cells;
    }

    private StatementRow Row(StatementRowKind kind, Section section, StatementAccount? account, string label, decimal[] amounts, bool isPlanned, decimal income) =>
        new(kind, section, account, label, row.Shown(amounts, isPlanned, income), row.TotalOf(amounts));

    private sealed record Item(Section Section, StatementAccount Account, decimal[] Amounts);
}
