using Milestone.Core.Reconciliation;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Host.Reconciliation;

/// <summary>A report of Xero's, as it was imported.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Title">Xero's titles.</param>
/// <param name="From">The first day of its columns; null where none is a period.</param>
/// <param name="To">The last day.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="ImportedAt">When it was imported, last.</param>
/// <param name="Columns">How many columns are periods.</param>
internal sealed record ReportAnswerOfXero(Guid Id, string Title, DateOnly? From, DateOnly? To, Basis Basis, DateTimeOffset ImportedAt, int Columns)
{
    public static ReportAnswerOfXero Of(XeroReportListing report) => new(report.Id, report.Title, report.Days?.From, report.Days?.To, report.Basis, report.ImportedAt, report.Columns);
}

/// <summary>The reports that were imported.</summary>
/// <param name="Organisation">Whose reports.</param>
/// <param name="Reports">Those of the latest days first.</param>
internal sealed record ReportsOfXero(string Organisation, IReadOnlyList<ReportAnswerOfXero> Reports);

/// <summary>Our statement beside a report of Xero's.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Report">The report; null where none was imported.</param>
/// <param name="Agrees">Whether every account of every column agrees.</param>
/// <param name="Explained">Whether every difference has a known cause.</param>
/// <param name="Columns">Each column of the report that is a period.</param>
/// <param name="Pending">Documents of those days that count for nothing yet.</param>
internal sealed record ReconciliationAnswer(
    string Organisation, string Currency, ReportAnswerOfXero? Report, bool Agrees, bool Explained, IReadOnlyList<ColumnAnswer> Columns, IReadOnlyList<PendingDocument> Pending)
{
    public const string Example = """
        {
          "organisation": "Harrow & Vale Construction Ltd", "currency": "GBP",
          "report": { "id": "6f0c2b0e-6d3c-8d0f-9a51-0a3f5d1f2c11", "title": "Profit & Loss - Harrow & Vale Construction Ltd - 1 October 2026 to 31 October 2026", "from": "2026-10-01", "to": "2026-10-31", "basis": "accrual", "importedAt": "2026-11-25T00:00:00Z", "columns": 1 },
          "agrees": false, "explained": true,
          "columns": [{ "label": "Oct 2026", "from": "2026-10-01", "to": "2026-10-31", "ours": 15826.17, "xeros": 16076.17, "xeroStates": 16076.17,
            "accounts": [{ "id": "0d7c2b0e-1d3c-4d0f-9a51-0a3f5d1f2c12", "code": "310", "name": "Materials", "section": "costOfSales", "ours": 208529.15, "xeros": 208279.15, "difference": 250.00, "explained": 250.00, "notExplained": 0.00,
              "causes": [{ "kind": "changedSince", "words": "changed here since the report was imported", "amount": 250.00 }] }] }],
          "pending": []
        }
        """;

    public static ReconciliationAnswer Of(BookReconciliation found) => new(
        found.Organisation.Name, found.Organisation.BaseCurrency, ReportAnswerOfXero.Of(found.Report), found.Agrees, found.IsExplained,
        [.. found.Columns.Select(column => new ColumnAnswer(column.Label, column.Period.From, column.Period.To, column.Ours, column.Xeros, column.XeroStates, [.. column.Accounts.Select(AccountAnswer.Of)]))],
        found.Pending);
}

/// <summary>One column of days.</summary>
/// <param name="Label">The days in words.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Ours">Our net profit.</param>
/// <param name="Xeros">Net profit by the accounts of Xero's report.</param>
/// <param name="XeroStates">The net profit that the report states; null where it states none.</param>
/// <param name="Accounts">The accounts that are not zero on both sides.</param>
internal sealed record ColumnAnswer(string Label, DateOnly From, DateOnly To, decimal Ours, decimal Xeros, decimal? XeroStates, IReadOnlyList<AccountAnswer> Accounts);

/// <summary>One account on both sides, as displayed: costs positive.</summary>
/// <param name="Id">The account.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Name">Its name.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Xeros">Xero's figure.</param>
/// <param name="Difference">Ours less Xero's.</param>
/// <param name="Explained">How much of it has a known cause.</param>
/// <param name="NotExplained">How much has none.</param>
/// <param name="Causes">The causes.</param>
internal sealed record AccountAnswer(
    Guid? Id, string? Code, string Name, Section Section, decimal Ours, decimal Xeros, decimal Difference, decimal Explained, decimal NotExplained, IReadOnlyList<DifferenceCause> Causes)
{
    public static AccountAnswer Of(ReconciledAccount account) => new(
        account.Id, account.Code, account.Name, account.Section, account.Ours, account.Xeros, account.Difference, account.Explained, account.NotExplained, account.Causes);
}
