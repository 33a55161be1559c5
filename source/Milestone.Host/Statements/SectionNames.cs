using Milestone.Core.Statements;

namespace Milestone.Host.Statements;

/// <summary>The parts of a statement by the names that addresses use, and by those that readers do.</summary>
internal static class SectionNames
{
    /// <summary>As in addresses and JSON: costOfSales.</summary>
    public static string Of(Section section) => section switch
    {
        Section.Income => "income",
        Section.CostOfSales => "costOfSales",
        Section.GrossProfit => "grossProfit",
        Section.OtherIncome => "otherIncome",
        Section.Overheads => "overheads",
        _ => "netProfit",
    };

    /// <summary>As readers see it: Cost of sales.</summary>
    public static string Label(Section section) => section switch
    {
        Section.Income => "Income",
        Section.CostOfSales => "Cost of sales",
        Section.GrossProfit => "Gross profit",
        Section.OtherIncome => "Other income",
        Section.Overheads => "Overheads",
        _ => "Net profit",
    };

    /// <summary>The part with this name, or null.</summary>
    public static Section? Find(string? name) =>
        Enum.GetValues<Section>().Cast<Section?>().FirstOrDefault(section => string.Equals(Of(section!.Value), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the statement shows the section's costs as positive figures, the opposite of their effect on profit.</summary>
    public static bool IsCost(Section? section) => section is Section.CostOfSales or Section.Overheads;
}
