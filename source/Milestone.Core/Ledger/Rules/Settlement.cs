namespace Milestone.Core.Ledger;

/// <summary>What settles a document. The numbers are stored.</summary>
internal enum SettlementKind
{
    Payment = 1,
    CreditNote = 2,
    Prepayment = 3,
    Overpayment = 4,
}

/// <summary>One settlement of a document, in its currency, dated as it counts on cash basis.</summary>
internal readonly record struct Settlement(SettlementKind Kind, DateOnly Date, decimal Amount)
{
    /// <summary>The other side: the payment or credit that settles, or the document that was settled; all zeros where no record tells.</summary>
    public Guid With { get; init; }
}

/// <summary>
/// What one record says about one settlement. Payments are told by invoices and by the Payments endpoint, allocations by both of their documents.
/// </summary>
/// <param name="Claimant">The record that says so: a document, or the payment itself.</param>
/// <param name="Kind">What settles.</param>
/// <param name="Source">The payment, credit note, prepayment or overpayment.</param>
/// <param name="Target">The document that is settled.</param>
/// <param name="Date">A payment's date; of an allocation the date that the claimant tells, for as long as the other document is not known.</param>
/// <param name="Amount">In the target's currency.</param>
/// <param name="IsLive">False once the payment is deleted.</param>
/// <param name="ClaimedUtc">The version of the record that says so.</param>
internal sealed record SettlementClaim(Guid Claimant, SettlementKind Kind, Guid Source, Guid Target, DateOnly? Date, decimal Amount, bool IsLive, DateTimeOffset ClaimedUtc);

/// <summary>Decides which claims are believed, so that one settlement told twice counts once.</summary>
internal static class Settlements
{
    /// <summary>
    /// The settlements of <paramref name="target"/>, by date.
    /// A payment's own record is believed before what a document says of it. An allocation is told by two documents: the newer version is believed,
    /// the credit note's or prepayment's own at the same time; it dates at the later of the two documents, and dies with either.
    /// </summary>
    /// <param name="target">The document.</param>
    /// <param name="targetDate">Its date.</param>
    /// <param name="claims">All claims about it.</param>
    /// <param name="others">Dates and standing of the documents on the other side, where they are known.</param>
    public static IReadOnlyList<Settlement> Of(Guid target, DateOnly targetDate, IEnumerable<SettlementClaim> claims, IReadOnlyDictionary<Guid, Counterpart> others) =>
        [.. Believed(claims.Where(claim => claim.Target == target))
            .Select(claim => claim.Kind == SettlementKind.Payment
                ? new Settlement(claim.Kind, claim.Date ?? targetDate, claim.Amount) { With = claim.Source }
                : Allocation(claim, targetDate, others.GetValueOrDefault(claim.Source)) with { With = claim.Source })
            .Where(settlement => settlement.Amount != 0)
            .OrderBy(settlement => settlement.Date)
            .ThenBy(settlement => settlement.Kind)];

    /// <summary>What has been given of a credit note, or of a prepayment: the other side of <see cref="Of"/>.</summary>
    public static IReadOnlyList<Settlement> GivenBy(Guid source, DateOnly sourceDate, IEnumerable<SettlementClaim> claims, IReadOnlyDictionary<Guid, Counterpart> others) =>
        [.. Believed(claims.Where(claim => claim.Source == source && claim.Kind != SettlementKind.Payment))
            .Select(claim => Allocation(claim, sourceDate, others.GetValueOrDefault(claim.Target)) with { With = claim.Target })
            .Where(settlement => settlement.Amount != 0)
            .OrderBy(settlement => settlement.Date)];

    private static Settlement Allocation(SettlementClaim claim, DateOnly ownDate, Counterpart? other)
    {
        var otherDate = other?.Date ?? claim.Date ?? ownDate;
        return new Settlement(claim.Kind, otherDate > ownDate ? otherDate : ownDate, other?.IsDead == true ? 0 : claim.Amount);
    }

    private static IEnumerable<SettlementClaim> Believed(IEnumerable<SettlementClaim> claims) => claims
        .GroupBy(claim => (claim.Kind, claim.Source, claim.Target))
        .Select(told => told
            .GroupBy(claim => claim.Claimant)
            .OrderByDescending(by => told.Key.Kind == SettlementKind.Payment && by.Key == told.Key.Source)
            .ThenByDescending(by => by.Max(claim => claim.ClaimedUtc))
            .ThenByDescending(by => by.Key == told.Key.Source)
            .ThenBy(by => by.Key)
            .First())
        .Select(by => by.First() with { Amount = by.Where(claim => claim.IsLive).Sum(claim => claim.Amount) });
}

/// <summary>The document on the other side of an allocation.</summary>
/// <param name="Date">Its date.</param>
/// <param name="IsDead">Whether it was voided or deleted, which undoes its allocations.</param>
internal sealed record Counterpart(DateOnly Date, bool IsDead);
