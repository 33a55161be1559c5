using System.Text.Json;

namespace Milestone.Testing.Oracle;

/// <summary>When the net of a line counts: at its document's date on accrual basis, as it is settled on cash basis.</summary>
internal sealed class PlainSettlements(
    IReadOnlyDictionary<string, PlainDocument> documents,
    IReadOnlyDictionary<string, PlainDocument> credits,
    IReadOnlyDictionary<string, JsonElement> payments)
{
    private readonly Dictionary<string, List<(DateOnly Date, decimal Amount)>> known = [];

    /// <summary>The postings of a line with the given net.</summary>
    public IEnumerable<(bool Cash, DateOnly Date, decimal Amount)> Effects(string id, PlainDocument document, decimal net)
    {
        var accrual = new List<(DateOnly Date, decimal Amount)> { (document.Date, net) };
        if (document.Type.EndsWith("-PREPAYMENT", StringComparison.Ordinal))
            accrual.AddRange(Shares(-net, document.Total, PrepaymentAllocations(document)));

        var cash = document.Endpoint switch
        {
            "Invoices" or "CreditNotes" => Shares(net, document.Total, Settled(id, document)),
            "ManualJournals" => document.Header.No("ShowOnCashBasisReports") ? [] : accrual,
            "Journals" => [],
            _ => accrual,
        };
        return accrual.Select(effect => (false, effect.Date, effect.Amount)).Concat(cash.Select(effect => (true, effect.Date, effect.Amount)));
    }

    /// <summary>What each settlement adds: the cumulative share of the net, rounded, less what was there before.</summary>
    private static List<(DateOnly Date, decimal Amount)> Shares(decimal net, decimal total, List<(DateOnly Date, decimal Amount)> settlements)
    {
        var shares = new List<(DateOnly Date, decimal Amount)>();
        var (settled, counted) = (0m, 0m);
        foreach (var (date, amount) in settlements.OrderBy(settlement => settlement.Date))
        {
            settled += amount;
            var now = total == 0 ? net : PlainLines.Round(net * settled / total);
            shares.Add((date, now - counted));
            counted = now;
        }

        return shares;
    }

    private List<(DateOnly Date, decimal Amount)> Settled(string id, PlainDocument document)
    {
        if (known.TryGetValue(id, out var settled))
            return settled;
        return known[id] = document.Total == 0 ? [(document.Date, 0m)] : AllSettlements(id, document);
    }

    private List<(DateOnly Date, decimal Amount)> AllSettlements(string id, PlainDocument document)
    {
        var paid = PaymentsOn(id, document);
        var settled = paid.Concat(document.Endpoint == "CreditNotes" ? AllocationsOf(id, document) : AllocationsTo(id, document)).ToList();

        // A deducted bill is settled by its payment and the deduction together: the deduction goes with the payments, in proportion.
        var deduction = document.Header.Money("CISDeduction");
        if (deduction != 0)
        {
            var (payable, before, deducted) = (document.Total - deduction, 0m, 0m);
            foreach (var (date, amount) in paid.OrderBy(payment => payment.Date))
            {
                before += amount;
                var now = PlainLines.Round(deduction * before / payable);
                settled.Add((date, now - deducted));
                deducted = now;
            }
        }

        // What a PAID document's known settlements leave open was settled on the day Xero says it was fully paid.
        var open = document.Total - settled.Sum(settlement => settlement.Amount);
        if (open > 0 && document.Header.Text("Status") == "PAID")
            settled.Add((document.Header.Day("FullyPaidOnDate") ?? settled.Select(settlement => settlement.Date).DefaultIfEmpty(document.Date).Max(), open));
        return settled;
    }

    private List<(DateOnly Date, decimal Amount)> PaymentsOn(string id, PlainDocument document)
    {
        var byId = document.Header.Items("Payments").ToDictionary(payment => payment.Text("PaymentID"));
        foreach (var (paymentId, payment) in payments)
        {
            if (payment.Inner("Invoice").Text("InvoiceID") == id || payment.Inner("CreditNote").Text("CreditNoteID") == id)
                byId[paymentId] = payment;
        }

        return [.. byId.Values.Where(payment => payment.Text("Status") != "DELETED").Select(payment => (payment.Day("Date")!.Value, payment.Money("Amount")))];
    }

    private IEnumerable<(DateOnly Date, decimal Amount)> AllocationsOf(string id, PlainDocument credit) =>
        from target in documents
        where target.Value.Endpoint == "Invoices"
        from allocation in Between(id, credit, target.Key, target.Value, "CreditNotes", "CreditNoteID")
        select allocation;

    private IEnumerable<(DateOnly Date, decimal Amount)> AllocationsTo(string id, PlainDocument target)
    {
        var notes = documents.Where(pair => pair.Value.Endpoint == "CreditNotes").SelectMany(credit => Between(credit.Key, credit.Value, id, target, "CreditNotes", "CreditNoteID"));
        var others = credits.SelectMany(credit => Between(
            credit.Key, credit.Value, id, target, credit.Value.Endpoint, credit.Value.Endpoint == "Prepayments" ? "PrepaymentID" : "OverpaymentID"));
        return notes.Concat(others);
    }

    /// <summary>What of a credit settles a document, by the one of the two records that changed last; dated at the later of the two documents.</summary>
    private static IEnumerable<(DateOnly Date, decimal Amount)> Between(
        string creditId, PlainDocument credit, string targetId, PlainDocument target, string property, string idName)
    {
        if (credit.IsDead || target.IsDead)
            yield break;
        var amount = credit.Updated >= target.Updated
            ? credit.Header.Items("Allocations").Where(allocation => !allocation.Yes("IsDeleted") && allocation.Inner("Invoice").Text("InvoiceID") == targetId)
                .Sum(allocation => allocation.Money("Amount"))
            : target.Header.Items(property).Where(applied => applied.Text(idName) == creditId).Sum(applied => applied.Money("AppliedAmount"));
        if (amount != 0)
            yield return (credit.Date > target.Date ? credit.Date : target.Date, amount);
    }

    private List<(DateOnly Date, decimal Amount)> PrepaymentAllocations(PlainDocument bankTransaction) =>
        credits.TryGetValue(bankTransaction.Header.Text("PrepaymentID"), out var prepayment)
            ? [.. prepayment.Header.Items("Allocations").Where(allocation => !allocation.Yes("IsDeleted"))
                .Select(allocation => (allocation.Day("Date") ?? prepayment.Date, allocation.Money("Amount")))]
            : [];
}
