using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The float of a project: the customer's money less what was spent of it. Cash, VAT included, base currency.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="NotAvailable">Why there is no float, in words; null where there is one. Then there are no movements and every amount is zero.</param>
/// <param name="Movements">Every movement, by date, with the balance after it.</param>
/// <param name="CostsDue">What is still to be paid of its costs, as the cost tracker has it.</param>
/// <param name="OpenCommitments">What is ordered and not billed.</param>
/// <param name="Checks">The sums that must agree with the cost tracker.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record ProjectFloat(
    Organisation Organisation,
    Guid Project,
    string Name,
    DateOnly To,
    string? NotAvailable,
    IReadOnlyList<FloatMovement> Movements,
    decimal CostsDue,
    decimal OpenCommitments,
    IReadOnlyList<TableCheck> Checks,
    Provenance Provenance)
{
    /// <summary>Money in, less what moved to other projects.</summary>
    public decimal In => Movements.Sum(movement => movement.In);

    /// <summary>Money out, positive.</summary>
    public decimal Out => Movements.Sum(movement => movement.Out);

    /// <summary>In - out.</summary>
    public decimal Balance => In - Out;

    /// <summary>The balance less what is still to be paid.</summary>
    public decimal AfterCostsDue => Balance - CostsDue;

    /// <summary>That less what is ordered and not billed.</summary>
    public decimal AfterCommitments => AfterCostsDue - OpenCommitments;

    /// <summary>What moved for one reason: in positive, out negative.</summary>
    public decimal Of(FloatReason reason) => Movements.Where(movement => movement.Reason == reason).Sum(movement => movement.Amount);
}
