using Milestone.Core.Statements;

namespace Milestone.Host.Statements;

/// <summary>The parts of a statement by the names that addresses use, and by those that readers do; both are Core's.</summary>
internal static class SectionNames
{
    /// <summary>As in addresses and JSON: costOfSales.</summary>
    public static string Of(Section section) => SectionName.IdOf(section);

    /// <summary>As readers see it: Cost of sales.</summary>
    public static string Label(Section section) => SectionName.Of(section);

    /// <summary>The part with this name, or null.</summary>
    public static Section? Find(string? name) =>
        Enum.GetValues<Section>().Cast<Section?>().FirstOrDefault(section => string.Equals(Of(section!.Value), name, StringComparison.OrdinalIgnoreCase));
}
