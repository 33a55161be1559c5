using Milestone.Core.Ledger;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>A cost line without and with its VAT.</summary>
internal sealed record CostEntry(FiledDocument Filed, DocumentLine Line, Account Account, Guid Phase, CostAmounts Net, CostAmounts Tax)
{
    public CostAmounts Amounts(Vat vat) => vat == Vat.Gross ? Net + Tax : Net;
}

/// <summary>
/// The cost lines of a project. What a line costs is what it posts on accrual basis, what is paid is what it posts on cash basis, both by Posting.From;
/// VAT is paid in the same proportion, by the same steps. So paid + due = accrual cost to the penny, whatever the settlements are.
/// Rule: docs/concepts.md, Projects.
/// </summary>
internal static class CostLines
{
    /// <summary>The kinds of document that can hold a cost: all that post.</summary>
    public static DocumentKind[] Kinds { get; } =
    [
        DocumentKind.SalesInvoice, DocumentKind.Bill, DocumentKind.SalesCreditNote, DocumentKind.SupplierCreditNote, DocumentKind.ReceiveMoney, DocumentKind.SpendMoney,
        DocumentKind.ReceivePrepayment, DocumentKind.SpendPrepayment, DocumentKind.ManualJournal, DocumentKind.Journal,
    ];

    /// <summary>Whether an account of this section is a cost.</summary>
    public static bool IsCost(Section? section) => section is Section.CostOfSales or Section.Overheads;

    /// <summary>The lines up to the day of the books, in no order.</summary>
    public static IReadOnlyList<CostEntry> Of(ProjectBooks books) => [.. books.Documents.SelectMany(filed => Of(filed, books))];

    private static IEnumerable<CostEntry> Of(FiledDocument filed, ProjectBooks books)
    {
        var lines = filed.Document.Lines.ToDictionary(line => line.Id);
        var (net, tax) = (SumsOf(Posting.From(filed.Document, books.Chart), books), SumsOf(Posting.TaxFrom(filed.Document, books.Chart), books));
        var (netKept, taxKept) = NotRefunded(filed.Document) is { } kept
            ? (SumsOf(Posting.From(kept, books.Chart), books), SumsOf(Posting.TaxFrom(kept, books.Chart), books))
            : (net, tax);
        foreach (var place in net.Keys.Union(tax.Keys))
        {
            var line = lines[place.Line];
            var account = books.Chart.AccountOf(line)!;
            if (!IsCost(account.Section))
                continue;
            var (exVat, vat) = (Amounts(place, net, netKept), Amounts(place, tax, taxKept));
            if (exVat != CostAmounts.Zero(books.PaymentsKnown) || vat != CostAmounts.Zero(books.PaymentsKnown))
                yield return new CostEntry(filed, line, account, place.Phase, exVat, vat);
        }

        CostAmounts Amounts((Guid Line, Guid Phase) place, Dictionary<(Guid Line, Guid Phase), (decimal Accrual, decimal Cash)> sums, Dictionary<(Guid Line, Guid Phase), (decimal Accrual, decimal Cash)> kept)
        {
            var (accrual, cash) = sums.GetValueOrDefault(place);
            if (!books.PaymentsKnown)
                return new CostAmounts(-accrual, null, null);
            var refunded = filed.Document.Kind is DocumentKind.ReceiveMoney or DocumentKind.ReceivePrepayment ? cash : cash - kept.GetValueOrDefault(place).Cash;
            return new CostAmounts(-accrual, -cash, refunded);
        }
    }

    // What of a supplier's credit was paid back is what it has settled in all, less what it would have settled by being set against bills alone.
    private static Document? NotRefunded(Document document) => document.Kind != DocumentKind.SupplierCreditNote
        ? null
        : document with { Status = "AUTHORISED", Settlements = [.. document.Settlements.Where(settlement => settlement.Kind != SettlementKind.Payment)] };

    private static Dictionary<(Guid Line, Guid Phase), (decimal Accrual, decimal Cash)> SumsOf(DocumentPostings postings, ProjectBooks books)
    {
        var sums = new Dictionary<(Guid Line, Guid Phase), (decimal Accrual, decimal Cash)>();
        foreach (var posting in postings.Postings)
        {
            if (posting.Project != books.Project || posting.Date > books.To)
                continue;
            var (accrual, cash) = sums.GetValueOrDefault((posting.Line, posting.Phase));
            sums[(posting.Line, posting.Phase)] = posting.Basis == Basis.Accrual ? (accrual + posting.Amount, cash) : (accrual, cash + posting.Amount);
        }

        return sums;
    }
}
