using System.Globalization;
using System.Runtime.CompilerServices;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Auditing;

/// <summary>The audit log as the one table that every format is written from.</summary>
public static class AuditTable
{
    private const int LongestValue = 200;

    /// <summary>What stands above the rows.</summary>
    /// <param name="organisation">Whose log.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="drawnBy">Who asks.</param>
    /// <param name="drawnAt">When.</param>
    public static TableHead Head(Organisation organisation, AuditFilter filter, string drawnBy, DateTimeOffset drawnAt)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(filter);
        return new TableHead(
            "audit-log",
            "Audit log",
            [
                new("seq", "Row", ColumnKind.Number),
                new("at", "When", ColumnKind.Text),
                new("actor", "Who", ColumnKind.Text),
                new("action", "Did", ColumnKind.Text),
                new("entity", "To", ColumnKind.Text),
                new("changes", "What changed", ColumnKind.Text),
            ],
            new Provenance(filter.OfInstallation ? "The installation" : organisation.Name, organisation.BaseCurrency, Days(filter), "-", drawnAt, drawnBy)
            {
                TimeZone = organisation.TimeZone,
                Filters = [.. Filters(filter)],
            });
    }

    /// <summary>One entry as a row.</summary>
    public static TableRow Row(AuditEntry entry, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new TableRow(
            RowKind.Item,
            [
                Cell.Number(entry.Seq),
                Cell.Of(TimeZoneInfo.ConvertTime(entry.At, zone).ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)),
                Cell.Of(entry.Actor ?? "(erased)"),
                Cell.Of(entry.Action),
                Cell.Of(entry.Entity.Replace('_', ' ')),
                Cell.Of(string.Join("; ", entry.Changes.Select(Text))),
            ]);
    }

    /// <summary>Entries as rows, as they come.</summary>
    public static async IAsyncEnumerable<TableRow> Rows(IAsyncEnumerable<AuditEntry> entries, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in entries.WithCancellation(cancellation).ConfigureAwait(false))
            yield return Row(entry, zone);
    }

    private static string Text(AuditChange change)
    {
        var field = change.Field.Replace('_', ' ');
        return (change.Before, change.After) switch
        {
            (null, { } after) => $"{field}: {Short(after)}",
            ({ } before, null) => $"{field}: {Short(before)} → nothing",
            var (before, after) => $"{field}: {Short(before ?? "")} → {Short(after ?? "")}",
        };
    }

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";

    private static string Days(AuditFilter filter) => (filter.From, filter.To) switch
    {
        (null, null) => "All days",
        ({ } from, null) => $"From {Day(from)}",
        (null, { } to) => $"To {Day(to)}",
        ({ } from, { } to) => $"{Day(from)} to {Day(to)}",
    };

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Filters(AuditFilter filter)
    {
        if (filter.Actor is { } actor)
            yield return $"Who: {actor}";
        if (filter.Action is { } action)
            yield return $"Did: {action}";
        if (filter.Entity is { } entity)
            yield return $"To: {entity}";
        if (filter.Text is { } text)
            yield return $"With the words: {text}";
    }
}
