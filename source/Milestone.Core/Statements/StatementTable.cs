using Milestone.Core.Reporting;

namespace Milestone.Core.Statements;

/// <summary>A statement as the one table that every format is written from.</summary>
public static class StatementTable
{
    /// <summary>The table of a statement. Ids: rows are income, costOfSales, grossProfit, otherIncome, overheads, netProfit and acc-{id}; columns are label, the statement's column ids, and total.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(Statement statement, int moneyDecimals = 2) => throw new NotImplementedException();
}
