using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Projects;

/// <summary>Tracker and summary of tiny books. Every figure was worked out by hand; the working stands above it.</summary>
public sealed class CostTrackerTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task A_part_paid_bill_is_split_into_paid_and_due_in_proportion_without_and_with_VAT()
    {
        // 1,000 + 200 VAT; 600 of 1,200 paid is half: 500 + 100 VAT.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1
              310  1,000.00  tax 200.00  Alpha / Roofing  "Slates"
              paid 2026-05-02  600.00
            """);

        Assert.Equal(new CostAmounts(1000m, 500m, 0m), (await books.TrackerAsync()).Total.Amounts);
        Assert.Equal(500m, (await books.TrackerAsync()).Total.Amounts.Due);
        Assert.Equal(new CostAmounts(1200m, 600m, 0m), (await books.TrackerAsync(vat: Vat.Gross)).Total.Amounts);

        // The day before the payment nothing is paid; the day before the bill there is none.
        Assert.Equal(new CostAmounts(1000m, 0m, 0m), (await books.TrackerAsync(to: new DateOnly(2026, 5, 1))).Total.Amounts);
        Assert.Equal(new CostAmounts(0m, 0m, 0m), (await books.TrackerAsync(to: new DateOnly(2026, 4, 9))).Total.Amounts);

        var line = Assert.Single((await books.TrackerAsync()).Phases[0].Lines);
        Assert.Equal(("Bill", "B-1", "Slates", "Materials", new DateOnly(2026, 4, 10)), (line.Kind, line.Number, line.Description, line.Account, line.Date));
    }

    [Fact]
    public async Task Cents_that_do_not_divide_are_neither_lost_nor_made()
    {
        // 36.00 in all, 10.00 paid: each line 10.00 x 10 / 36 = 2.78, VAT 2.00 x 10 / 36 = 0.56. Then the rest: everything.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1
              310  10.00  tax 2.00  Alpha / Roofing
              310  10.00  tax 2.00  Alpha / Groundworks
              310  10.00  tax 2.00  Alpha
              paid 2026-05-02  10.00
              paid 2026-06-02  26.00
            """);

        var may = await books.TrackerAsync(vat: Vat.Gross, to: new DateOnly(2026, 5, 31));
        Assert.Equal([3.34m, 3.34m, 3.34m], may.Phases.Select(phase => phase.Sums.Amounts.Paid!.Value));
        Assert.Equal(new CostAmounts(36m, 10.02m, 0m), may.Total.Amounts);
        Assert.Equal(new CostAmounts(30m, 8.34m, 0m), (await books.TrackerAsync(to: new DateOnly(2026, 5, 31))).Total.Amounts);
        Assert.Equal(new CostAmounts(36m, 36m, 0m), (await books.TrackerAsync(vat: Vat.Gross)).Total.Amounts);
    }

    [Fact]
    public async Task A_suppliers_credit_is_a_refund_where_it_was_paid_back_and_else_less_cost()
    {
        // The credit has 360: 120 set against the bill, 240 paid back. Ex VAT: -300 in all, 100 of it by the bill, so 200 refunded.
        // The bill's 1,200 are settled by 1,080 paid and 120 credited. Cost 1,000 - 300 = 700, all of it paid.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1, paid
              310  1,000.00  tax 200.00  Alpha / Roofing
              paid 2026-05-02  1,080.00
            2026-04-20 supplier credit SC-1, paid
              310  300.00  tax 60.00  Alpha / Roofing
              allocated 2026-05-01  120.00 to B-1
              refunded 2026-06-01  240.00
            2026-04-21 supplier credit SC-2
              310  50.00  tax 10.00  Alpha / Roofing
            """);

        var lines = (await books.TrackerAsync()).Phases[0].Lines;
        Assert.Equal([new CostAmounts(1000m, 1000m, 0m), new CostAmounts(-300m, -300m, 200m), new CostAmounts(-50m, 0m, 0m)], lines.Select(line => line.Amounts));
        Assert.Equal(new CostAmounts(-360m, -360m, 240m), (await books.TrackerAsync(vat: Vat.Gross)).Phases[0].Lines[1].Amounts);

        // Before the money came back, 120 of the 360 are used: 100 of 300.
        Assert.Equal(new CostAmounts(-300m, -100m, 0m), (await books.TrackerAsync(to: new DateOnly(2026, 5, 31))).Phases[0].Lines[1].Amounts);
    }

    [Fact]
    public async Task Spend_money_receive_money_and_manual_journals_are_lines_of_their_own_and_marked()
    {
        // Money received on a cost account is a refund. A journal that is not for cash reports is a cost that nobody has paid.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 spend S-1
              310  100.00  tax 20.00  Alpha / Roofing
            2026-04-11 receive R-1
              310  40.00  tax 8.00  Alpha / Roofing
            2026-04-12 manual journal MJ-1, no tax
              400  50.00  Alpha / Roofing
              400  -50.00
            2026-04-13 manual journal MJ-2, no tax, accrual only
              400  30.00  Alpha / Roofing
              400  -30.00
            2026-04-14 invoice INV-1
              200  500.00  tax 100.00  Alpha / Roofing
              310  85.00  tax 17.00  Alpha / Roofing
            """);

        var lines = (await books.TrackerAsync()).Phases[0].Lines;
        Assert.Equal(["Spend money", "Receive money", "Manual journal", "Manual journal", "Sales invoice"], lines.Select(line => line.Kind));
        Assert.Equal(
            [new CostAmounts(100m, 100m, 0m), new CostAmounts(-40m, -40m, 40m), new CostAmounts(50m, 50m, 0m), new CostAmounts(30m, 0m, 0m), new CostAmounts(-85m, 0m, 0m)],
            lines.Select(line => line.Amounts));
    }

    [Fact]
    public async Task A_foreign_bill_is_converted_as_the_ledger_does_its_VAT_included_and_the_cent_left_over_kept_together()
    {
        // Gross 22.02 / 3 = 7.34, VAT 2.00 / 3 = 0.67, so net 6.67. Each line alone: 3.34 and 0.33; the first takes -0.01 of the net and +0.01 of the VAT.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1, USD at 3.00
              310  10.01  tax 1.00  Alpha / Groundworks
              310  10.01  tax 1.00  Alpha / Roofing
            """);

        Assert.Equal([3.33m, 3.34m], (await books.TrackerAsync()).Phases.Take(2).Select(phase => phase.Sums.Amounts.Cost));
        Assert.Equal([3.67m, 3.67m], (await books.TrackerAsync(vat: Vat.Gross)).Phases.Take(2).Select(phase => phase.Sums.Amounts.Cost));
    }

    [Fact]
    public async Task What_people_entered_stands_under_its_own_headings_and_in_no_other_figure()
    {
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1
              310  1,000.00  tax 200.00  Alpha / Roofing
            """);
        await books.AdjustAsync("Roofing", AdjustmentKind.DirectByCustomer, 300m, 60m);
        await books.AdjustAsync("Roofing", AdjustmentKind.Refund, 25m, 5m);

        var roofing = (await books.TrackerAsync()).Phases[0];
        Assert.Equal(new CostSums(new CostAmounts(1000m, 0m, 0m), 300m, 25m), roofing.Sums);
        Assert.Equal(new CostSums(new CostAmounts(1200m, 0m, 0m), 360m, 30m), (await books.TrackerAsync(vat: Vat.Gross)).Total);
        var table = CostTrackerTable.Of(await books.TrackerAsync());
        Assert.Equal(
            ["Roofing", "Bill B-1", "Not in Xero: paid direct by the customer", "Paid direct", "Not in Xero: refunds", "Refund", "Total Roofing", "Unassigned", "Total Unassigned", "Total"],
            table.Rows.Select(row => CellText.Of(row.Cells[0], 2)));

        // A day before them they are not there.
        Assert.Equal(0m, (await books.TrackerAsync(to: new DateOnly(2026, 4, 30))).Total.Direct);
    }

    [Fact]
    public async Task The_summary_holds_costs_against_estimates_phase_by_phase_with_Unassigned_always_there()
    {
        // Roofing: estimated 2,000 + 500; paid 500, due 500: variance 1,500. Groundworks: nothing estimated, cost 80: -80. Unassigned: cost 7.
        // Progress: Roofing at 40 %, the only phase with an estimate to weigh by.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 bill B-1
              310  1,000.00  tax 200.00  Alpha / Roofing
              paid 2026-05-02  600.00
            2026-04-11 bill B-2
              310  80.00  tax 16.00  Alpha / Groundworks
              400  7.00  Alpha
              310  999.00  Beta / Roofing
            """);
        await books.EstimateAsync("Roofing", EstimateKind.Cost, 2000m);
        await books.EstimateAsync("Roofing", EstimateKind.Materials, 500m);
        await books.EstimateAsync("Roofing", EstimateKind.Revenue, 9999m);
        await books.ProgressAsync("Roofing", 40m);

        var summary = await books.SummaryAsync();
        Assert.Equal(["Groundworks", "Roofing", "Unassigned"], summary.Phases.Select(phase => phase.Name));
        Assert.Equal([0m, 2500m, 0m], summary.Phases.Select(phase => phase.Estimate!.Value));
        Assert.Equal([0m, 500m, 0m], summary.Phases.Select(phase => phase.Sums.Amounts.Paid!.Value));
        Assert.Equal([80m, 500m, 7m], summary.Phases.Select(phase => phase.Sums.Amounts.Due!.Value));
        Assert.Equal([-80m, 1500m, -7m], summary.Phases.Select(phase => phase.Variance!.Value));
        Assert.Equal((2500m, 1413m, 0.4m), (summary.Total.Estimate!.Value, summary.Total.Variance!.Value, summary.Total.Progress!.Value));
        Assert.True(summary.TiesOut);
        Assert.Equal((1087m, 1087m), (summary.Checks[0].Statement, summary.Checks[0].Other));

        // With VAT the costs have it; estimate and variance stay without.
        var gross = await books.SummaryAsync(vat: Vat.Gross);
        Assert.Equal([96m, 1200m, 7m], gross.Phases.Select(phase => phase.Sums.Amounts.Cost));
        Assert.Equal([-80m, 1500m, -7m], gross.Phases.Select(phase => phase.Variance!.Value));
        Assert.True(gross.TiesOut);
    }

    [Fact]
    public async Task Without_any_estimate_a_variance_is_absent_and_a_project_without_costs_still_shows_Unassigned()
    {
        var books = await ProjectBooksFixture.OfAsync(database, "2026-04-10 bill B-1\n  310  10.00  Beta / Roofing");

        var alpha = await books.SummaryAsync();
        Assert.Equal("Unassigned", Assert.Single(alpha.Phases).Name);
        Assert.Null(alpha.Total.Variance);
        Assert.Null((await books.SummaryAsync("Beta")).Phases[0].Variance);
        Assert.Equal(10m, (await books.SummaryAsync("Beta")).Total.Sums.Amounts.Due);
    }

    [Fact]
    public async Task An_unknown_project_is_said_to_be_unknown()
    {
        var books = await ProjectBooksFixture.OfAsync(database, "2026-04-10 bill B-1\n  310  10.00  Beta / Roofing");

        var problem = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Reports.CostTrackerAsync(books.Books.Organisation, new ProjectQuery(Guid.NewGuid()), "a test", TestContext.Current.CancellationToken));
        Assert.Equal((ProblemKind.NotFound, "id"), (problem.Kind, problem.Field));
    }
}
