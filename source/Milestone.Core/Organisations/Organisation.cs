using Milestone.Core.Values;

namespace Milestone.Core.Organisations;

/// <summary>One set of books. Its id is Milestone's own, so that books can be loaded before Xero's id is known.</summary>
/// <param name="Id">Milestone's id.</param>
/// <param name="Name">The name it is shown under; unique in the installation, ignoring case.</param>
public sealed record Organisation(Guid Id, string Name)
{
    /// <summary>The name it was created with, where it has another by now; it goes on finding the organisation.</summary>
    public string? CreatedAs { get; init; }

    /// <summary>ISO code of the currency of every posting; GBP until Xero says otherwise.</summary>
    public string BaseCurrency { get; init; } = "GBP";

    /// <summary>The year it reports by.</summary>
    public FinancialYear FinancialYear { get; init; } = FinancialYear.Calendar;

    /// <summary>The zone that "today" is taken in.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Which payloads post.</summary>
    public LedgerSource LedgerSource { get; init; }

    /// <summary>The number of the last batch; 0 before the first.</summary>
    public long LastBatch { get; init; }

    /// <summary>Rises with every visible change; part of every cache key and ETag.</summary>
    public long DataVersion { get; init; }

    /// <summary>When payloads last arrived, changed or not; null before the first import.</summary>
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>Xero's short code, for links to documents in Xero; null when unknown.</summary>
    public string? ShortCode { get; init; }

    /// <summary>Today by the organisation's own calendar.</summary>
    public DateOnly Today(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZone).DateTime);
    }
}

/// <summary>Which of Xero's payloads post. An organisation has one source, so nothing is counted twice.</summary>
public enum LedgerSource
{
    /// <summary>Invoices, credit notes, bank transactions and manual journals.</summary>
    Documents = 0,

    /// <summary>The Journals endpoint, which Xero opens to few apps and which also has payroll and realised currency gains.</summary>
    Journals = 1,
}
