namespace Milestone.Host.Demo.Firm;

/// <summary>One build phase: when it happens and what its money is spent on.</summary>
/// <param name="Name">The option of the tracking category "Build phase".</param>
/// <param name="Starts">Per cent of the project's duration.</param>
/// <param name="Ends">Per cent of the project's duration.</param>
/// <param name="Weights">Share of a project's cost, per mille, by <see cref="ProjectKind"/>.</param>
/// <param name="Spent">Per cent of the phase's cost by <see cref="CostKind"/>.</param>
internal sealed record Phase(string Name, int Starts, int Ends, int[] Weights, params (CostKind Kind, int Percent)[] Spent)
{
    public Guid OptionId => NamedGuid.Of($"phase/{Name}");

    public int PercentFor(CostKind kind) => Spent.Where(s => s.Kind == kind).Sum(s => s.Percent);
}

internal enum CostKind
{
    Materials,
    Cis,
    Subcontract,
    Plant,
    Waste,
    Labour,
    Scaffold,
    Fees,
    Welfare,
    Kitchen,
}
