using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Core.Changes;

/// <summary>An issued pack: a statement with a name, as it was known when it was issued. It never changes; it may be withdrawn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number within the organisation, counting up.</param>
/// <param name="Version">Rises when it is withdrawn.</param>
/// <param name="Name">What it was issued as: October 2026.</param>
/// <param name="Batch">The batch of the ledger that it shows.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="IssuedBy">By whom.</param>
/// <param name="Query">What was asked, so that it can be asked again.</param>
/// <param name="NetProfit">Net profit of the whole period as issued, base currency.</param>
public sealed record Pack(
    Guid Id, long Number, long Version, string Name, long Batch, DateTimeOffset IssuedAt, string IssuedBy, StatementQuery Query, decimal NetProfit)
{
    /// <summary>When and why it was withdrawn; null while it stands.</summary>
    public PackWithdrawal? Withdrawn { get; init; }
}

/// <summary>That a pack no longer stands.</summary>
/// <param name="At">When it was withdrawn.</param>
/// <param name="By">By whom.</param>
/// <param name="Why">The reason.</param>
public sealed record PackWithdrawal(DateTimeOffset At, string By, string Why);

/// <summary>A pack with its statement as issued. Nothing of it is computed anew.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Table">The statement's table as it was drawn: every format is written from it.</param>
/// <param name="Statement">The statement's JSON as it was drawn.</param>
public sealed record IssuedStatement(Pack Pack, Table Table, string Statement);

/// <summary>How a statement stands to the packs that were issued: what a reader must know before relying on either.</summary>
/// <param name="Pack">The pack of the same days, else the newest whose days meet the statement's; of the same basis and filters.</param>
/// <param name="Others">How many other packs stand whose days meet the statement's.</param>
/// <param name="ChangedDocuments">How many documents count otherwise in the pack's days since it was issued.</param>
/// <param name="Effect">The change in the profit of the pack's days, base currency.</param>
/// <param name="ChartChanges">How many accounts are called or classed otherwise since.</param>
public sealed record PackStanding(Pack Pack, long Others, long ChangedDocuments, decimal Effect, long ChartChanges)
{
    /// <summary>Whether the pack still says what the books say.</summary>
    public bool IsFinal => ChangedDocuments == 0 && ChartChanges == 0;
}
