using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Reconciliation;

/// <summary>One of Xero's own profit and loss reports, as it was imported.</summary>
/// <param name="Id">Its id here; the same report imported again has the same.</param>
/// <param name="Title">Xero's titles, joined.</param>
/// <param name="Days">The days of all its columns together; null where no column is a period, so that nothing can be compared.</param>
/// <param name="Basis">Accrual or cash.</param>
/// <param name="ImportedAt">When it was imported, last.</param>
/// <param name="Columns">How many columns are periods.</param>
public sealed record XeroReportListing(Guid Id, string Title, Period? Days, Basis Basis, DateTimeOffset ImportedAt, int Columns);

/// <summary>Our statement beside one of Xero's own reports, account by account.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Report">The report.</param>
/// <param name="Columns">Each column of the report that is a period, compared with our statement of those days.</param>
/// <param name="Pending">Documents of those days that count for nothing yet.</param>
/// <param name="Provenance">Where our figures come from.</param>
public sealed record BookReconciliation(
    Organisation Organisation,
    XeroReportListing Report,
    IReadOnlyList<ReconciledColumn> Columns,
    IReadOnlyList<PendingDocument> Pending,
    Provenance Provenance)
{
    /// <summary>Whether every account of every column agrees.</summary>
    public bool Agrees => Columns.All(column => column.Accounts.All(account => account.Difference == 0));

    /// <summary>Whether every difference has a known cause.</summary>
    public bool IsExplained => Columns.All(column => column.Accounts.All(account => account.NotExplained == 0));
}

/// <summary>One column of a report beside our statement of those days.</summary>
/// <param name="Number">Its number in the report, from 1.</param>
/// <param name="Label">The days in words.</param>
/// <param name="Period">The days.</param>
/// <param name="Accounts">By section and name, those that are not zero on both sides.</param>
/// <param name="Ours">Our net profit.</param>
/// <param name="XeroStates">The net profit that the report states; null where it states none.</param>
public sealed record ReconciledColumn(int Number, string Label, Period Period, IReadOnlyList<ReconciledAccount> Accounts, decimal Ours, decimal? XeroStates)
{
    /// <summary>Net profit by the report's accounts.</summary>
    public decimal Xeros => Accounts.Sum(account => account.Effect(account.Xeros));
}

/// <summary>One account on both sides, as displayed: costs positive under their heading.</summary>
/// <param name="Id">The account; null where the report names one that is not in the chart by no id.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Name">Its name.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Xeros">Xero's figure.</param>
/// <param name="Causes">What is known to make them differ, each with its part of the difference.</param>
public sealed record ReconciledAccount(Guid? Id, string? Code, string Name, Section Section, decimal Ours, decimal Xeros, IReadOnlyList<DifferenceCause> Causes)
{
    /// <summary>Ours less Xero's.</summary>
    public decimal Difference => Ours - Xeros;

    /// <summary>How much of it has a known cause.</summary>
    public decimal Explained => Causes.Sum(cause => cause.Amount);

    /// <summary>How much of it has none.</summary>
    public decimal NotExplained => Difference - Explained;

    internal decimal Effect(decimal displayed) => Section is Section.CostOfSales or Section.Overheads ? -displayed : displayed;
}

/// <summary>One cause of a difference.</summary>
/// <param name="Kind">What sort it is.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Amount">Its part of the difference, as displayed.</param>
public sealed record DifferenceCause(DifferenceKind Kind, string Words, decimal Amount);

/// <summary>Why our figure and Xero's may differ.</summary>
public enum DifferenceKind
{
    /// <summary>Documents changed after the report was imported.</summary>
    ChangedSince,

    /// <summary>Documents here wait for something, such as an account that is not in the chart.</summary>
    Waiting,

    /// <summary>Expense claims, which come with journals only.</summary>
    ExpenseClaims,

    /// <summary>Xero's own payroll, which comes with journals only.</summary>
    Payroll,

    /// <summary>Realised and unrealised currency gains, which come with journals only or with the report itself.</summary>
    CurrencyGains,

    /// <summary>Documents that Xero has and that were not imported.</summary>
    NotImported,

    /// <summary>Prepayments that count when they are paid.</summary>
    Prepayments,

    /// <summary>Pence of documents in a foreign currency.</summary>
    Rounding,
}

/// <summary>A document that counts for nothing yet.</summary>
/// <param name="Id">The document.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Date">Its date.</param>
/// <param name="Why">draft, submitted, or what it waits for.</param>
/// <param name="IsWaiting">Whether Xero counts it already.</param>
/// <param name="Effect">What it would do to profit, base currency; null where its lines are not known.</param>
public sealed record PendingDocument(Guid Id, string Kind, string Number, string Contact, DateOnly Date, string Why, bool IsWaiting, decimal? Effect);
