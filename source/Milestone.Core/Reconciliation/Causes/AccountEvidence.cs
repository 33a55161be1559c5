namespace Milestone.Core.Reconciliation;

/// <summary>What is known of one account in the days of one column. Amounts are effects on profit: income positive, cost negative.</summary>
internal sealed class AccountEvidence
{
    public string SystemAccount { get; set; } = "";

    public string Type { get; set; } = "";

    /// <summary>What batches after the report's import have posted.</summary>
    public decimal Later { get; set; }

    /// <summary>What documents that wait would post.</summary>
    public decimal Waiting { get; set; }

    /// <summary>What kept journals without a document of ours say, by Xero's kind of source.</summary>
    public Dictionary<string, decimal> Journals { get; } = new(StringComparer.OrdinalIgnoreCase);

    public decimal PrepaymentsCounted { get; set; }

    public decimal PrepaymentsTakenBack { get; set; }

    public long ForeignDocuments { get; set; }
}
