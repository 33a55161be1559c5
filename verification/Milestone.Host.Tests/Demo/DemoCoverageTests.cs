using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>Each situation that the accounting rules speak of comes up in the demo at least once.</summary>
[Collection(nameof(DemoBooks))]
public sealed class DemoCoverageTests(DemoBooks books)
{
    static bool Invoice(JsonNode d, string type, string status) => d.Is("Type", type) && d.Is("Status", status);

    static readonly Dictionary<string, (string List, Func<DemoBooks, JsonObject, bool> Holds)> Situations = new()
    {
        ["draft bill"] = ("Invoices", (_, d) => Invoice(d, "ACCPAY", "DRAFT")),
        ["submitted bill"] = ("Invoices", (_, d) => Invoice(d, "ACCPAY", "SUBMITTED")),
        ["deleted bill"] = ("Invoices", (_, d) => Invoice(d, "ACCPAY", "DELETED")),
        ["voided bill"] = ("Invoices", (_, d) => Invoice(d, "ACCPAY", "VOIDED")),
        ["voided sales invoice"] = ("Invoices", (_, d) => Invoice(d, "ACCREC", "VOIDED")),
        ["part-paid invoice"] = ("Invoices", (_, d) => d.Money("AmountPaid") > 0m && d.Money("AmountDue") > 0m),
        ["invoice paid in three parts"] = ("Invoices", (_, d) => d.List("Payments").Count() == 3),
        ["deleted payment"] = ("Payments", (_, d) => d.Is("Status", "DELETED")),
        ["Inclusive document with tax"] = ("Invoices", (_, d) => d.Is("LineAmountTypes", "Inclusive") && d.Money("TotalTax") > 0m),
        ["NoTax bill"] = ("Invoices", (_, d) => d.Is("LineAmountTypes", "NoTax")),
        ["euro bill, Exclusive"] = ("Invoices", (_, d) => d.Is("CurrencyCode", "EUR") && d.Is("LineAmountTypes", "Exclusive")),
        ["euro bill, Inclusive"] = ("Invoices", (_, d) => d.Is("CurrencyCode", "EUR") && d.Is("LineAmountTypes", "Inclusive") && d.Money("TotalTax") > 0m),
        ["dollar bill"] = ("Invoices", (_, d) => d.Is("CurrencyCode", "USD") && d.Money("CurrencyRate") > 1m),
        ["reverse charge"] = ("Invoices", (_, d) => d.List("LineItems").Any(l => l.Is("TaxType", "DRCHARGE20") && l.Money("LineAmount") > 0m)),
        ["reverse charge on a sale"] = ("Invoices", (_, d) => d.List("LineItems").Any(l => l.Is("TaxType", "DRCHARGESUPPLY20"))),
        ["reduced rate"] = ("Invoices", (_, d) => d.List("LineItems").Any(l => l.Is("TaxType", "RROUTPUT"))),
        ["zero rate"] = ("Invoices", (_, d) => d.List("LineItems").Any(l => l.Is("TaxType", "ZERORATEDOUTPUT"))),
        ["construction industry deduction"] = ("Invoices", (_, d) => d.Money("CISDeduction") > 0m),
        ["retention kept by a customer"] = ("Invoices", (b, d) => d.Is("Type", "ACCREC") && Coded(b, d, "Retentions Receivable", l => l < 0m)),
        ["retention released by a customer"] = ("Invoices", (b, d) => d.Is("Type", "ACCREC") && Coded(b, d, "Retentions Receivable", l => l > 0m)),
        ["retention kept from a subcontractor"] = ("Invoices", (b, d) => d.Is("Type", "ACCPAY") && Coded(b, d, "Retentions Payable", l => l < 0m)),
        ["variation"] = ("Invoices", (b, d) => Coded(b, d, "Variations", l => l > 0m)),
        ["sale line coded to a cost"] = ("Invoices", (b, d) => d.Is("Type", "ACCREC") && Coded(b, d, "Delivery & Carriage", l => l > 0m)),
        ["bill line coded to an asset"] = ("Invoices", (b, d) => d.Is("Type", "ACCPAY") && Coded(b, d, "Plant & Vehicles at Cost", l => l > 0m)),
        ["archived account with history"] = ("Invoices", (b, d) => d.List("LineItems").Any(l => b.Accounts.TryGetValue(l.Text("AccountID"), out var a) && a.Is("Status", "ARCHIVED"))),
        ["description-only line"] = ("Invoices", (_, d) => d.List("LineItems").Any(l => !l.ContainsKey("AccountID") && !l.ContainsKey("LineAmount"))),
        ["bill over two projects"] = ("Invoices", (_, d) => d.List("LineItems").Select(l => l.Option("Project")).OfType<string>().Distinct().Count() == 2),
        ["project without a phase"] = ("Invoices", (_, d) => d.Is("Type", "ACCPAY") && d.List("LineItems").Any(l => l.Option("Project") is not null && l.Option("Build phase") is null)),
        ["invoice of nothing"] = ("Invoices", (_, d) => d.Is("Status", "PAID") && d.Money("Total") == 0m),
        ["bill without a number"] = ("Invoices", (_, d) => d.Is("Type", "ACCPAY") && d.Is("InvoiceNumber", "")),
        ["sales credit note"] = ("CreditNotes", (_, d) => d.Is("Type", "ACCRECCREDIT") && d.List("Allocations").Any()),
        ["refunded credit note"] = ("CreditNotes", (_, d) => d.Is("Type", "ACCRECCREDIT") && d.List("Payments").Any()),
        ["supplier credit on account"] = ("CreditNotes", (_, d) => d.Is("Type", "ACCPAYCREDIT") && d.Money("RemainingCredit") > 0m),
        ["large deposit"] = ("BankTransactions", (b, d) => d.Is("Type", "RECEIVE-PREPAYMENT") && d.Money("Total") > 100_000m && Coded(b, d, "Customer Deposits", l => l > 0m)),
        ["prepayment coded to sales"] = ("BankTransactions", (b, d) => d.Is("Type", "RECEIVE-PREPAYMENT") && Coded(b, d, "Small Works & Maintenance", l => l > 0m)),
        ["allocated prepayment"] = ("Prepayments", (_, d) => d.Is("Type", "RECEIVE-PREPAYMENT") && d.List("Allocations").Count() > 1),
        ["supplier prepayment"] = ("Prepayments", (_, d) => d.Is("Type", "SPEND-PREPAYMENT") && d.List("Allocations").Any()),
        ["customer overpayment"] = ("Overpayments", (_, d) => d.Is("Type", "RECEIVE-OVERPAYMENT")),
        ["supplier overpayment"] = ("Overpayments", (_, d) => d.Is("Type", "SPEND-OVERPAYMENT")),
        ["spend money"] = ("BankTransactions", (_, d) => d.Is("Type", "SPEND")),
        ["deleted spend money"] = ("BankTransactions", (_, d) => d.Is("Type", "SPEND") && d.Is("Status", "DELETED")),
        ["receive money"] = ("BankTransactions", (_, d) => d.Is("Type", "RECEIVE")),
        ["transfer out"] = ("BankTransactions", (_, d) => d.Is("Type", "SPEND-TRANSFER")),
        ["transfer in"] = ("BankTransactions", (_, d) => d.Is("Type", "RECEIVE-TRANSFER")),
        ["bank account without a code"] = ("BankTransactions", (_, d) => d["BankAccount"]!["Code"] is null),
        ["wages by project"] = ("ManualJournals", (_, d) => d.Text("Narration").StartsWith("Wages", StringComparison.Ordinal) && d.List("JournalLines").Any(l => l.Option("Project") is not null)),
        ["depreciation"] = ("ManualJournals", (_, d) => d.Text("Narration").StartsWith("Depreciation", StringComparison.Ordinal)),
        ["reversal off the cash reports"] = ("ManualJournals", (_, d) => d.Text("Narration").StartsWith("Reversal:", StringComparison.Ordinal) && !d["ShowOnCashBasisReports"]!.GetValue<bool>()),
        ["draft journal"] = ("ManualJournals", (_, d) => d.Is("Status", "DRAFT")),
        ["voided journal"] = ("ManualJournals", (_, d) => d.Is("Status", "VOIDED")),
        ["draft order"] = ("PurchaseOrders", (_, d) => d.Is("Status", "DRAFT")),
        ["open order"] = ("PurchaseOrders", (_, d) => d.Is("Status", "AUTHORISED") && d.List("LineItems").All(l => l.Option("Project") is not null && l.Option("Build phase") is not null)),
        ["billed order"] = ("PurchaseOrders", (_, d) => d.Is("Status", "BILLED")),
    };

    static bool Coded(DemoBooks books, JsonNode document, string account, Func<decimal, bool> amount) =>
        document.List("LineItems").Any(l => books.Accounts.TryGetValue(l.Text("AccountID"), out var a) && a.Is("Name", account) && amount(l.Money("LineAmount")));

    public static TheoryData<string> Names() => [.. Situations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_demo_has_a(string situation)
    {
        var (list, holds) = Situations[situation];
        Assert.Contains(books.Final(list), d => holds(books, d));
    }

    [Fact]
    public void The_landlords_bills_share_one_number()
    {
        Assert.True(books.Final("Invoices").Count(i => i.Is("InvoiceNumber", "RENT")) > 20);
    }

    [Fact]
    public void Phases_are_the_seventeen_of_a_build_and_some_projects_are_archived()
    {
        var last = books.Pages.Last(p => p.List == "TrackingCategories").Records.ToDictionary(c => c.Text("Name"), c => c.List("Options").ToList());
        var phases = last["Build phase"].Select(o => o.Text("Name")).ToList();
        Assert.Equal(17, phases.Count);
        Assert.Equal("Demolition & enabling works", phases[0]);
        Assert.Equal("Project management fee", phases[16]);
        Assert.InRange(last["Project"].Count, 45, 100);
        Assert.Contains(last["Project"], o => o.Is("Status", "ARCHIVED"));
        Assert.Contains(last["Project"], o => o.Text("Name").Length is >= 78 and <= 100);
        var first = books.Pages.First(p => p.List == "TrackingCategories").Records.Single(c => c.Is("Name", "Project")).List("Options");
        Assert.True(last["Project"].Count(o => o.Is("Status", "ARCHIVED")) > first.Count(o => o.Is("Status", "ARCHIVED")));
    }

    [Fact]
    public void There_is_an_overall_budget_and_one_of_a_project()
    {
        Assert.Equal(["OVERALL", "TRACKING"], books.Records("Budgets").Select(b => b.Text("Type")).Order());
        Assert.All(books.Records("Budgets").SelectMany(b => b.List("BudgetLines")), line => Assert.NotEmpty(line.List("BudgetBalances")));
    }
}
