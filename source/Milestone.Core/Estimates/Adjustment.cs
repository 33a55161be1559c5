namespace Milestone.Core.Estimates;

/// <summary>
/// Money of a project that is not in Xero: what its customer paid a supplier direct, or what a supplier paid back. It is shown in the cost tracker and
/// the summary under a heading of its own, and never in the profit and loss.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">From 1; a change is made on the current one.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Project">The project.</param>
/// <param name="Phase">The build phase; all zeros where it belongs to none.</param>
/// <param name="Date">The day the money moved.</param>
/// <param name="Amount">In base currency, net of VAT, above zero.</param>
/// <param name="Tax">The VAT on it, zero or more.</param>
/// <param name="Supplier">Who was paid, or paid back.</param>
/// <param name="Reference">The supplier's invoice or credit note; may be empty.</param>
/// <param name="Description">What it was for; plain text, may be empty.</param>
/// <param name="EnteredBy">Who entered this version.</param>
/// <param name="EnteredAt">When.</param>
public sealed record Adjustment(
    Guid Id,
    long Version,
    AdjustmentKind Kind,
    Guid Project,
    Guid Phase,
    DateOnly Date,
    decimal Amount,
    decimal Tax,
    string Supplier,
    string Reference,
    string Description,
    string EnteredBy,
    DateTimeOffset EnteredAt)
{
    /// <summary>With VAT.</summary>
    public decimal Gross => Amount + Tax;
}

/// <summary>What an adjustment is.</summary>
public enum AdjustmentKind
{
    /// <summary>The customer paid a supplier direct: a cost of the project that never passed through the firm's bank.</summary>
    DirectByCustomer = 1,

    /// <summary>A supplier paid money back outside Xero.</summary>
    Refund = 2,
}

/// <summary>An adjustment as somebody enters it. What is missing or out of bounds is refused with the field named.</summary>
public sealed record AdjustmentEntry
{
    /// <summary>An id of the enterer's own for a new adjustment, or null.</summary>
    public Guid? Id { get; init; }

    /// <summary>The project.</summary>
    public Guid Project { get; init; }

    /// <summary>The build phase; null or all zeros where it belongs to none.</summary>
    public Guid? Phase { get; init; }

    /// <summary>Which kind.</summary>
    public AdjustmentKind? Kind { get; init; }

    /// <summary>The day the money moved; not ahead.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>In base currency, net of VAT, above zero, at most two decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The VAT on it, zero or more; null is none.</summary>
    public decimal? Tax { get; init; }

    /// <summary>Who was paid, or paid back: at most 200 characters.</summary>
    public string? Supplier { get; init; }

    /// <summary>The supplier's invoice or credit note: at most 200 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>What it was for: plain text of at most 4,000 characters.</summary>
    public string? Description { get; init; }

    internal AdjustmentEntry Checked(DateOnly latest)
    {
        var faults = new EntryFaults();
        faults.Choice("kind", "The kind", Kind);
        faults.Day("date", "The date", Date, latest);
        var supplier = faults.Text("supplier", "The supplier", Supplier, EntryFaults.LongestName, isRequired: true);
        var reference = faults.Text("reference", "The reference", Reference, EntryFaults.LongestName);
        var description = faults.Text("description", "The description", Description, EntryFaults.LongestNote);
        faults.Money("amount", "The net amount", Amount, least: 0.01m);
        var tax = faults.Money("tax", "The VAT", Tax ?? 0);
        faults.Check();
        return this with { Phase = Phase ?? Guid.Empty, Tax = tax, Supplier = supplier, Reference = reference, Description = description };
    }
}
