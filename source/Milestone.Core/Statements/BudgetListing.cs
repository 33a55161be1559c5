namespace Milestone.Core.Statements;

/// <summary>One budget of Xero's, by account and month.</summary>
/// <param name="Id">Xero's id.</param>
/// <param name="Name">Its name; Xero's overall budget has one too.</param>
/// <param name="Type">OVERALL or TRACKING.</param>
public sealed record BudgetListing(Guid Id, string Name, string Type)
{
    /// <summary>The project it is for; null when for all.</summary>
    public StatementPlace? Project { get; init; }

    /// <summary>The build phase it is for; null when for all.</summary>
    public StatementPlace? Phase { get; init; }

    /// <summary>Whether it is for an option that is neither project nor phase, so that no statement can be compared with it.</summary>
    public bool IsForSomethingElse { get; init; }

    /// <summary>Whether it is of the whole organisation.</summary>
    public bool IsOverall => Project is null && Phase is null && !IsForSomethingElse;
}
