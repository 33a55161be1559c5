using Milestone.Core.Statements;

namespace Milestone.Core.Ledger;

/// <summary>
/// Which section of the statement an account belongs to. The type decides; a type that Xero may add one day falls back to its class, so that
/// no line is ever dropped. The name and the code decide nothing. Rule and evidence: docs/concepts.md.
/// </summary>
internal static class AccountSection
{
    /// <summary>The section, or null for accounts outside profit and loss.</summary>
    public static Section? Of(string type, string accountClass) => type.ToUpperInvariant() switch
    {
        "REVENUE" or "SALES" => Section.Income,
        "OTHERINCOME" => Section.OtherIncome,
        "DIRECTCOSTS" => Section.CostOfSales,
        "EXPENSE" or "OVERHEADS" or "DEPRECIATN" or "WAGESEXPENSE" or "SUPERANNUATIONEXPENSE" => Section.Overheads,
        _ => accountClass.ToUpperInvariant() switch
        {
            "REVENUE" => Section.Income,
            "EXPENSE" => Section.Overheads,
            _ => null,
        },
    };

    /// <summary>The class of a type, for payloads that leave the class out; null for a type not known here.</summary>
    public static string? ClassOf(string type) => type.ToUpperInvariant() switch
    {
        "REVENUE" or "SALES" or "OTHERINCOME" => "REVENUE",
        "DIRECTCOSTS" or "EXPENSE" or "OVERHEADS" or "DEPRECIATN" or "WAGESEXPENSE" or "SUPERANNUATIONEXPENSE" => "EXPENSE",
        "BANK" or "CURRENT" or "FIXED" or "INVENTORY" or "NONCURRENT" or "PREPAYMENT" => "ASSET",
        "CURRLIAB" or "LIABILITY" or "TERMLIAB" or "PAYG" or "PAYGLIABILITY" or "WAGESPAYABLELIABILITY" or "SUPERANNUATIONLIABILITY" => "LIABILITY",
        "EQUITY" => "EQUITY",
        _ => null,
    };
}
