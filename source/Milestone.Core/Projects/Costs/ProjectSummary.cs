using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The costs of a project by build phase, against its estimates. Base currency.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="Vat">Whether costs are without or with VAT; estimates and variances are always without.</param>
/// <param name="PaymentsKnown">Whether the books say what has been paid.</param>
/// <param name="Phases">The phases with anything in them, by name; Unassigned last and always there.</param>
/// <param name="Total">The project.</param>
/// <param name="Checks">The sums that must agree with the profit and loss, and whether they do.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record ProjectSummary(
    Organisation Organisation,
    Guid Project,
    string Name,
    DateOnly To,
    Vat Vat,
    bool PaymentsKnown,
    IReadOnlyList<PhaseSummary> Phases,
    PhaseSummary Total,
    IReadOnlyList<TableCheck> Checks,
    Provenance Provenance)
{
    /// <summary>Whether every sum agrees with its other way.</summary>
    public bool TiesOut => Checks.All(check => check.Difference == 0);
}

/// <summary>One build phase of the summary, or the project.</summary>
/// <param name="Id">The phase; all zeros for Unassigned, null for the project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Estimated cost and materials, ex VAT; null where the project has no estimate at all.</param>
/// <param name="Sums">What it costs.</param>
/// <param name="Variance">Estimate - paid - due, all ex VAT: positive is favourable. Null where <paramref name="Estimate"/> is.</param>
/// <param name="Progress">How far it is, as a fraction; null where nobody has said. For the project: what was entered for it as a whole, else the
/// phases' progress weighted by their estimates.</param>
public sealed record PhaseSummary(Guid? Id, string Name, decimal? Estimate, CostSums Sums, decimal? Variance, decimal? Progress);
