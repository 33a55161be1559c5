using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>The costs of a project as they were paid, day by day and with VAT: what its cost lines post on cash basis. Pure.</summary>
internal static class CostsPaid
{
    /// <summary>One movement for each document and day, in no order.</summary>
    public static IEnumerable<FloatMovement> Of(FiledDocument filed, ProjectBooks books)
    {
        if (CustomerMoney.Holds(filed.Document.Kind))
            return [];
        return Posting.From(filed.Document, books.Chart).Postings.Concat(Posting.TaxFrom(filed.Document, books.Chart).Postings)
            .Where(posting => posting.Basis == Basis.Cash && posting.Project == books.Project && CostLines.IsCost(books.Chart.AccountOf(posting.Account)?.Section))
            .GroupBy(posting => posting.Date)
            .Select(day => new FloatMovement(day.Key, FloatReason.CostPaid, filed.Document.Id, filed.Title, filed.Contact, day.Sum(posting => posting.Amount), 0))
            .Where(movement => movement.Amount != 0);
    }
}
