using System.Globalization;
using System.Runtime.CompilerServices;
using Milestone.Core.Reporting;

namespace Milestone.Core.Feedback;

/// <summary>What readers said, as a table to take away.</summary>
public static class FeedbackTable
{
    /// <summary>The head of the table.</summary>
    /// <param name="onlyUnread">Whether without what was read already.</param>
    /// <param name="drawnBy">Who asks.</param>
    /// <param name="drawnAt">When.</param>
    public static TableHead Head(bool onlyUnread, string drawnBy, DateTimeOffset drawnAt) => new(
        "feedback",
        "Feedback",
        [
            new("at", "When (UTC)", ColumnKind.Text),
            new("by", "Who", ColumnKind.Text),
            new("page", "Page", ColumnKind.Text),
            new("version", "Version", ColumnKind.Text),
            new("words", "What", ColumnKind.Text),
            new("read", "Read", ColumnKind.Text),
        ],
        new Provenance("The installation", "-", "All days", "-", drawnAt, drawnBy) { Filters = onlyUnread ? ["Not read yet"] : [] });

    /// <summary>One as a row.</summary>
    public static TableRow Row(FeedbackEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new TableRow(
            RowKind.Item,
            [
                Cell.Of(Moment(entry.SaidAt)),
                Cell.Of(entry.SaidBy),
                Cell.Of(entry.Page),
                Cell.Of(entry.Version),
                Cell.Of(entry.Words),
                Cell.Of(entry.ReadAt is { } read ? $"{Moment(read)}, {entry.ReadBy}" : ""),
            ]);
    }

    /// <summary>Several as rows, as they come.</summary>
    public static async IAsyncEnumerable<TableRow> Rows(IAsyncEnumerable<FeedbackEntry> entries, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in entries.WithCancellation(cancellation).ConfigureAwait(false))
            yield return Row(entry);
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
