using Milestone.Core.Ledger;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Ledger;

/// <summary>When a line counts on cash basis, and which tellings of a settlement are believed. Rule: docs/concepts.md, Cash basis.</summary>
public sealed class CashTests
{
    private static readonly DateOnly Issued = new(2026, 4, 10);
    private static readonly DateOnly Fifth = new(2026, 5, 5);
    private static readonly DateOnly Sixth = new(2026, 6, 6);

    [Fact]
    public void Thirds_post_the_cumulative_difference() => Assert.Equal(
        [(new DateOnly(2026, 5, 1), 33.33m), (new DateOnly(2026, 6, 1), 33.34m), (new DateOnly(2026, 7, 1), 33.33m)],
        Cash(Settled((new DateOnly(2026, 5, 1), 40), (new DateOnly(2026, 6, 1), 40), (new DateOnly(2026, 7, 1), 40))));

    [Fact]
    public void What_is_not_settled_is_not_counted() => Assert.Empty(Cash(Settled()));

    [Fact]
    public void A_paid_document_that_tells_no_payment_counts_when_it_was_fully_paid() =>
        Assert.Equal([(Sixth, 100m)], Cash(Settled() with { Status = "PAID", FullyPaidOn = Sixth }));

    [Fact]
    public void A_deduction_settles_together_with_the_payment() =>
        Assert.Equal([(Fifth, 100m)], Cash(Settled((Fifth, 96)) with { CisDeduction = 24 }));

    [Fact]
    public void A_deduction_alone_settles_nothing() => Assert.Empty(Cash(Settled() with { CisDeduction = 24 }));

    [Fact]
    public void A_document_of_zero_settles_on_its_date()
    {
        var document = PostingTests.Document(DocumentKind.SalesInvoice, PostingTests.Line(60), PostingTests.Line(-60));
        Assert.Equal([60m, -60m], Posting.From(document, PostingTests.Chart()).Postings.Where(posting => posting.Basis == Basis.Cash && posting.Date == Issued).Select(posting => posting.Amount));
    }

    [Fact]
    public void Settling_everything_has_posted_exactly_the_accrual_amount_line_by_line()
    {
        var lines = new[] { PostingTests.Line(33.33m, 6.67m), PostingTests.Line(66.66m, 13.33m), PostingTests.Line(-0.01m) };
        var document = PostingTests.Document(DocumentKind.SalesInvoice, lines) with
        {
            Settlements = [Payment(Fifth, 17.17m), Payment(Sixth, lines.Sum(line => line.Amount + line.Tax) - 17.17m)],
        };
        var postings = Posting.From(document, PostingTests.Chart()).Postings;
        foreach (var line in lines)
            Assert.Equal(line.Amount, postings.Where(posting => posting.Basis == Basis.Cash && posting.Line == line.Id).Sum(posting => posting.Amount));
    }

    [Fact]
    public void A_prepayment_is_taken_back_as_it_is_allocated()
    {
        var prepayment = PostingTests.Document(DocumentKind.SpendPrepayment, PostingTests.Line(100, 20)) with { Settlements = [Payment(Fifth, 90)] };
        foreach (var basis in new[] { Basis.Accrual, Basis.Cash })
        {
            Assert.Equal(
                [(Issued, -100m), (Fifth, 75m)],
                Posting.From(prepayment, PostingTests.Chart()).Postings.Where(posting => posting.Basis == basis).Select(posting => (posting.Date, posting.Amount)));
        }
    }

    [Fact]
    public void A_manual_journal_may_stay_out_of_cash_reports()
    {
        var journal = PostingTests.Document(DocumentKind.ManualJournal, PostingTests.Line(10)) with { Status = "POSTED" };
        Assert.Equal(2, Posting.From(journal, PostingTests.Chart()).Postings.Count);
        Assert.Single(Posting.From(journal with { CountsOnCash = false }, PostingTests.Chart()).Postings);
    }

    [Fact]
    public void One_payment_told_twice_is_one_and_its_own_record_is_believed()
    {
        var (invoice, payment) = (Guid.NewGuid(), Guid.NewGuid());
        var toldByInvoice = Claim(invoice, SettlementKind.Payment, payment, invoice, 600, day: 2);
        var toldByItself = Claim(payment, SettlementKind.Payment, payment, invoice, 500, day: 1);
        Assert.Equal([500m], Settlements.Of(invoice, Issued, [toldByInvoice, toldByItself], NoOthers).Select(settlement => settlement.Amount));
        Assert.Empty(Settlements.Of(invoice, Issued, [toldByInvoice, toldByItself with { IsLive = false }], NoOthers));
    }

    [Fact]
    public void An_allocation_dates_at_the_later_of_its_documents_and_the_newer_telling_is_believed()
    {
        var (invoice, note) = (Guid.NewGuid(), Guid.NewGuid());
        var toldByInvoice = Claim(invoice, SettlementKind.CreditNote, note, invoice, 240, day: 2);
        var toldByNote = Claim(note, SettlementKind.CreditNote, note, invoice, 120, day: 1);
        foreach (var (noteDate, expected) in new[] { (Fifth, Fifth), (Issued.AddDays(-9), Issued) })
        {
            var others = new Dictionary<Guid, Counterpart> { [note] = new(noteDate, IsDead: false) };
            Assert.Equal((expected, 240m), Assert.Single(Settlements.Of(invoice, Issued, [toldByInvoice, toldByNote], others)) is var settled ? (settled.Date, settled.Amount) : default);
        }
    }

    [Fact]
    public void An_allocation_dies_with_its_credit_note()
    {
        var (invoice, note) = (Guid.NewGuid(), Guid.NewGuid());
        var others = new Dictionary<Guid, Counterpart> { [note] = new(Fifth, IsDead: true) };
        Assert.Empty(Settlements.Of(invoice, Issued, [Claim(invoice, SettlementKind.CreditNote, note, invoice, 240, day: 1)], others));
    }

    private static readonly Dictionary<Guid, Counterpart> NoOthers = [];

    private static SettlementClaim Claim(Guid claimant, SettlementKind kind, Guid source, Guid target, decimal amount, int day) =>
        new(claimant, kind, source, target, Fifth, amount, IsLive: true, new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero));

    // 100.00 net in 120.00.
    private static Document Settled(params (DateOnly Date, decimal Amount)[] payments) =>
        PostingTests.Document(DocumentKind.SalesInvoice, PostingTests.Line(100, 20)) with
        {
            Settlements = [.. payments.Select(payment => Payment(payment.Date, payment.Amount))],
        };

    private static Settlement Payment(DateOnly date, decimal amount) => new(SettlementKind.Payment, date, amount);

    private static IEnumerable<(DateOnly Date, decimal Amount)> Cash(Document document) => Posting.From(document, PostingTests.Chart()).Postings
        .Where(posting => posting.Basis == Basis.Cash)
        .Select(posting => (posting.Date, posting.Amount));
}
