namespace Milestone.Core.Reporting;

/// <summary>
/// Takes what zip and Skia write, which they do synchronously, and passes it on asynchronously:
/// a web server refuses synchronous writes to its response.
/// </summary>
internal sealed class OutputBuffer(Stream output) : Stream
{
    private const int Enough = 64 * 1024;
    private readonly MemoryStream pending = new();
    private long passedOn;

    /// <summary>Passes on what has gathered, once it is worth a write.</summary>
    public ValueTask DrainAsync(CancellationToken cancellation) =>
        pending.Length < Enough ? ValueTask.CompletedTask : DrainAllAsync(cancellation);

    /// <summary>Passes on everything.</summary>
    public async ValueTask DrainAllAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(pending.GetBuffer().AsMemory(0, (int)pending.Length), cancellation).ConfigureAwait(false);
        passedOn += pending.Length;
        pending.SetLength(0);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Position;

    /// <summary>How many bytes were written so far. Skia asks, to know where its objects begin.</summary>
    public override long Position
    {
        get => passedOn + pending.Length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => pending.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => pending.Write(buffer);

    public override void WriteByte(byte value) => pending.WriteByte(value);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
