using System.Text;
using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Core.Statements;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Projects;

/// <summary>Small books about the projects Alpha and Beta, and the reports that come out of them.</summary>
internal sealed class ProjectBooksFixture
{
    public static readonly DateOnly YearEnd = new(2027, 3, 31);

    private const string Chart = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 400 Tools OVERHEADS
        account 610 Debtors CURRENT
        account 850 Deposits CURRLIAB
        project Alpha
        project Beta
        phase Groundworks
        phase Roofing

        """;

    private readonly TemporaryDatabase database;

    private ProjectBooksFixture(TemporaryDatabase database, ImportedBooks books)
    {
        this.database = database;
        Books = books;
        Reports = new ProjectReports(database.Database, new StatementReader(database.Database));
    }

    public ImportedBooks Books { get; }

    public ProjectReports Reports { get; }

    /// <summary>The books of documents in the form of the golden ledgers.</summary>
    public static async Task<ProjectBooksFixture> OfAsync(TemporaryDatabase database, string documents)
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(Chart + documents)[^1].Book));
        Assert.Empty((await books.VerifyAsync()).Differences);
        return new ProjectBooksFixture(database, books);
    }

    public async Task<ProjectQuery> QueryAsync(string project, Vat vat = Vat.Net, DateOnly? to = null) => new(await Books.ProjectAsync(project)) { To = to ?? YearEnd, Vat = vat };

    public async Task<CostTracker> TrackerAsync(string project = "Alpha", Vat vat = Vat.Net, DateOnly? to = null) =>
        await Reports.CostTrackerAsync(Books.Organisation, await QueryAsync(project, vat, to), "a test", TestContext.Current.CancellationToken);

    public async Task<ProjectSummary> SummaryAsync(string project = "Alpha", Vat vat = Vat.Net, DateOnly? to = null) =>
        await Reports.SummaryAsync(Books.Organisation, await QueryAsync(project, vat, to), "a test", TestContext.Current.CancellationToken);

    public async Task<ProjectFloat> FloatAsync(string project = "Alpha", DateOnly? to = null) =>
        await Reports.FloatAsync(Books.Organisation, await QueryAsync(project, to: to), "a test", TestContext.Current.CancellationToken);

    public async Task<ProjectInvoices> InvoicesAsync(string project = "Alpha", bool bills = false, bool byPhase = false, DateOnly? to = null) => bills
        ? await Reports.BillsAsync(Books.Organisation, await QueryAsync(project, to: to), byPhase, "a test", TestContext.Current.CancellationToken)
        : await Reports.InvoicesAsync(Books.Organisation, await QueryAsync(project, to: to), byPhase, "a test", TestContext.Current.CancellationToken);

    public async Task EstimateAsync(string phase, EstimateKind kind, decimal amount) => await new EstimateRegister(database.Database).AddAsync(
        Books.Organisation,
        "a test",
        new EstimateEntry { Project = await Books.ProjectAsync("Alpha"), Phase = await Books.PhaseAsync(phase), Kind = kind, Amount = amount, Date = new DateOnly(2026, 1, 1), Confidence = 3 },
        TestContext.Current.CancellationToken);

    public async Task ProgressAsync(string phase, decimal percent) => await new ProgressRegister(database.Database).SaveAsync(
        Books.Organisation,
        "a test",
        await Books.ProjectAsync("Alpha"),
        [new ProgressEntry(await Books.PhaseAsync(phase), 0, percent, new DateOnly(2026, 1, 1), null)],
        TestContext.Current.CancellationToken);

    public async Task AdjustAsync(string phase, AdjustmentKind kind, decimal amount, decimal tax) => await new AdjustmentRegister(database.Database).AddAsync(
        Books.Organisation,
        "a test",
        new AdjustmentEntry { Project = await Books.ProjectAsync("Alpha"), Phase = await Books.PhaseAsync(phase), Kind = kind, Date = new DateOnly(2026, 5, 1), Amount = amount, Tax = tax, Supplier = "Glazier" },
        TestContext.Current.CancellationToken);

    /// <summary>A purchase order of one line, exclusive of VAT, with the contact that every document of the books has.</summary>
    public async Task OrderAsync(string number, string date, decimal net, decimal tax, string project, string phase, string status = "AUTHORISED")
    {
        var json = $$"""
            { "PurchaseOrders": [{ "PurchaseOrderID": "{{Book.IdOf("order " + number)}}", "PurchaseOrderNumber": "{{number}}", "DateString": "{{date}}T00:00:00", "Status": "{{status}}", "LineAmountTypes": "Exclusive",
              "Contact": { "ContactID": "{{Book.IdOf("contact")}}", "Name": "A customer or supplier" }, "CurrencyCode": "GBP", "Total": {{FormattableString.Invariant($"{net + tax}")}}, "UpdatedDateUTC": "/Date(1775800000000+0000)/",
              "LineItems": [{ "Description": "Ordered", "AccountCode": "310", "LineAmount": {{FormattableString.Invariant($"{net}")}}, "TaxAmount": {{FormattableString.Invariant($"{tax}")}}, "Tracking": [
                { "Name": "Project", "Option": "{{project}}", "TrackingOptionID": "{{Book.IdOf("option " + project)}}" },
                { "Name": "Build phase", "Option": "{{phase}}", "TrackingOptionID": "{{Book.IdOf("option " + phase)}}" }] }] }] }
            """;
        await Books.ImportAsync([new XeroPayload("PurchaseOrders.json", Encoding.UTF8.GetBytes(json))]);
    }
}
