using Milestone.Core.Changes;
using Milestone.Core.Values;

namespace Milestone.Host.Changes;

/// <summary>What changed since a batch.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day looked at; null for all days.</param>
/// <param name="To">The last day looked at; null for all days.</param>
/// <param name="Since">The batch whose state is compared with the latest.</param>
/// <param name="SinceRecordedAt">When that batch was recorded; null for batch 0.</param>
/// <param name="Batch">The latest batch.</param>
/// <param name="Effect">The change in profit: positive is more profit. It is the statement now less the statement as known then.</param>
/// <param name="DocumentCount">How many documents count otherwise; 'documents' lists at most 500, those that moved most money first.</param>
/// <param name="ChangedBack">How many changed and were changed back.</param>
/// <param name="Documents">The documents.</param>
/// <param name="Effects">The effect by project and by the month of the postings' own dates.</param>
/// <param name="Chart">Accounts, projects and phases that are called or classed otherwise.</param>
/// <param name="TieOut">The effect against the statement now less the statement then.</param>
internal sealed record ChangesAnswer(
    string Organisation,
    string Currency,
    Basis Basis,
    DateOnly? From,
    DateOnly? To,
    long Since,
    DateTimeOffset? SinceRecordedAt,
    long Batch,
    decimal Effect,
    long DocumentCount,
    long ChangedBack,
    IReadOnlyList<DocumentChange> Documents,
    IReadOnlyList<ProjectMonthEffect> Effects,
    IReadOnlyList<ChartChange> Chart,
    ChangesCheck TieOut)
{
    public const string Example = """
        {
          "organisation": "Harrow & Vale Construction Ltd", "currency": "GBP", "basis": "accrual", "from": "2026-10-01", "to": "2026-10-31",
          "since": 41, "sinceRecordedAt": "2026-11-03T09:00:00Z", "batch": 57, "effect": -1250.00, "documentCount": 1, "changedBack": 0,
          "documents": [{ "id": "d0000000-0000-4000-8000-000000000002", "kind": "Bill", "number": "B-1042", "contact": "Timber & Co", "date": "2026-10-14", "what": "edited",
            "description": "Edited", "batch": 52, "recordedAt": "2026-11-10T06:00:00Z", "recordedBy": "n8n", "before": -3000.00, "after": -4250.00, "effect": -1250.00 }],
          "effects": [{ "project": "a0000000-0000-4000-8000-000000000001", "name": "14 Acacia Road", "month": "2026-10-01", "amount": -1250.00 }],
          "chart": [],
          "tieOut": { "changes": -1250.00, "statementNowLessThen": -1250.00, "difference": 0.00 }
        }
        """;

    public static ChangesAnswer Of(BookChanges changes) => new(
        changes.Organisation.Name,
        changes.Organisation.BaseCurrency,
        changes.Query.Basis,
        changes.Query.Period?.From,
        changes.Query.Period?.To,
        changes.Query.Since,
        changes.SinceMoment,
        changes.Provenance.Batch,
        changes.Effect,
        changes.DocumentCount,
        changes.ChangedBack,
        changes.Documents,
        changes.Effects,
        changes.Chart,
        new ChangesCheck(changes.TieOut.Statement, changes.TieOut.Other, changes.TieOut.Difference));
}

/// <summary>The effect by two ways.</summary>
/// <param name="Changes">The sum of what later batches posted.</param>
/// <param name="StatementNowLessThen">Net profit now less net profit as known then.</param>
/// <param name="Difference">Zero when the two agree.</param>
internal sealed record ChangesCheck(decimal Changes, decimal StatementNowLessThen, decimal Difference);
