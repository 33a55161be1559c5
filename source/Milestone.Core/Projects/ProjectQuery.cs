namespace Milestone.Core.Projects;

/// <summary>What a report of one project is asked for.</summary>
/// <param name="Project">The project; <see cref="Ledger.Unassigned.Id"/> for what names none.</param>
public sealed record ProjectQuery(Guid Project)
{
    /// <summary>The last day that counts: later documents, payments and adjustments do not. Null for the organisation's today.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Without VAT unless asked otherwise. The float is cash, and so always with.</summary>
    public Vat Vat { get; init; }

    /// <summary>Only this build phase; null for all. The float and the summary know no such filter.</summary>
    public Guid? Phase { get; init; }
}
