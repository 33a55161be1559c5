using CsCheck;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>Random books: what the projects' own reports say is the oracle's, by project and phase, and adds up to the firm.</summary>
public sealed class ProjectProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period Ever = new(new(2025, 1, 1), new(2029, 12, 31));
    private static readonly DateOnly[] Days = [new(2026, 4, 1), new(2026, 4, 15), new(2026, 6, 30), new(2026, 12, 31), new(2027, 3, 31), new(2029, 12, 31)];
    private static readonly string[] Projects = ["Alpha", "Beta", "Unassigned"];

    [Fact]
    public Task Paid_and_due_of_every_phase_are_the_oracles_and_add_up_to_the_project() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, Days.Length - 1]).SampleAsync(
        async (generated, day) =>
        {
            var (books, plain) = await ImportAsync(generated);
            foreach (var project in Projects)
            {
                var query = new ProjectQuery(await books.ProjectAsync(project)) { To = Days[day] };
                var summary = await Reports.SummaryAsync(books.Organisation, query, "a test", TestContext.Current.CancellationToken);
                var costs = plain.Costs(project, Days[day]);

                Assert.True(summary.TiesOut, string.Join("; ", summary.Checks));
                Equal(costs, summary, cost => cost.Cost, sums => sums.Amounts.Cost);
                Equal(costs, summary, cost => cost.Paid, sums => sums.Amounts.Paid ?? 0);
                Equal(costs, summary, cost => cost.Due, sums => sums.Amounts.Due ?? 0);
                Assert.Equal(summary.Phases.Sum(phase => phase.Sums.Amounts.Cost), summary.Total.Sums.Amounts.Cost);
                Assert.Equal(summary.Phases.Sum(phase => phase.Sums.Amounts.Paid), summary.Total.Sums.Amounts.Paid);
                Assert.Equal(summary.Total.Sums.Amounts.Cost, summary.Total.Sums.Amounts.Paid + summary.Total.Sums.Amounts.Due);
                await AddsUpAsync(books.Organisation, query, summary);
            }
        },
        iter: LedgerProperties.Runs / 3,
        print: drawn => $"{drawn.Item1}\nup to {Days[drawn.Item2]}");

    [Fact]
    public Task Projects_and_their_phases_add_up_to_the_firm_and_months_to_the_period() => LedgerGenerator.Ledger.SampleAsync(
        async generated =>
        {
            var (books, plain) = await ImportAsync(generated);
            var profits = plain.Profits(Ever.From, Ever.To);
            var firm = (await books.StatementAsync(new StatementQuery(Ever))).NetProfit();
            Assert.Equal(profits.Values.Sum(), firm);

            var sum = 0m;
            foreach (var project in Projects)
            {
                var id = await books.ProjectAsync(project);
                var byPhase = await books.StatementAsync(new StatementQuery(Ever) { Project = id, Columns = StatementColumns.Phase });
                var profit = byPhase.Summary(Section.NetProfit);
                LedgerRows.Equal(
                    profits.Where(place => place.Key.Project == project).ToDictionary(place => place.Key.Phase, place => place.Value),
                    byPhase.Columns.Select((column, index) => (column.Label, Amount: profit.Amounts[index] ?? 0)).Where(phase => phase.Amount != 0).ToDictionary(phase => phase.Label, phase => phase.Amount));
                var byMonth = (await books.StatementAsync(new StatementQuery(Ever) { Project = id, Columns = StatementColumns.Month })).Summary(Section.NetProfit);
                Assert.Equal(byPhase.NetProfit(), byMonth.Amounts.Sum(amount => amount ?? 0));
                sum += byPhase.NetProfit();
            }

            Assert.Equal(firm, sum);
        },
        iter: LedgerProperties.Runs / 3);

    // The tracker is the summary line by line, without and with VAT; the float's costs are the tracker's and its balance is the last movement's; the parts
    // of invoices and bills by phase are the whole.
    private async Task AddsUpAsync(Guid organisation, ProjectQuery query, ProjectSummary summary)
    {
        var stop = TestContext.Current.CancellationToken;
        var tracker = await Reports.CostTrackerAsync(organisation, query, "a test", stop);
        Assert.Equal(summary.Total.Sums, tracker.Total);
        Assert.Equal(tracker.Total.Amounts, tracker.Phases.SelectMany(phase => phase.Lines).Aggregate(new CostAmounts(0, 0, 0), (sum, line) => sum + line.Amounts));
        var gross = await Reports.CostTrackerAsync(organisation, query with { Vat = Vat.Gross }, "a test", stop);
        Assert.Equal((await Reports.SummaryAsync(organisation, query with { Vat = Vat.Gross }, "a test", stop)).Total.Sums, gross.Total);
        AddsUp(CostTrackerTable.Of(gross));

        var account = await Reports.FloatAsync(organisation, query, "a test", stop);
        Assert.All(account.Checks, check => Assert.Equal(0, check.Difference));
        Assert.Equal(account.Balance, account.Movements.Count == 0 ? 0 : account.Movements[^1].Balance);
        foreach (var bills in (bool[])[true, false])
        {
            var whole = bills ? await Reports.BillsAsync(organisation, query, byPhase: false, "a test", stop) : await Reports.InvoicesAsync(organisation, query, byPhase: false, "a test", stop);
            var parts = bills ? await Reports.BillsAsync(organisation, query, byPhase: true, "a test", stop) : await Reports.InvoicesAsync(organisation, query, byPhase: true, "a test", stop);
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

    private ProjectReports Reports => new(database.Database, new StatementReader(database.Database));

    private async Task<(ImportedBooks Books, PlainProject Plain)> ImportAsync(GeneratedLedger generated)
    {
        var books = await ImportedBooks.NewAsync(database);
        var payloads = generated.Shuffled();
        await books.ImportAsync(payloads);
        var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json));
        return (books, new PlainProject(oracle.Postings(), oracle.Accounts));
    }

    private static void Equal(IReadOnlyDictionary<string, PlainCost> expected, ProjectSummary received, Func<PlainCost, decimal> expects, Func<CostSums, decimal> receives) => LedgerRows.Equal(
        expected.Where(phase => expects(phase.Value) != 0).ToDictionary(phase => phase.Key, phase => expects(phase.Value)),
        received.Phases.Where(phase => receives(phase.Sums) != 0).ToDictionary(phase => phase.Name, phase => receives(phase.Sums)));
}
