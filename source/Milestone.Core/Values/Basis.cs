namespace Milestone.Core.Values;

/// <summary>When a document counts: on its own date (accrual) or when it is settled (cash). Every statement names its basis.</summary>
public enum Basis
{
    /// <summary>A line counts in full at the date of its document.</summary>
    Accrual = 0,

    /// <summary>A line counts as its document is paid, credited or deducted from, in proportion and at those dates.</summary>
    Cash = 1,
}
