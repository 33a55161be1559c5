using System.Globalization;
using CsCheck;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>
/// Random books, 300 a run, against the independent oracle. A failure prints the shrunk books in the form of a golden ledger and a seed;
/// the environment variable CsCheck_Seed runs it again.
/// </summary>
public sealed class LedgerProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    internal static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("MILESTONE_PROPERTY_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs > 2 ? runs : 300;

    [Fact]
    public Task Pages_in_any_order_and_style_from_one_importer_or_two_and_again_give_the_ledger_of_the_oracle() => LedgerGenerator.Ledger.SampleAsync(
        async generated =>
        {
            var books = await ImportedBooks.NewAsync(database);
            var payloads = generated.Shuffled();
            var first = generated.Order % 2 == 0 ? payloads.Count : payloads.Count / 2;
            await Task.WhenAll(books.ImportAsync(payloads.Take(first)), books.ImportAsync(payloads.Skip(first)));

            var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json));
            LedgerRows.Equal(LedgerRows.Of(oracle.Postings()), await LedgerRows.OfAsync(database, books.Organisation));

            var again = await books.ImportAsync(generated.Shuffled(salt: 1));
            Assert.Equal((0, 0, 0), (again.Created, again.Changed, again.Postings));
            Assert.Empty(again.Batches);
        },
        iter: Runs);
}
