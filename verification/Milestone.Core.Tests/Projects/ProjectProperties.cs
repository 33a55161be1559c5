using CsCheck;
using Milestone.Core.Ledger;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Projects;

/// <summary>Random books: what a project costs and what of it is paid is the independent oracle's, phase by phase and on any day, and everything adds up.</summary>
public sealed class ProjectProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly DateOnly[] Days = [new(2026, 4, 15), new(2026, 6, 30), new(2026, 12, 31), new(2027, 3, 1), new(2028, 12, 31)];

    [Fact]
    public Task Paid_and_due_are_the_oracles_by_project_and_phase_on_any_day() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, Days.Length - 1]).SampleAsync(
        async (generated, day) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            var payloads = generated.Shuffled();
            await books.ImportAsync(payloads);
            var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json));
            var costs = oracle.Postings().Where(posting => posting.Date <= Days[day] && oracle.Accounts[posting.Account].Section is PlainSection.CostOfSales or PlainSection.Overheads).ToList();
            var reports = new ProjectReports(database.Database);
            foreach (var name in (string[])["Alpha", "Beta", Unassigned.Label])
            {
                var query = new ProjectQuery(await books.ProjectAsync(name)) { To = Days[day] };
                var summary = await reports.SummaryAsync(books.Organisation, query, "a test", TestContext.Current.CancellationToken);
                Assert.All(summary.Checks, check => Assert.Equal(0, check.Difference));
                foreach (var phase in (string[])["Groundworks", "Roofing", Unassigned.Label])
                {
                    var here = costs.Where(posting => posting.Project == name && posting.Phase == phase).ToList();
                    var amounts = summary.Phases.SingleOrDefault(row => row.Name == phase)?.Sums.Amounts ?? new CostAmounts(0, 0, 0);
                    Assert.Equal((-here.Where(posting => !posting.Cash).Sum(posting => posting.Amount), -here.Where(posting => posting.Cash).Sum(posting => posting.Amount)), (amounts.Cost, amounts.Paid!.Value));
                }

                await AddsUpAsync(reports, books.Organisation, query, summary);
            }
        },
        iter: 100,
        print: drawn => $"{drawn.Item1}\nto {Days[drawn.Item2]}");

    // The tracker is the summary line by line, without and with VAT; the float's costs are the tracker's; its balance is the last movement's.
    private static async Task AddsUpAsync(ProjectReports reports, Guid organisation, ProjectQuery query, ProjectSummary summary)
    {
        var stop = TestContext.Current.CancellationToken;
        var tracker = await reports.CostTrackerAsync(organisation, query, "a test", stop);
        Assert.Equal(summary.Total.Sums, tracker.Total);
        Assert.Equal(tracker.Total.Amounts, tracker.Phases.SelectMany(phase => phase.Lines).Aggregate(new CostAmounts(0, 0, 0), (sum, line) => sum + line.Amounts));
        var gross = await reports.CostTrackerAsync(organisation, query with { Vat = Vat.Gross }, "a test", stop);
        Assert.Equal((await reports.SummaryAsync(organisation, query with { Vat = Vat.Gross }, "a test", stop)).Total.Sums, gross.Total);
        AddsUp(CostTrackerTable.Of(gross));

        var account = await reports.FloatAsync(organisation, query, "a test", stop);
        Assert.All(account.Checks, check => Assert.Equal(0, check.Difference));
        Assert.Equal(account.Balance, account.Movements.Count == 0 ? 0 : account.Movements[^1].Balance);
        foreach (var bills in (bool[])[true, false])
        {
            var whole = bills ? await reports.BillsAsync(organisation, query, byPhase: false, "a test", stop) : await reports.InvoicesAsync(organisation, query, byPhase: false, "a test", stop);
            var parts = bills ? await reports.BillsAsync(organisation, query, byPhase: true, "a test", stop) : await reports.InvoicesAsync(organisation, query, byPhase: true, "a test", stop);
            Assert.Equal((whole.Invoices.Sum(one => one.Gross), whole.Invoices.Sum(one => one.Paid)), (parts.Invoices.Sum(one => one.Gross), parts.Invoices.Sum(one => one.Paid)));
            AddsUp(ProjectInvoicesTable.Of(whole));
        }
    }

    // Every column of money of the items comes to the total's.
    private static void AddsUp(Table table)
    {
        foreach (var (column, no) in table.Head.Columns.Select((column, no) => (column, no)).Where(one => one.column.Kind == ColumnKind.Money))
        {
            decimal Of(RowKind kind) => table.Rows.Where(row => row.Kind == kind).Sum(row => row.Cells[no] is Cell.MoneyCell money ? money.Amount : 0);
            Assert.Equal(Of(RowKind.Total), Of(RowKind.Item));
        }
    }
}
