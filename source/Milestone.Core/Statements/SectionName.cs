namespace Milestone.Core.Statements;

/// <summary>What readers and programs call the sections.</summary>
public static class SectionName
{
    /// <summary>The heading above a section's accounts.</summary>
    public static string Of(Section section) => section switch
    {
        Section.Income => "Income",
        Section.CostOfSales => "Cost of sales",
        Section.GrossProfit => "Gross profit",
        Section.OtherIncome => "Other income",
        Section.Overheads => "Overheads",
        _ => "Net profit",
    };

    /// <summary>The label of the row that sums a section up.</summary>
    public static string OfSum(Section section) => section switch
    {
        Section.GrossProfit or Section.NetProfit => Of(section),
        _ => "Total " + char.ToLowerInvariant(Of(section)[0]) + Of(section)[1..],
    };

    /// <summary>The id in JSON, links and tables: income, costOfSales, grossProfit, otherIncome, overheads, netProfit.</summary>
    public static string IdOf(Section section)
    {
        var name = section.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Whether its amounts are shown as positive costs, the opposite of their effect on profit.</summary>
    public static bool IsCost(Section section) => section is Section.CostOfSales or Section.Overheads;

    /// <summary>Whether the accounts of a section with accounts count towards another section or profit.</summary>
    /// <param name="of">Income, cost of sales, other income or overheads.</param>
    /// <param name="towards">Any section.</param>
    internal static bool Counts(Section of, Section towards) => towards switch
    {
        Section.NetProfit => true,
        Section.GrossProfit => of is Section.Income or Section.CostOfSales,
        _ => of == towards,
    };
}
