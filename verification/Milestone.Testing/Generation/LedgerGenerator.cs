using System.Collections.Immutable;
using CsCheck;
using Milestone.Testing.Books;

namespace Milestone.Testing.Generation;

/// <summary>
/// Random small books, as Xero would come to hold them: documents are made, then some are edited, then they are settled. Every stage is what an
/// import of that day would fetch.
/// </summary>
public static class LedgerGenerator
{
    /// <summary>Books of one to eight documents in three stages.</summary>
    public static Gen<GeneratedLedger> Ledger { get; } =
        from plans in LedgerPlan.Document.Array[1, 8]
        from style in LedgerPlan.Style
        from yearEnd in Gen.Int[0, 2]
        from order in Gen.Int[0, 1_000_000]
        select Make(plans, style, yearEnd, order);

    private static GeneratedLedger Make(DocumentPlan[] plans, PayloadStyle style, int yearEnd, int order)
    {
        var (month, day) = ((int, int)[])[(3, 31), (2, 29), (12, 31)] is var ends ? ends[yearEnd] : default;
        var made = new Book
        {
            YearEndMonth = month,
            YearEndDay = day,
            Accounts = [.. LedgerPlan.Chart],
            Projects = [new BookOption("Alpha"), new BookOption("Beta", Archived: true)],
            Phases = [new BookOption("Groundworks"), new BookOption("Roofing")],
            Documents = [.. plans.Select((plan, index) => DocumentMaker.Make(plan, index + 1))],
        };
        var edited = Changed(made, made with { Documents = [.. made.Documents.Select((document, index) => Edit(document, plans[index]))] }, 1);
        var settled = Changed(edited, Settling.Settle(edited, plans), 2);
        return new GeneratedLedger(
            [
                new LedgerImport("made", made, made.Documents),
                new LedgerImport("edited", edited, Fresh(edited, 1)),
                new LedgerImport("settled", settled, Fresh(settled, 2)),
            ],
            style,
            order);
    }

    /// <summary>What Xero says of a document after a person changed it, or a list that was fetched without lines says of it.</summary>
    private static BookDocument Edit(BookDocument document, DocumentPlan plan) => plan.Edit switch
    {
        1 => document with { Date = document.Date.AddDays(1) },
        2 => document with { Date = document.Date.AddMonths(-1) },
        3 => document with { Lines = document.Lines.SetItem(0, document.Lines[0] with { Project = "Beta", Phase = null }) },
        4 => document with { Lines = document.Lines.SetItem(0, document.Lines[0] with { Account = "320", Amount = document.Lines[0].Amount + 0.01m }) },
        5 when document.Lines.Count > 1 => document with { Lines = document.Lines.RemoveAt(document.Lines.Count - 1) },
        6 => document with { Status = document.Kind == BookKind.ManualJournal ? "VOIDED" : "DELETED" },
        7 when document.Status is "DRAFT" or "SUBMITTED" => document with { Status = document.Kind == BookKind.ManualJournal ? "POSTED" : "AUTHORISED" },
        8 => document with { Summary = true },
        _ => document,
    };

    /// <summary>The later book with the time of the stage on every document that differs; the other side of an allocation changes with it.</summary>
    private static Book Changed(Book before, Book after, int stage)
    {
        var allocated = after.Documents.Where((document, index) => document.Allocations.Count > before.Documents[index].Allocations.Count)
            .SelectMany(credit => credit.Allocations.Select(allocation => allocation.To))
            .ToHashSet();
        return after with
        {
            Documents = [.. after.Documents.Select((document, index) => Differs(before.Documents[index], document) || allocated.Contains(document.Number)
                ? document with { Updated = Book.FirstDay.AddDays(stage) }
                : document)],
        };
    }

    private static bool Differs(BookDocument before, BookDocument after) =>
        before with { Lines = [], Payments = [], Allocations = [] } != after with { Lines = [], Payments = [], Allocations = [] }
        || !before.Lines.SequenceEqual(after.Lines)
        || !before.Payments.SequenceEqual(after.Payments)
        || !before.Allocations.SequenceEqual(after.Allocations);

    private static ImmutableList<BookDocument> Fresh(Book book, int stage) =>
        [.. book.Documents.Where(document => document.Updated == Book.FirstDay.AddDays(stage))];
}
