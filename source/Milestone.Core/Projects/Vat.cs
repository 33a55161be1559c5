namespace Milestone.Core.Projects;

/// <summary>Whether costs are shown without or with VAT. Estimates have none, so without is the usual.</summary>
public enum Vat
{
    /// <summary>Net of VAT, as in the profit and loss.</summary>
    Net,

    /// <summary>Including the VAT that the documents state.</summary>
    Gross,
}
