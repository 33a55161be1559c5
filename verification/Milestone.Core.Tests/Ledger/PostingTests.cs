using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Ledger;

/// <summary>What counts, sentence by sentence of docs/concepts.md, on the pure kernel.</summary>
public sealed class PostingTests
{
    private static readonly Account Sales = new(Guid.NewGuid(), "200", "Sales", "REVENUE", "REVENUE");
    private static readonly Account Materials = new(Guid.NewGuid(), "310", "Materials", "DIRECTCOSTS", "EXPENSE");
    private static readonly Account Plant = new(Guid.NewGuid(), "710", "Plant", "FIXED", "ASSET");
    private static readonly TrackedCategory Projects = new(Guid.NewGuid(), "Project", TrackingRole.Project);
    private static readonly TrackedOption Alpha = new(Guid.NewGuid(), Projects.Id, "Alpha");

    public static TheoryData<string, string, int> Effects
    {
        get
        {
            // The whole table: every kind at every status, and the effect of a line of 100 net on profit.
            var effects = new TheoryData<string, string, int>();
            foreach (var status in new[] { "DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "VOIDED", "DELETED", "POSTED", "ARCHIVED" })
            {
                var approved = status is "AUTHORISED" or "PAID" ? 100 : 0;
                var authorised = status == "AUTHORISED" ? 100 : 0;
                effects.Add("SalesInvoice", status, approved);
                effects.Add("Bill", status, -approved);
                effects.Add("SalesCreditNote", status, -approved);
                effects.Add("SupplierCreditNote", status, approved);
                effects.Add("ReceiveMoney", status, authorised);
                effects.Add("SpendMoney", status, -authorised);
                effects.Add("ReceivePrepayment", status, authorised);
                effects.Add("SpendPrepayment", status, -authorised);
                effects.Add("ManualJournal", status, status == "POSTED" ? -100 : 0);
                foreach (var never in new[] { "ReceiveOverpayment", "SpendOverpayment", "Transfer", "Prepayment", "Overpayment", "PurchaseOrder", "Journal" })
                    effects.Add(never, status, 0);
            }

            return effects;
        }
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void The_kind_and_the_status_decide_the_effect(string kind, string status, int effect)
    {
        foreach (var account in new[] { Sales, Materials })
        {
            var document = Document(Enum.Parse<DocumentKind>(kind), Line(account, 100)) with { Status = status };
            Assert.Equal(effect, Accrual(document).Sum(posting => posting.Amount));
        }
    }

    [Fact]
    public void Under_the_journals_source_only_journals_post_debit_positive()
    {
        var chart = new Chart(LedgerSource.Journals, [Sales, Materials], [], []);
        Assert.Empty(Posting.From(Document(DocumentKind.SalesInvoice, Line(Sales, 100)), chart).Postings);
        var journal = Document(DocumentKind.Journal, Line(Sales, -100), Line(Materials, 30)) with { Status = "POSTED" };
        Assert.Equal([100m, -30m], Posting.From(journal, chart).Postings.Select(posting => posting.Amount));
    }

    [Fact]
    public void Inclusive_amounts_are_net_of_the_tax_given() =>
        Assert.Equal(-11.09m, Assert.Single(Accrual(Document(DocumentKind.SpendMoney, Line(Materials, 12.00m, tax: 0.91m)) with { TaxInclusive = true })).Amount);

    [Fact]
    public void Exclusive_amounts_are_net_already() =>
        Assert.Equal(100m, Assert.Single(Accrual(Document(DocumentKind.SalesInvoice, Line(Sales, 100m, tax: 20m)))).Amount);

    [Fact]
    public void Foreign_amounts_are_divided_by_the_rate() =>
        Assert.Equal(80m, Assert.Single(Accrual(Document(DocumentKind.SalesInvoice, Line(Sales, 100m)) with { CurrencyRate = 1.25m })).Amount);

    [Theory]
    [InlineData("10.02 10.02", "6.27 6.26")] // 20.04 / 1.6 = 12.525 -> 12.53; the first of equals takes the cent
    [InlineData("10.02 30.02", "6.26 18.77")] // 40.04 / 1.6 = 25.025 -> 25.03; the largest takes it
    [InlineData("10.02 -30.02", "6.26 -18.76")] // -20.00 / 1.6 = -12.50; 6.26 - 18.76 is that already
    [InlineData("-10.02 -10.02", "-6.27 -6.26")]
    public void The_cent_left_over_goes_to_the_largest_line_of_its_account(string lines, string posted)
    {
        var document = Document(DocumentKind.SalesInvoice, [.. lines.Split(' ').Select(amount => Line(Sales, Decimal(amount)))]) with { CurrencyRate = 1.6m };
        Assert.Equal(posted.Split(' ').Select(Decimal), Accrual(document).Select(posting => posting.Amount));
    }

    [Fact]
    public void Each_account_of_a_document_is_converted_by_itself()
    {
        var document = Document(DocumentKind.SalesInvoice, Line(Sales, 10.02m), Line(Materials, 10.02m)) with { CurrencyRate = 1.6m };
        Assert.Equal([6.26m, 6.26m], Accrual(document).Select(posting => posting.Amount));
    }

    [Fact]
    public void A_line_on_the_balance_sheet_is_no_profit_and_loss() =>
        Assert.Equal(Sales.Id, Assert.Single(Accrual(Document(DocumentKind.SalesInvoice, Line(Sales, 100), Line(Plant, 900)))).Account);

    [Fact]
    public void A_document_waits_whole_for_an_account_not_yet_known()
    {
        var unknown = new Account(Guid.NewGuid(), "999", "?", "?", "?");
        var postings = Posting.From(Document(DocumentKind.Bill, Line(Materials, 100), Line(unknown, 1)), Chart());
        Assert.Empty(postings.Postings);
        Assert.Contains("999", postings.WaitsFor, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_waits_for_nothing()
    {
        var unknown = new Account(Guid.NewGuid(), "999", "?", "?", "?");
        Assert.Null(Posting.From(Document(DocumentKind.Bill, Line(unknown, 1)) with { Status = "DRAFT" }, Chart()).WaitsFor);
    }

    [Fact]
    public void A_line_names_its_account_by_id_or_by_code() => Assert.Equal(
        [Sales.Id, Sales.Id],
        Accrual(Document(DocumentKind.SalesInvoice, Line(Sales, 1) with { AccountId = null }, Line(Sales, 2) with { AccountCode = "an old code" })).Select(posting => posting.Account));

    [Theory]
    [InlineData(true, true, "Alpha")]
    [InlineData(false, true, "Alpha")]
    [InlineData(true, false, "Alpha")]
    [InlineData(false, false, "Unassigned")]
    public void A_project_is_found_by_id_else_by_name_and_else_is_Unassigned(bool byId, bool byName, string project)
    {
        var tracking = new LineTracking(byId ? Projects.Id : null, byName ? "PROJECT" : "", byId ? Alpha.Id : null, byName ? "alpha" : "");
        var posting = Assert.Single(Accrual(Document(DocumentKind.SalesInvoice, Line(Sales, 1) with { Tracking = [tracking] })));
        Assert.Equal(project == "Alpha" ? Alpha.Id : Unassigned.Id, posting.Project);
        Assert.Equal(Unassigned.Id, posting.Phase);
    }

    [Theory]
    [InlineData(false, false, true)] // a fill takes the place of nothing
    [InlineData(true, false, false)] // and yields to Xero's own
    [InlineData(true, true, true)] // an override wins
    public void An_assignment_fills_or_overrides(bool trackedInXero, bool isOverride, bool assignedWins)
    {
        var assigned = Guid.NewGuid();
        var line = Line(Sales, 1) with
        {
            Tracking = trackedInXero ? [new LineTracking(Projects.Id, "Project", Alpha.Id, "Alpha")] : [],
            Assignment = new Assignment(assigned, Phase: null, isOverride),
        };
        Assert.Equal(assignedWins ? assigned : Alpha.Id, Assert.Single(Accrual(Document(DocumentKind.SalesInvoice, line))).Project);
    }

    [Fact]
    public void Zero_lines_post_nothing() => Assert.Empty(Posting.From(Document(DocumentKind.SalesInvoice, Line(Sales, 0)) with { Total = 0 }, Chart()).Postings);

    internal static Document Document(DocumentKind kind, params DocumentLine[] lines) => new()
    {
        Id = Guid.NewGuid(),
        Kind = kind,
        Status = "AUTHORISED",
        Date = new DateOnly(2026, 4, 10),
        Total = lines.Sum(line => line.Amount + line.Tax),
        Lines = lines,
    };

    internal static DocumentLine Line(decimal amount, decimal tax = 0) => Line(Sales, amount, tax);

    internal static Chart Chart() => new(LedgerSource.Documents, [Sales, Materials, Plant], [Projects], [Alpha]);

    private static DocumentLine Line(Account account, decimal amount, decimal tax = 0) =>
        new() { Id = Guid.NewGuid(), AccountId = account.Id, AccountCode = account.Code, Amount = amount, Tax = tax };

    private static IEnumerable<Posting> Accrual(Document document) => Posting.From(document, Chart()).Postings.Where(posting => posting.Basis == Basis.Accrual);

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
