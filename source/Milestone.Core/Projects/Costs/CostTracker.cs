using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The cost tracker of a project: its cost lines and what people entered, by build phase. Base currency.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="Vat">Whether amounts are without or with VAT.</param>
/// <param name="PaymentsKnown">Whether the books say what has been paid; where they post from journals, they do not.</param>
/// <param name="Phases">The phases with anything in them, by name; Unassigned last and always there.</param>
/// <param name="Total">All of it.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record CostTracker(
    Organisation Organisation,
    Guid Project,
    string Name,
    DateOnly To,
    Vat Vat,
    bool PaymentsKnown,
    IReadOnlyList<CostPhase> Phases,
    CostSums Total,
    Provenance Provenance);

/// <summary>One build phase of the cost tracker.</summary>
/// <param name="Id">The phase; all zeros for Unassigned.</param>
/// <param name="Name">Its name.</param>
/// <param name="Lines">Cost lines from Xero, by date.</param>
/// <param name="Adjustments">What people entered, by date.</param>
/// <param name="Sums">All of it.</param>
public sealed record CostPhase(Guid Id, string Name, IReadOnlyList<CostLine> Lines, IReadOnlyList<CostAdjustment> Adjustments, CostSums Sums);

/// <summary>The sums of a phase or project.</summary>
/// <param name="Amounts">What the books say.</param>
/// <param name="Direct">What the customer paid suppliers direct, as entered; part of the project's cost, and in no other figure here.</param>
/// <param name="Refunds">Money that came back and is not in Xero, as entered; in no other figure here.</param>
public readonly record struct CostSums(CostAmounts Amounts, decimal Direct, decimal Refunds)
{
    /// <summary>Both together.</summary>
    public static CostSums operator +(CostSums one, CostSums other) => one.Add(other);

    /// <summary>Both together.</summary>
    public CostSums Add(CostSums other) => new(Amounts + other.Amounts, Direct + other.Direct, Refunds + other.Refunds);
}
