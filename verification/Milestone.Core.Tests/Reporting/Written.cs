using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting;

/// <summary>Reports as the bytes a reader gets, by way of a stream that refuses synchronous writes, as a web server's does.</summary>
internal static class Written
{
    public static Task<byte[]> As(ReportFormat format, Table table) => As(format, table.Head, table.StreamRows());

    public static async Task<byte[]> As(ReportFormat format, TableHead head, IAsyncEnumerable<TableRow> rows)
    {
        using var stream = new AsynchronousOnly();
        await format.WriteAsync(head, rows, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private sealed class AsynchronousOnly : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void WriteByte(byte value) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            base.Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
