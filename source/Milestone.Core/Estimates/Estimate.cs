namespace Milestone.Core.Estimates;

/// <summary>One version of what somebody expects a phase of a project to bring or to cost. The current version is open; a change closes it and adds the next.</summary>
/// <param name="Id">The same for all versions.</param>
/// <param name="Version">From 1; a change is made on the current one.</param>
/// <param name="Project">The project.</param>
/// <param name="Phase">The build phase; all zeros for the project as a whole.</param>
/// <param name="Kind">What is estimated.</param>
/// <param name="Amount">In base currency, ex VAT, zero or more, whatever the kind.</param>
/// <param name="Date">The day the estimate is of.</param>
/// <param name="Confidence">From 1, a guess, to 5, agreed in writing.</param>
/// <param name="Notes">Words and the few tags that a <see cref="Milestone.Core.Values.Note"/> may hold; may be empty.</param>
/// <param name="EnteredBy">Who entered this version.</param>
/// <param name="EnteredAt">When.</param>
public sealed record Estimate(
    Guid Id,
    long Version,
    Guid Project,
    Guid Phase,
    EstimateKind Kind,
    decimal Amount,
    DateOnly Date,
    int Confidence,
    string Notes,
    string EnteredBy,
    DateTimeOffset EnteredAt)
{
    /// <summary>Who closed this version, by changing or removing the estimate; null while it is current.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it was closed; null while it is current.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether this version holds now.</summary>
    public bool IsCurrent => ClosedAt is null;
}

/// <summary>What an estimate is of. Estimated cost is cost and materials together.</summary>
public enum EstimateKind
{
    /// <summary>What will be invoiced.</summary>
    Revenue = 1,

    /// <summary>Labour, subcontractors, plant and whatever else is not materials.</summary>
    Cost = 2,

    /// <summary>Materials.</summary>
    Materials = 3,
}

/// <summary>An estimate as somebody enters it. What is missing or out of bounds is refused with the field named.</summary>
public sealed record EstimateEntry
{
    /// <summary>An id of the enterer's own for a new estimate, or null.</summary>
    public Guid? Id { get; init; }

    /// <summary>The project.</summary>
    public Guid Project { get; init; }

    /// <summary>The build phase; all zeros for the project as a whole. It stays when an estimate is changed; null then keeps it.</summary>
    public Guid? Phase { get; init; }

    /// <summary>What is estimated. It stays when an estimate is changed; null then keeps it.</summary>
    public EstimateKind? Kind { get; init; }

    /// <summary>In base currency, ex VAT, zero or more, at most two decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The day the estimate is of.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>From 1, a guess, to 5, agreed in writing.</summary>
    public int? Confidence { get; init; }

    /// <summary>Plain text of at most 4,000 characters.</summary>
    public string? Notes { get; init; }

    internal EstimateEntry Checked(bool isNew)
    {
        var faults = new EntryFaults();
        if (isNew)
            faults.Choice("kind", "The kind", Kind);
        faults.Money("amount", "The amount", Amount);
        faults.Day("date", "The date", Date);
        faults.Number("confidence", "The confidence", Confidence, 1, 5, 0);
        var notes = faults.Notes("notes", "The notes", Notes);
        faults.Check();
        return this with { Notes = notes, Phase = isNew ? Phase ?? Guid.Empty : Phase };
    }
}
