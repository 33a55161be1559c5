using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Milestone.Host.Commands.Backups;

/// <summary>Writes a backup's file in one pass, however long the dump is.</summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly Stream output;
    private readonly byte[] header;
    private readonly AesGcm? key;
    private long piece;

    /// <param name="output">The file.</param>
    /// <param name="secret">What it is sealed with; null for a file that anyone may read.</param>
    public BackupWriter(Stream output, byte[]? secret)
    {
        this.output = output;
        header = BackupFormat.NewHeader(isSealed: secret is not null);
        key = secret is null ? null : BackupFormat.KeyOf(secret, header);
    }

    /// <summary>Writes the dump to its end, then what <paramref name="manifest"/> makes of its length and digest.</summary>
    public async Task WriteAsync(Stream dump, Func<long, string, BackupManifest> manifest, CancellationToken cancellation)
    {
        await output.WriteAsync(header, cancellation);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BackupFormat.PieceSize];
        long bytes = 0;
        while (await dump.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) is > 0 and var read)
        {
            digest.AppendData(buffer.AsSpan(0, read));
            await PieceAsync(BackupFormat.Dump, buffer.AsMemory(0, read), cancellation);
            bytes += read;
        }

        await PieceAsync(BackupFormat.Manifest, manifest(bytes, Convert.ToHexStringLower(digest.GetHashAndReset())).ToBytes(), cancellation);
        await output.FlushAsync(cancellation);
    }

    public void Dispose() => key?.Dispose();

    private async Task PieceAsync(byte kind, ReadOnlyMemory<byte> plain, CancellationToken cancellation)
    {
        var bytes = new byte[5 + plain.Length + BackupFormat.TagSize];
        bytes[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), plain.Length);
        if (key is null)
            plain.CopyTo(bytes.AsMemory(5));
        else
            key.Encrypt(BackupFormat.NonceOf(piece), plain.Span, bytes.AsSpan(5, plain.Length), bytes.AsSpan(5 + plain.Length), [.. header, kind]);
        piece++;
        await output.WriteAsync(bytes, cancellation);
    }
}
