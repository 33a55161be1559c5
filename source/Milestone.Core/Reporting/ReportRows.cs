using System.Runtime.CompilerServices;

namespace Milestone.Core.Reporting;

/// <summary>The rows on their way into a format.</summary>
internal static class ReportRows
{
    /// <summary>The rows, each with one cell for each column.</summary>
    /// <exception cref="ArgumentException">A row has more or fewer cells than the head has columns.</exception>
    public static async IAsyncEnumerable<TableRow> Checked(
        TableHead head, IAsyncEnumerable<TableRow> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var number = 0;
        await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            number++;
            cancellation.ThrowIfCancellationRequested();
            if (row.Cells.Count != head.Columns.Count)
                throw new ArgumentException($"Row {number} of {head.Name} has {row.Cells.Count} cells for {head.Columns.Count} columns.", nameof(rows));
            yield return row;
        }
    }
}
