namespace Milestone.Testing.Oracle;

/// <summary>What a build phase of a project costs: paid and due are the two parts of it.</summary>
public readonly record struct PlainCost(decimal Cost, decimal Paid)
{
    /// <summary>What is not paid.</summary>
    public decimal Due => Cost - Paid;
}

/// <summary>Projects folded from postings, by project and phase: costs positive.</summary>
/// <param name="Postings">The ledger.</param>
/// <param name="Accounts">The chart.</param>
public sealed record PlainProject(IReadOnlyList<PlainPosting> Postings, IReadOnlyDictionary<Guid, PlainAccount> Accounts)
{
    /// <summary>The costs of a project by phase up to a day: accrual is what it costs, cash what of it is paid. Phases with neither are left out.</summary>
    public IReadOnlyDictionary<string, PlainCost> Costs(string project, DateOnly to) => Postings
        .Where(posting => posting.Project == project && posting.Date <= to && (Accounts[posting.Account].Section is PlainSection.CostOfSales or PlainSection.Overheads))
        .GroupBy(posting => posting.Phase)
        .Select(phase => (phase.Key, Cost: new PlainCost(
            -phase.Where(posting => !posting.Cash).Sum(posting => posting.Amount),
            -phase.Where(posting => posting.Cash).Sum(posting => posting.Amount))))
        .Where(phase => phase.Cost != default)
        .ToDictionary(phase => phase.Key, phase => phase.Cost);

    /// <summary>The accrual profit of each project and phase in some days; none of zero.</summary>
    public IReadOnlyDictionary<(string Project, string Phase), decimal> Profits(DateOnly from, DateOnly to) => Postings
        .Where(posting => !posting.Cash && posting.Date >= from && posting.Date <= to)
        .GroupBy(posting => (posting.Project, posting.Phase))
        .Select(place => (place.Key, Amount: place.Sum(posting => posting.Amount)))
        .Where(place => place.Amount != 0)
        .ToDictionary(place => place.Key, place => place.Amount);
}
