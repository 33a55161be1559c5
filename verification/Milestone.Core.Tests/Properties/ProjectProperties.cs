using CsCheck;
using Milestone.Core.Projects;
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
    private static readonly DateOnly[] Days = [new(2026, 4, 1), new(2026, 12, 31), new(2027, 3, 31), new(2029, 12, 31)];
    private static readonly string[] Projects = ["Alpha", "Beta", "Unassigned"];

    [Fact]
    public Task Paid_and_due_of_every_phase_are_the_oracles_and_add_up_to_the_project() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, 3]).SampleAsync(
        async (generated, day) =>
        {
            var (books, plain) = await ImportAsync(generated);
            var reports = new ProjectReports(database.Database);
            foreach (var project in Projects)
            {
                var summary = await reports.SummaryAsync(books.Organisation, new ProjectQuery(await books.ProjectAsync(project)) { To = Days[day] }, "a test", TestContext.Current.CancellationToken);
                var costs = plain.Costs(project, Days[day]);

                Assert.True(summary.TiesOut, string.Join("; ", summary.Checks));
                Equal(costs, summary, cost => cost.Cost, sums => sums.Amounts.Cost);
                Equal(costs, summary, cost => cost.Paid, sums => sums.Amounts.Paid ?? 0);
                Equal(costs, summary, cost => cost.Due, sums => sums.Amounts.Due ?? 0);
                Assert.Equal(summary.Phases.Sum(phase => phase.Sums.Amounts.Cost), summary.Total.Sums.Amounts.Cost);
                Assert.Equal(summary.Phases.Sum(phase => phase.Sums.Amounts.Paid), summary.Total.Sums.Amounts.Paid);
                Assert.Equal(summary.Total.Sums.Amounts.Cost, summary.Total.Sums.Amounts.Paid + summary.Total.Sums.Amounts.Due);

                // The tracker has the same, line by line.
                var tracker = await reports.CostTrackerAsync(books.Organisation, new ProjectQuery(await books.ProjectAsync(project)) { To = Days[day] }, "a test", TestContext.Current.CancellationToken);
                Assert.Equal(summary.Total.Sums.Amounts.Cost, tracker.Phases.SelectMany(phase => phase.Lines).Sum(line => line.Amounts.Cost));
                Assert.Equal(summary.Total.Sums.Amounts.Paid, tracker.Phases.SelectMany(phase => phase.Lines).Sum(line => line.Amounts.Paid));
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
