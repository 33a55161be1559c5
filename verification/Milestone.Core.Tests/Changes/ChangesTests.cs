using Milestone.Core.Changes;
using Milestone.Core.Ledger;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Properties;
using Milestone.Core.Values;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Changes;

/// <summary>What changed since a batch. The figures are worked out in <see cref="ChangedBooks"/>.</summary>
public sealed class ChangesTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period April = new(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30));
    private static readonly Period May = new(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31));

    [Fact]
    public async Task Every_kind_of_change_is_told_by_its_name_with_what_it_did_to_profit()
    {
        var books = await ChangedBooks.WholeAsync(database);
        var changes = await books.ChangesAsync(new ChangesQuery(books.First));

        Assert.Equal(
            [
                ("B-CODE", ChangeKind.Recoded, "Re-coded: project from Alpha to Beta", -70.00m, -70.00m),
                ("B-EDIT", ChangeKind.Edited, "Edited", -300.00m, -350.00m),
                ("B-MOVE", ChangeKind.Moved, "Moved: date from 30 Apr 2026 to 1 May 2026", -90.00m, -90.00m),
                ("B-NEW", ChangeKind.Added, "Added", 0m, -11.00m),
                ("B-VOID", ChangeKind.Removed, "Voided", -40.00m, 0m),
            ],
            changes.Documents.OrderBy(document => document.Number, StringComparer.Ordinal).Select(document => (document.Number, document.What, document.Description, document.Before, document.After)));
        Assert.Equal((5, 1, -21.00m), (changes.DocumentCount, changes.ChangedBack, changes.Effect));
        Assert.All(changes.Documents, document => Assert.Equal(("a test", "Bill"), (document.RecordedBy, document.Kind)));
    }

    [Fact]
    public async Task What_moved_most_money_stands_first()
    {
        var books = await ChangedBooks.WholeAsync(database);
        var changes = await books.ChangesAsync(new ChangesQuery(books.First));

        // 90 taken from April and put into May; 70 from Alpha to Beta; 50; 40; 11.
        Assert.Equal(["B-MOVE", "B-CODE", "B-EDIT", "B-VOID", "B-NEW"], changes.Documents.Select(document => document.Number));
    }

    [Theory]
    [InlineData(null, null, -21.00, 5)]
    [InlineData("April", null, 69.00, 5)]
    [InlineData("May", null, -90.00, 1)]
    [InlineData(null, "Alpha", 20.00, 2)]
    [InlineData(null, "Beta", -41.00, 3)]
    [InlineData("April", "Unassigned", 90.00, 1)]
    [InlineData("May", "Alpha", 0.00, 0)]
    public async Task Filters_are_a_statements_and_the_effect_is_the_statement_now_less_the_statement_then(string? days, string? project, decimal effect, long documents)
    {
        var books = await ChangedBooks.WholeAsync(database);
        Period? period = days switch { "April" => April, "May" => May, _ => null };
        var query = new ChangesQuery(books.First) { Period = period, Project = project is null ? null : await books.Books.ProjectAsync(project) };
        var changes = await books.ChangesAsync(query);

        Assert.Equal((effect, documents), (changes.Effect, changes.DocumentCount));
        Assert.Equal(effect, changes.Documents.Sum(document => document.Effect));
        Assert.Equal(effect, changes.Effects.Sum(one => one.Amount));
        Assert.Equal((effect, 0m), (changes.TieOut.Other, changes.TieOut.Difference));
        var asked = new StatementQuery(period ?? new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))) { Project = query.Project };
        var (now, then) = (await books.Books.StatementAsync(asked), await books.Books.StatementAsync(asked with { AsKnownAt = books.First }));
        Assert.Equal(effect, now.NetProfit() - then.NetProfit());
    }

    [Fact]
    public async Task The_effect_stands_by_project_and_by_the_month_of_the_postings_own_date()
    {
        var books = await ChangedBooks.WholeAsync(database);
        var table = ChangesTable.Effects(await books.ChangesAsync(new ChangesQuery(books.First)));

        Assert.Equal(["Project", "Apr 2026", "May 2026", "Total"], table.Head.Columns.Select(column => column.Label));
        Assert.Equal(
            ["Alpha 20.00 – 20.00", "Beta (41.00) – (41.00)", "Unassigned 90.00 (90.00) –", "Change in profit 69.00 (90.00) (21.00)"],
            table.Rows.Select(row => string.Join(' ', row.Cells.Select(cell => CellText.Of(cell, 2)))));
    }

    [Fact]
    public async Task A_chart_that_reads_otherwise_is_told_although_nothing_was_posted()
    {
        var books = await ChangedBooks.WholeAsync(database);
        await books.RenameBetaAsync("Beta House");
        var changes = await books.ChangesAsync(new ChangesQuery(books.First));

        Assert.Equal(
            ["Account 310 Timber: renamed from Materials", "Account 400 Insurance: moved from Overheads to Cost of sales", "Project Beta House: renamed from Beta"],
            changes.Chart.Select(change => $"{change.Kind} {change.Name}: {change.Description}").Order(StringComparer.Ordinal));
        Assert.Equal(-21.00m, changes.Effect);
        var notes = ChangesTable.Documents(changes).Head.Notes;
        Assert.Contains("Account 310 Timber: renamed from Materials.", notes);
        Assert.Contains("1 more changed and changed back, so nothing of it is left to see.", notes);
    }

    [Fact]
    public async Task Since_now_nothing_changed_and_since_the_beginning_everything_did()
    {
        var books = await ChangedBooks.WholeAsync(database);

        var nothing = await books.ChangesAsync(new ChangesQuery(await books.LastBatchAsync()));
        Assert.True(nothing.IsEmpty);
        Assert.Equal((0m, 0m), (nothing.Effect, nothing.TieOut.Other));
        var everything = await books.ChangesAsync(new ChangesQuery(0) { Project = await books.Books.ProjectAsync("Beta") });
        Assert.Equal((-81.00m, -81.00m), (everything.Effect, everything.TieOut.Other));
        Assert.All(everything.Documents, document => Assert.Equal(ChangeKind.Added, document.What));
        Assert.Null(everything.SinceMoment);
    }

    [Fact]
    public async Task On_cash_basis_a_payment_is_told_as_one_and_an_edited_bill_as_edited()
    {
        var books = await ChangedBooks.WholeAsync(
            database,
            """
            organisation GBP, year ends 31 March
            account 310 Materials DIRECTCOSTS
            2026-04-10 bill B-PAY
              310  100.00
              paid 2026-04-11  25.00
            2026-04-10 bill B-BOTH
              310  100.00
              paid 2026-04-11  50.00

            import Paid
            2026-04-10 bill B-PAY
              310  100.00
              paid 2026-04-11  25.00
              paid 2026-05-02  60.00
            2026-04-10 bill B-BOTH
              310  200.00
              paid 2026-04-11  50.00
              paid 2026-05-02  50.00
            """);
        var cash = await books.ChangesAsync(new ChangesQuery(books.First) { Basis = Basis.Cash });
        Assert.Equal(
            [("B-BOTH", ChangeKind.Edited, -50.00m), ("B-PAY", ChangeKind.Settled, -60.00m)],
            cash.Documents.OrderBy(document => document.Number, StringComparer.Ordinal).Select(document => (document.Number, document.What, document.Effect)));
        Assert.Equal(0m, cash.TieOut.Difference);

        var accrual = Assert.Single((await books.ChangesAsync(new ChangesQuery(books.First))).Documents);
        Assert.Equal(("B-BOTH", -100.00m), (accrual.Number, accrual.Effect));
    }

    [Fact]
    public async Task More_months_than_fit_are_told_in_one_column_and_still_add_up()
    {
        // Fourteen months of 1.00 each: eleven stand alone, the three before them in one column.
        var months = Enumerable.Range(0, 14).Select(month => new DateOnly(2025, 1, 1).AddMonths(month)).ToList();
        var books = await ChangedBooks.WholeAsync(
            database,
            "organisation GBP, year ends 31 March\naccount 310 Materials DIRECTCOSTS\nimport Bills\n"
            + string.Concat(months.Select(month => $"{month:yyyy-MM-dd} bill B-{month:yyyyMM}\n  310  1.00\n")));
        var table = ChangesTable.Effects(await books.ChangesAsync(new ChangesQuery(books.First)));

        Assert.Equal("Before Apr 2025", table.Head.Columns[1].Label);
        Assert.Equal(14, table.Head.Columns.Count);
        Assert.Equal(["(3.00)", .. Enumerable.Repeat("(1.00)", 11), "(14.00)"], table.Rows.Single(row => row.Id == $"effect-{Unassigned.Id:D}").Cells.Skip(1).Select(cell => CellText.Of(cell, 2)));
    }

    [Theory]
    [InlineData(-1, ProblemKind.Invalid)]
    [InlineData(9_999, ProblemKind.NotFound)]
    public async Task A_batch_that_cannot_be_is_refused_by_name(long since, ProblemKind kind)
    {
        var books = await ChangedBooks.WholeAsync(database);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.ChangesAsync(new ChangesQuery(since)));
        Assert.Equal((kind, "since"), (refused.Kind, refused.Field));
    }
}
