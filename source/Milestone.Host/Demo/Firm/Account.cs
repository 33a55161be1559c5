namespace Milestone.Host.Demo.Firm;

/// <summary>One account of the chart, in Xero's words.</summary>
/// <param name="Code">Empty for the charge card: Xero gives such accounts no code at all.</param>
/// <param name="Name">As the firm calls it.</param>
/// <param name="Type">Xero's account type; it decides the section of the statement.</param>
/// <param name="Tax">The default tax type.</param>
/// <param name="System">Xero's SystemAccount, or empty.</param>
/// <param name="Archived">No longer offered, with history.</param>
internal sealed record Account(string Code, string Name, string Type, string Tax, string System = "", bool Archived = false)
{
    public Guid Id => NamedGuid.Of($"account/{Code}/{Name}");

    public string Class => Type switch
    {
        "REVENUE" or "SALES" or "OTHERINCOME" => "REVENUE",
        "DIRECTCOSTS" or "EXPENSE" or "OVERHEADS" or "DEPRECIATN" => "EXPENSE",
        "BANK" or "CURRENT" or "FIXED" or "PREPAYMENT" => "ASSET",
        "EQUITY" => "EQUITY",
        _ => "LIABILITY",
    };

    public bool IsProfitAndLoss => Class is "REVENUE" or "EXPENSE";
}
