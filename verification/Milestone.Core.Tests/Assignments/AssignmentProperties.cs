using CsCheck;
using Milestone.Core.Assignments;
using Milestone.Core.Tests.Properties;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

/// <summary>Random books, in which people override every other line before Xero edits and settles them.</summary>
public sealed class AssignmentProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public Task An_overridden_line_counts_as_if_Xero_had_named_the_place_whatever_is_imported_later() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, 1]).SampleAsync(
        async (generated, odd) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            await books.ImportAsync(generated.Payloads(0));
            var assigned = await AssignAsync(books, generated.Stages[0].Book, odd);
            await books.ImportAsync(generated.Payloads(1));
            await books.ImportAsync(generated.Payloads(2));

            var waiting = 0;
            var places = generated.Final.Documents.ToDictionary(document => document.Id, document =>
            {
                var before = generated.Stages[0].Book[document.Number];
                var after = generated.Stages.Select(stage => stage.Book[document.Number]).Last(version => !version.Summary);
                var found = Landed(before, after, [.. assigned.Where(line => line.Document == document.Id).Select(line => line.Index)]);
                waiting += assigned.Count(line => line.Document == document.Id) - found.Count;
                return found;
            });
            var payloads = generated.Stages.SelectMany((stage, index) =>
            {
                var named = stage.Book with { Documents = [.. stage.Book.Documents.Select(document => Named(document, places[document.Id]))] };
                var sent = stage.Documents.Select(document => document.Id).ToHashSet();
                return (index == 0 ? XeroPayloads.Reference(named) : []).Concat(XeroPayloads.Of(named, named.Documents.Where(document => sent.Contains(document.Id))));
            });

            LedgerRows.Equal(LedgerRows.Of(PlainLedger.Of(payloads.Select(payload => payload.Json)).Postings()), await LedgerRows.OfAsync(database, books.Organisation));
            var check = await books.VerifyAsync();
            Assert.True(check.Clean, string.Join("; ", check.Differences));
            var review = await new AssignmentReader(database.Database).ReviewAsync(books.Organisation, TestContext.Current.CancellationToken);
            Assert.Equal(waiting, review.Assignments.Count(one => one.Questions.Any(question => question.Reason == ReviewReason.LineGone)));
        },
        iter: LedgerProperties.Runs / 3,
        print: drawn => $"{drawn.Item1}\nodd {drawn.Item2}");

    private async Task<List<(Guid Document, int Index)>> AssignAsync(ImportedBooks books, Book book, int odd)
    {
        var chosen = new List<(Guid Document, int Index)>();
        var choices = new List<LineChoice>();
        var reader = new LinesToAssignReader(database.Database);
        foreach (var document in book.Documents)
        {
            // What the product shows are the lines on accounts of profit and loss, in the document's order.
            var shown = await reader.OfDocumentAsync(books.Organisation, document.Id, TestContext.Current.CancellationToken);
            var indexes = Enumerable.Range(0, document.Lines.Count).Where(index => document.Lines[index].Account is not ("710" or "820")).ToList();
            if (shown.Count == 0)
                continue; // a transfer, or another that posts nothing
            Assert.Equal(indexes.Count, shown.Count);
            foreach (var (index, line) in indexes.Zip(shown).Where(pair => pair.First % 2 == odd))
            {
                chosen.Add((document.Id, index));
                choices.Add(new LineChoice(line.Document, line.Line, line.Seen));
            }
        }

        if (choices.Count > 0)
        {
            var request = new AssignmentRequest(choices, Book.IdOf("option Alpha"), Book.IdOf("option Roofing"), AssignmentMode.Override);
            var outcome = await new LineAssignments(database.Database).AssignAsync(books.Organisation, request, "Ann", TestContext.Current.CancellationToken);
            Assert.Equal(choices.Count, outcome.Assigned);
        }

        return chosen;
    }

    /// <summary>Where assignments are after an edit, by the rule's words: on the line with the id, else on an identical one, else nowhere. A journal's lines have no id.</summary>
    private static HashSet<int> Landed(BookDocument before, BookDocument after, List<int> indexes)
    {
        var landed = new HashSet<int>();
        var lost = new List<int>();
        foreach (var index in indexes)
        {
            var stays = index < after.Lines.Count && (before.Kind != BookKind.ManualJournal || Same(before.Lines[index], after.Lines[index]));
            if (!stays || !landed.Add(index))
                lost.Add(index);
        }

        foreach (var index in lost)
        {
            var twins = Enumerable.Range(0, after.Lines.Count).Where(at => Same(after.Lines[at], before.Lines[index]) && !landed.Contains(at)).ToList();
            if (twins.Count > 0)
                landed.Add(twins[0]);
        }

        return landed;
    }

    private static bool Same(BookLine one, BookLine other) => (one.Account, one.Amount, one.Description) == (other.Account, other.Amount, other.Description);

    private static BookDocument Named(BookDocument document, HashSet<int> places) => document with
    {
        Lines = [.. document.Lines.Select((line, index) => places.Contains(index) ? line with { Project = "Alpha", Phase = "Roofing", TrackedByName = false } : line)],
    };
}
