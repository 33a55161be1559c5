using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>Every version of every document must add up on its own, or the demo would teach the ledger wrong sums.</summary>
[Collection(nameof(DemoBooks))]
public sealed class DemoDocumentTests(DemoBooks books)
{
    static readonly string[] WithLines = ["Invoices", "CreditNotes", "BankTransactions", "Prepayments", "Overpayments", "PurchaseOrders"];

    IEnumerable<JsonObject> All(params string[] lists) => books.Versions.Where(v => lists.Contains(v.List)).Select(v => v.Json);

    [Fact]
    public void Lines_add_up_to_the_totals_of_their_document()
    {
        Assert.All(All(WithLines), document =>
        {
            var tax = document.List("LineItems").Sum(l => l.Money("TaxAmount"));
            var amount = document.List("LineItems").Sum(l => l.Money("LineAmount"));
            Assert.Equal(tax, document.Money("TotalTax"));
            Assert.Equal(document.Is("LineAmountTypes", "Inclusive") ? amount - tax : amount, document.Money("SubTotal"));
            Assert.Equal(document.Money("SubTotal") + tax, document.Money("Total"));
        });
    }

    [Fact]
    public void Tax_is_the_rate_of_the_tax_type_rounded_on_each_line()
    {
        Assert.All(All(WithLines).SelectMany(d => d.List("LineItems").Select(l => (Document: d, Line: l))), pair =>
        {
            var rate = pair.Line.Text("TaxType") switch { "OUTPUT2" or "INPUT2" => 0.20m, "RROUTPUT" or "RRINPUT" => 0.05m, _ => 0m };
            var amount = pair.Line.Money("LineAmount");
            var expected = pair.Document.Text("LineAmountTypes") switch
            {
                "Exclusive" => amount * rate,
                "Inclusive" => amount - amount / (1m + rate),
                _ => 0m,
            };
            Assert.Equal(Math.Round(expected, 2, MidpointRounding.AwayFromZero), pair.Line.Money("TaxAmount"));
        });
    }

    [Fact]
    public void An_invoice_owes_what_its_settlements_leave()
    {
        Assert.All(All("Invoices"), invoice =>
        {
            var paid = invoice.List("Payments").Sum(p => p.Money("Amount"));
            var credited = new[] { "CreditNotes", "Prepayments", "Overpayments" }.Sum(l => invoice.List(l).Sum(c => c.Money("AppliedAmount")));
            var due = invoice.Money("Total") - invoice.Money("CISDeduction") - paid - credited;
            Assert.Equal(paid, invoice.Money("AmountPaid"));
            Assert.Equal(credited, invoice.Money("AmountCredited"));
            Assert.True(due >= 0m, $"{invoice.Text("InvoiceNumber")} is paid {-due} too much");
            Assert.Equal(invoice.Text("Status") is "VOIDED" or "DELETED" ? 0m : due, invoice.Money("AmountDue"));
            if (invoice.Text("Status") is "AUTHORISED" or "PAID") Assert.Equal(due == 0m, invoice.Is("Status", "PAID"));
        });
    }

    [Fact]
    public void A_paid_invoice_names_the_day_of_its_last_settlement_and_no_other_invoice_does()
    {
        Assert.All(All("Invoices"), invoice =>
        {
            Assert.Equal(invoice.Is("Status", "PAID"), invoice.ContainsKey("FullyPaidOnDate"));
            var payments = invoice.List("Payments").Select(p => p.Day("Date")).ToList();
            if (invoice.Is("Status", "PAID") && payments.Count > 0) Assert.True(invoice.Day("FullyPaidOnDate") >= payments.Max());
        });
    }

    [Fact]
    public void Only_an_unpaid_document_is_voided_or_deleted()
    {
        var dead = All("Invoices").Where(i => i.Text("Status") is "VOIDED" or "DELETED").ToList();
        Assert.NotEmpty(dead);
        Assert.All(dead, invoice => Assert.Equal(0m, invoice.Money("AmountPaid") + invoice.Money("AmountCredited")));
    }

    [Fact]
    public void The_construction_industry_deduction_is_a_share_of_the_labour_lines_only()
    {
        var labour = books.Accounts.Values.Single(a => a.Is("SystemAccount", "CISLABOUREXPENSE")).Text("AccountID");
        var deducted = All("Invoices").Where(i => i.ContainsKey("CISRate")).ToList();
        Assert.NotEmpty(deducted);
        Assert.All(deducted, bill =>
        {
            var net = bill.List("LineItems").Where(l => l.Is("AccountID", labour)).Sum(l => l.Money("LineAmount"));
            Assert.Equal(Math.Round(net * bill.Money("CISRate") / 100m, 2, MidpointRounding.AwayFromZero), bill.Money("CISDeduction"));
        });
    }

    [Fact]
    public void A_credit_is_left_with_what_was_neither_allocated_nor_refunded()
    {
        Assert.All(All("CreditNotes", "Prepayments", "Overpayments"), credit =>
        {
            var used = credit.List("Allocations").Sum(a => a.Money("Amount")) + credit.List("Payments").Sum(p => p.Money("Amount"));
            Assert.Equal(credit.Money("Total") - used, credit.Money("RemainingCredit"));
            Assert.True(credit.Money("RemainingCredit") >= 0m);
        });
    }

    [Fact]
    public void Every_manual_journal_balances()
    {
        Assert.All(All("ManualJournals"), journal => Assert.Equal(0m, journal.List("JournalLines").Sum(l => l.Money("LineAmount"))));
    }

    [Fact]
    public void Both_sides_of_an_allocation_say_the_same()
    {
        var fromCredits = new[] { "CreditNotes", "Prepayments", "Overpayments" }
            .SelectMany(list => books.Final(list).SelectMany(c => c.List("Allocations").Select(a => (c.Text("ID"), a["Invoice"]!.Text("InvoiceID"), a.Money("Amount")))));
        var fromInvoices = books.Final("Invoices").SelectMany(i => new[] { "CreditNotes", "Prepayments", "Overpayments" }
            .SelectMany(list => i.List(list).Select(c => (c.Text("ID"), i.Text("InvoiceID"), c.Money("AppliedAmount")))));
        Assert.Equal(fromCredits.Order(), fromInvoices.Order());
    }

    [Fact]
    public void A_payment_has_one_id_nested_in_its_document_and_at_its_own_endpoint()
    {
        var nested = books.Final("Invoices").Concat(books.Final("CreditNotes"))
            .SelectMany(d => d.List("Payments").Select(p => (p.Text("PaymentID"), d.Text(d.ContainsKey("InvoiceID") ? "InvoiceID" : "CreditNoteID"), p.Money("Amount"))));
        var own = books.Final("Payments").Where(p => p.Is("Status", "AUTHORISED"))
            .Select(p => (p.Text("PaymentID"), p["Invoice"]!.Text("InvoiceID"), p.Money("Amount")));
        Assert.Equal(own.Order(), nested.Order());
    }
}
