using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The sales invoices and credit notes of a project, or its bills and supplier credits: of each, the lines on this project only. Base currency.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="AreBills">True for bills and supplier credits.</param>
/// <param name="Invoices">By date; one for each document, or for each document and build phase where they are asked for by phase.</param>
/// <param name="ByPhase">Whether they are.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record ProjectInvoices(
    Organisation Organisation,
    Guid Project,
    string Name,
    DateOnly To,
    bool AreBills,
    IReadOnlyList<ProjectInvoice> Invoices,
    bool ByPhase,
    Provenance Provenance)
{
    /// <summary>The sum of what is overdue.</summary>
    public decimal Overdue => Invoices.Where(invoice => invoice.OverdueDays > 0).Sum(invoice => invoice.Outstanding);
}

/// <summary>The part of one invoice, bill or credit that is on the project. Credits are negative.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Kind">What it is, in words: Sales invoice, Sales credit note, Bill, Supplier credit note.</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Date">Its date.</param>
/// <param name="DueDate">When it is due; null where Xero gives none.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Phase">The build phase of the part, where parts are asked for by phase; else null.</param>
/// <param name="PhaseName">Its name; empty where <paramref name="Phase"/> is null.</param>
/// <param name="Net">Without VAT.</param>
/// <param name="Tax">Its VAT.</param>
/// <param name="Paid">What payments, credits and CIS deductions have settled of it.</param>
/// <param name="IsPart">Whether the document has lines elsewhere too, which are left out here.</param>
/// <param name="OverdueDays">Days since it was due, where something is outstanding; 0 where it is not overdue.</param>
public sealed record ProjectInvoice(
    Guid DocumentId,
    string Kind,
    string Number,
    DateOnly Date,
    DateOnly? DueDate,
    string Contact,
    Guid? Phase,
    string PhaseName,
    decimal Net,
    decimal Tax,
    decimal Paid,
    bool IsPart,
    int OverdueDays)
{
    /// <summary>With VAT.</summary>
    public decimal Gross => Net + Tax;

    /// <summary>What is still to be paid or used.</summary>
    public decimal Outstanding => Gross - Paid;

    /// <summary>Where it stands.</summary>
    public InvoiceStanding Standing => (Outstanding, Gross) switch
    {
        (0, _) => InvoiceStanding.Paid,
        (_, < 0) => InvoiceStanding.OpenCredit,
        _ when OverdueDays > 0 => InvoiceStanding.Overdue,
        _ when Paid != 0 => InvoiceStanding.PartPaid,
        _ => InvoiceStanding.Due,
    };
}

/// <summary>Where an invoice or bill stands.</summary>
public enum InvoiceStanding
{
    /// <summary>Nothing is outstanding.</summary>
    Paid,

    /// <summary>Some of it is paid; it is not overdue.</summary>
    PartPaid,

    /// <summary>None of it is paid; it is not overdue.</summary>
    Due,

    /// <summary>Something is outstanding after the day it was due.</summary>
    Overdue,

    /// <summary>A credit that is not used up.</summary>
    OpenCredit,
}
