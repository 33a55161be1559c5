using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Reporting;

namespace Milestone.Core.Changes;

/// <summary>What changed as tables: by document, and the effect by project and month. All formats are written from them.</summary>
public static class ChangesTable
{
    /// <summary>The most months that stand as columns of their own; what is dated earlier is told in one.</summary>
    public const int MostMonths = 12;

    /// <summary>One row a document. Rows are called doc-{id}, the rest documents-rest and the sum documents-total.</summary>
    public static Table Documents(BookChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var listed = changes.Documents.Sum(document => document.Effect);
        var rest = changes.DocumentCount - changes.Documents.Count;
        var rows = changes.Documents.Select(document => Row(document, changes.Provenance)).ToList();
        if (rest > 0)
        {
            rows.Add(Worded(RowKind.Item, "documents-rest", string.Create(CultureInfo.InvariantCulture, $"{rest:N0} more documents, each of which moved less"),
                Cell.Empty, Cell.Empty, Cell.Money(changes.Effect - listed)));
        }

        rows.Add(Worded(RowKind.Total, "documents-total", "Change in profit",
            rest > 0 ? Cell.Empty : Cell.Money(changes.Documents.Sum(document => document.Before)),
            rest > 0 ? Cell.Empty : Cell.Money(changes.Documents.Sum(document => document.After)),
            Cell.Money(changes.Effect)) with
        {
            Formula = rows.Count > 0 && rest == 0 ? new RowFormula.SumOfItems(rows[0].Id!, rows[^1].Id!) : null,
        });
        return new Table(
            new TableHead(
                "changes-by-document",
                "Changes by document",
                [
                    new("document", "Document", ColumnKind.Text),
                    new("contact", "Contact", ColumnKind.Text),
                    new("date", "Date", ColumnKind.Date),
                    new("what", "What changed", ColumnKind.Text),
                    new("recorded", "Recorded", ColumnKind.Text),
                    new("by", "By", ColumnKind.Text),
                    new("before", "Before", ColumnKind.Money),
                    new("after", "After", ColumnKind.Money),
                    new("effect", "Change in profit", ColumnKind.Money) { IsTotal = true, Formula = rest > 0 ? null : new ColumnFormula.Difference("after", "before") },
                ],
                changes.Provenance)
            {
                Notes = [.. Notes(changes)],
                Checks = [changes.TieOut with { RowId = "documents-total", ColumnId = "effect" }],
            },
            rows);
    }

    /// <summary>One row a project, Unassigned last, one column a month. Rows are called effect-{id}, the sum effect-total.</summary>
    public static Table Effects(BookChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var months = changes.Effects.Select(effect => effect.Month).Distinct().OrderDescending().ToList();
        // One earlier month needs no column that hides which it is.
        var shown = months.Count <= MostMonths ? months.Order().ToList() : months.Take(MostMonths - 1).Order().ToList();
        var hasEarlier = shown.Count < months.Count;
        var columns = new List<TableColumn> { new("label", "Project", ColumnKind.Text) };
        if (hasEarlier)
            columns.Add(new TableColumn("earlier", string.Create(CultureInfo.InvariantCulture, $"Before {shown[0]:MMM yyyy}"), ColumnKind.Money));
        columns.AddRange(shown.Select(month => new TableColumn(
            month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.ToString("MMM yyyy", CultureInfo.InvariantCulture), ColumnKind.Money)));
        columns.Add(new TableColumn("total", "Total", ColumnKind.Money) { IsTotal = true, Formula = columns.Count > 1 ? new ColumnFormula.Sum(columns[1].Id, columns[^1].Id) : null });

        var rows = changes.Effects
            .GroupBy(effect => (effect.Project, effect.Name))
            .OrderBy(project => project.Key.Project == Unassigned.Id)
            .Select(project => Row(RowKind.Item, $"effect-{project.Key.Project:D}", project.Key.Name, [.. project]))
            .ToList();
        if (rows.Count == 0 || rows[^1].Id != $"effect-{Unassigned.Id:D}")
            rows.Add(Row(RowKind.Item, $"effect-{Unassigned.Id:D}", Unassigned.Label, []));
        rows.Add(Row(RowKind.Total, "effect-total", "Change in profit", changes.Effects) with { Formula = new RowFormula.SumOfItems(rows[0].Id!, rows[^1].Id!) });
        return new Table(
            new TableHead("changes-by-project-and-month", "Effect by project and month", columns, changes.Provenance)
            {
                Notes = ["Months are those of the postings' own dates. A positive change is more profit."],
                Checks = [changes.TieOut with { RowId = "effect-total", ColumnId = "total" }],
            },
            rows);

        TableRow Row(RowKind kind, string id, string label, IReadOnlyList<ProjectMonthEffect> effects) => new(
            kind,
            [
                Cell.Of(label),
                .. hasEarlier ? [Cell.Money(effects.Where(effect => effect.Month < shown[0]).Sum(effect => effect.Amount))] : Array.Empty<Cell>(),
                .. shown.Select(month => Cell.Money(effects.Where(effect => effect.Month == month).Sum(effect => effect.Amount))),
                Cell.Money(effects.Sum(effect => effect.Amount)),
            ])
        {
            Id = id,
        };
    }

    private static TableRow Row(DocumentChange document, Provenance origin) => new(
        RowKind.Item,
        [
            Cell.Of(document.Number.Length > 0 ? $"{document.Kind} {document.Number}" : document.Kind),
            Cell.Of(document.Contact),
            Cell.Of(document.Date),
            Cell.Of(document.Description),
            Cell.Of(TimeZoneInfo.ConvertTime(document.RecordedAt, origin.TimeZone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)),
            Cell.Of(string.Create(CultureInfo.InvariantCulture, $"{document.RecordedBy}, batch {document.Batch}")),
            Cell.Money(document.Before),
            Cell.Money(document.After),
            Cell.Money(document.Effect),
        ])
    {
        Id = $"doc-{document.Id:D}",
    };

    private static TableRow Worded(RowKind kind, string id, string words, Cell before, Cell after, Cell effect) =>
        new(kind, [Cell.Of(words), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, before, after, effect]) { Id = id };

    private static IEnumerable<string> Notes(BookChanges changes)
    {
        yield return "Amounts are effects on profit within the filters: income positive, cost negative. A document without a change in profit moved between projects, phases, accounts or days.";
        if (changes.ChangedBack > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{changes.ChangedBack:N0} more changed and changed back, so nothing of it is left to see.");
        foreach (var change in changes.Chart)
            yield return $"{change.Kind} {change.Name}: {change.Description}.";
    }
}
