using Milestone.Core.Reporting;

namespace Milestone.Host.Exports;

/// <summary>Rows on their way out, counted. The first is read before anything is sent: a question that cannot be answered is then refused as one, and is no broken file.</summary>
internal sealed class RowsToSend : IAsyncDisposable
{
    private readonly IAsyncEnumerator<TableRow> rows;
    private bool isThereOne;

    private RowsToSend(IAsyncEnumerator<TableRow> rows) => this.rows = rows;

    /// <summary>How many have gone by.</summary>
    public long Count { get; private set; }

    public static async Task<RowsToSend> BeginAsync(IAsyncEnumerable<TableRow> rows, CancellationToken cancellation)
    {
        var begun = new RowsToSend(rows.GetAsyncEnumerator(cancellation));
        try
        {
            begun.isThereOne = await begun.rows.MoveNextAsync();
            return begun;
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    /// <summary>All of them, once.</summary>
    public async IAsyncEnumerable<TableRow> Stream()
    {
        while (isThereOne)
        {
            Count++;
            yield return rows.Current;
            isThereOne = await rows.MoveNextAsync();
        }
    }

    public ValueTask DisposeAsync() => rows.DisposeAsync();
}
