using System.Collections.Immutable;
using CsCheck;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>What a change of the books may and may not do to a statement. No oracle: the statement before is compared with the statement after.</summary>
public sealed class ChangeProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period Ever = new(new(2025, 1, 1), new(2029, 12, 31));
    private static readonly Period Year = new(new(2026, 4, 1), new(2027, 3, 31));

    [Fact]
    public Task Drafts_and_voids_a_full_credit_and_a_split_line_change_nothing() => LedgerGenerator.Ledger.SampleAsync(
        async generated =>
        {
            var changing = await Changing.StartAsync(database, generated.Final);
            var before = await changing.StatementsAsync(Ever);

            var live = generated.Final.Documents.FindAll(document => document.Status is "AUTHORISED" or "PAID" or "POSTED");
            string[] dead = ["DRAFT", "SUBMITTED", "VOIDED", "DELETED"];
            await changing.GiveAsync([.. live.SelectMany(document => dead.Select(status => Copy(document, status) with { Status = status }))]);
            Assert.Equal(before, await changing.StatementsAsync(Ever));

            var twins = live.FindAll(document => document.Kind is BookKind.Invoice or BookKind.Bill).ConvertAll(document => Copy(document, "twin") with { Status = "AUTHORISED" });
            await changing.GiveAsync([.. twins, .. twins.Select(twin =>
                Copy(twin, "credit") with { Kind = twin.Kind == BookKind.Invoice ? BookKind.SalesCredit : BookKind.SupplierCredit })]);
            Assert.Equal(before, await changing.StatementsAsync(Ever));

            // Base currency: in a foreign one the cent left over may move between two phases, though never between accounts. And nothing
            // allocated: the share of a prepayment that is taken back is rounded line by line.
            await changing.GiveAsync([.. live.FindAll(document => document.Currency is null && document.Allocations.IsEmpty).Select(Split)]);
            Assert.Equal(before, await changing.StatementsAsync(Ever));
        },
        iter: LedgerProperties.Runs);

    [Fact]
    public Task Moving_a_document_over_a_period_edge_moves_exactly_its_amount() => LedgerGenerator.Ledger.SampleAsync(
        async generated =>
        {
            var changing = await Changing.StartAsync(database, generated.Final);
            // Not one that a prepayment pays: its end would also undo the prepayment's reversal, which is another document's amount.
            var paidAhead = generated.Final.Documents.SelectMany(document => document.Allocations).Select(allocation => allocation.To).ToHashSet();
            var moved = generated.Final.Documents.Find(document =>
                document.Kind is BookKind.Invoice or BookKind.Bill or BookKind.Receive or BookKind.Spend or BookKind.ManualJournal && !paidAhead.Contains(document.Number));
            if (moved is null)
                return;
            moved = moved with { Updated = moved.Updated.AddDays(5) };

            await changing.GiveAsync([moved with { Date = Year.To, Updated = moved.Updated.AddDays(1) }]);
            var inside = await changing.ProfitAsync(Year);
            await changing.GiveAsync([moved with { Date = Year.To.AddDays(1), Updated = moved.Updated.AddDays(2) }]);
            var outside = await changing.ProfitAsync(Year);
            var nextDay = await changing.ProfitAsync(new Period(Year.To.AddDays(1), Year.To.AddDays(1)));
            await changing.GiveAsync([moved with { Status = "VOIDED", Updated = moved.Updated.AddDays(3) }]);
            Assert.Equal(outside, await changing.ProfitAsync(Year));
            Assert.Equal(inside - outside, nextDay - await changing.ProfitAsync(new Period(Year.To.AddDays(1), Year.To.AddDays(1))));
        },
        iter: LedgerProperties.Runs);

    [Fact]
    public Task Cash_of_fully_paid_documents_is_their_accrual() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, 2]).SampleAsync(
        async (generated, way) =>
        {
            var unsettled = generated.Stages[1].Book;
            var paid = unsettled with
            {
                Documents = [.. unsettled.Documents.Select(document =>
                    document.Status == "AUTHORISED" && document.Kind is BookKind.Invoice or BookKind.Bill or BookKind.SalesCredit or BookKind.SupplierCredit
                        ? Settling.PayInFull(unsettled, document with { Summary = false }, way)
                        : document with { Summary = false, OnCashBasis = true })],
            };
            var changing = await Changing.StartAsync(database, paid);
            foreach (var columns in new[] { StatementColumns.None, StatementColumns.Project, StatementColumns.Phase })
                Assert.Equal(await changing.CellsAsync(Basis.Accrual, columns, Ever), await changing.CellsAsync(Basis.Cash, columns, Ever));
        },
        iter: LedgerProperties.Runs);

    private static BookDocument Copy(BookDocument document, string name) => document with
    {
        Id = Book.IdOf($"{document.Id} {name}"),
        Number = $"{document.Number}-{name}",
        Lines = [.. document.Lines.Select(line => line with { Id = null })],
        Payments = [],
        Allocations = [],
        Cis = 0,
        FullyPaidOn = null,
        Summary = false,
    };

    private static BookDocument Split(BookDocument document)
    {
        var lines = ImmutableList.CreateBuilder<BookLine>();
        foreach (var line in document.Lines)
        {
            var (amount, tax) = (decimal.Round(line.Amount / 3, 2), decimal.Round(line.Tax / 3, 2));
            lines.Add(line with { Amount = amount, Tax = tax });
            lines.Add(line with { Amount = line.Amount - amount, Tax = line.Tax - tax });
        }

        return document with { Lines = lines.ToImmutable(), Summary = false, Updated = document.Updated.AddDays(30) };
    }
}
