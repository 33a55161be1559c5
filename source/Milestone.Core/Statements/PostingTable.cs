using System.Globalization;
using System.Runtime.CompilerServices;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What a figure is of.</summary>
/// <param name="Name">The account, or the part of the statement.</param>
/// <param name="Section">Where it stands.</param>
public sealed record PostingSubject(string Name, Section Section)
{
    /// <summary>The project's name, where only one counts.</summary>
    public string? Project { get; init; }

    /// <summary>The build phase's name, where only one counts.</summary>
    public string? Phase { get; init; }

    /// <summary>What an amount is, for the heading of its column.</summary>
    public string AmountLabel => SectionName.IsCost(Section) ? "Cost" : Section is Section.GrossProfit or Section.NetProfit ? "Effect on profit" : "Amount";

    /// <summary>An effect on profit as the statement shows it: costs positive under their heading.</summary>
    public decimal Shown(decimal effectOnProfit) => SectionName.IsCost(Section) ? -effectOnProfit : effectOnProfit;
}

/// <summary>The lines behind a figure as a table, in every format. Rows stream: there may be more than memory holds.</summary>
public static class PostingTable
{
    private const string First = "first-line";
    private const string Last = "last-line";

    /// <summary>What is known before the first line.</summary>
    public static TableHead Head(Organisation organisation, PostingQuery query, PostingSubject subject, DateTimeOffset drawnAt, string drawnBy)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(subject);
        return new TableHead(
            "lines",
            $"Lines behind {subject.Name}",
            [
                new("date", "Date", ColumnKind.Date), new("document", "Document", ColumnKind.Text), new("contact", "Contact", ColumnKind.Text),
                new("description", "Description", ColumnKind.Text), new("account", "Account", ColumnKind.Text), new("project", "Project", ColumnKind.Text),
                new("phase", "Phase", ColumnKind.Text), new("amount", subject.AmountLabel, ColumnKind.Money),
            ],
            new Provenance(organisation.Name, organisation.BaseCurrency, PeriodLabel.InFull(query.Period), query.Basis == Basis.Cash ? "Cash basis" : "Accrual basis", drawnAt, drawnBy)
            {
                Filters =
                [
                    $"{(query.Account is null ? "Part of the statement" : "Account")}: {subject.Name}",
                    .. subject.Project is { } project ? [$"Project: {project}"] : Array.Empty<string>(),
                    .. subject.Phase is { } phase ? [$"Build phase: {phase}"] : Array.Empty<string>(),
                ],
                DataAsOf = organisation.LastSync,
                Batch = query.AsKnownAt ?? organisation.LastBatch,
                AsKnownAt = query.AsKnownAt is not null,
                TimeZone = organisation.TimeZone,
            })
        {
            Notes = ["Net of VAT. " + (SectionName.IsCost(subject.Section) ? "Costs are shown positive, as on the statement; a credit is in brackets." : "Brackets are negative.")],
        };
    }

    /// <summary>The lines, and their sum as the last row.</summary>
    public static async IAsyncEnumerable<TableRow> Rows(PostingSubject subject, IAsyncEnumerable<PostingLine> lines, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var (total, count) = (0m, 0L);
        TableRow? held = null;
        await foreach (var line in lines.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (held is not null)
                yield return held;
            total += line.Amount;
            count++;
            held = Row(subject, line) with { Id = count == 1 ? First : null };
        }

        // The last line is known when no other follows; the sum names the first and the last.
        if (held is not null)
            yield return held with { Id = held.Id ?? Last };
        var label = string.Create(CultureInfo.InvariantCulture, $"Total of {count:#,##0} {(count == 1 ? "line" : "lines")}");
        yield return new TableRow(RowKind.Total, [Cell.Empty, Cell.Of(label), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Money(subject.Shown(total))])
        {
            Id = "total",
            Formula = count == 0 ? null : new RowFormula.SumOfItems(First, count == 1 ? First : Last),
        };
    }

    private static TableRow Row(PostingSubject subject, PostingLine line) => new(
        RowKind.Item,
        [
            Cell.Of(line.Date), Cell.Of($"{line.Kind} {line.Number}".TrimEnd()), Cell.Of(line.Contact), Cell.Of(line.Description), Cell.Of(line.Account),
            Cell.Of(line.Project), Cell.Of(line.Phase), Cell.Money(subject.Shown(line.Amount)),
        ]);
}
