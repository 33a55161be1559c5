using System.Buffers.Binary;
using System.Security.Cryptography;
using Milestone.Core;

namespace Milestone.Host.Commands.Backups;

/// <summary>Reads a backup's file, and refuses one that is not exactly what was written.</summary>
internal static class BackupReader
{
    // A manifest names every organisation's years; the longest that is believed keeps a damaged length from taking all memory.
    private const int LongestPiece = 64 * 1024 * 1024;

    /// <summary>Copies the dump to <paramref name="dump"/>, then gives the manifest.</summary>
    /// <exception cref="ProblemException">Invalid: the key is wrong, or the file was cut off or changed.</exception>
    public static async Task<BackupManifest> ReadAsync(string file, byte[]? secret, Stream dump, CancellationToken cancellation)
    {
        await using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var header = new byte[BackupFormat.HeaderSize];
        var length = await input.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellation);
        var isSealed = BackupFormat.IsSealed(header.AsSpan(0, length), file);
        if (isSealed && secret is null)
            throw Bad("key", $"'{file}' is sealed. Name the file of its key with --key.");
        // Whoever seals backups must not be given one that anybody could have made.
        if (!isSealed && secret is not null)
            throw Bad("key", $"'{file}' is not sealed, although a key is named. If it was taken with --plain, name no key.");
        using var key = isSealed ? BackupFormat.KeyOf(secret!, header) : null;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        for (long piece = 0; ; piece++)
        {
            var (kind, plain) = await PieceAsync(input, key, header, piece, file, cancellation);
            if (kind == BackupFormat.Dump)
            {
                digest.AppendData(plain);
                bytes += plain.Length;
                await dump.WriteAsync(plain, cancellation);
                continue;
            }

            if (kind != BackupFormat.Manifest || input.ReadByte() != -1)
                throw Changed(file);
            if (BackupManifest.From(plain) is not { } manifest)
                throw Changed(file);
            return manifest.DumpBytes == bytes && manifest.DumpSha256 == Convert.ToHexStringLower(digest.GetHashAndReset()) ? manifest : throw Changed(file);
        }
    }

    private static async Task<(byte Kind, byte[] Plain)> PieceAsync(Stream input, AesGcm? key, byte[] header, long piece, string file, CancellationToken cancellation)
    {
        var head = new byte[5];
        if (await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length)
            throw CutOff(file);
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
        if (length is < 0 or > LongestPiece)
            throw Changed(file);
        var body = new byte[length + BackupFormat.TagSize];
        if (await input.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation) < body.Length)
            throw CutOff(file);
        if (key is null)
            return (head[0], body[..length]);
        var plain = new byte[length];
        try
        {
            key.Decrypt(BackupFormat.NonceOf(piece), body.AsSpan(0, length), body.AsSpan(length), plain, [.. header, head[0]]);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw piece == 0 ? Bad("key", $"The key does not open '{file}'. Use the key that it was taken with; if it is that one, the file was changed.") : Changed(file);
        }

        return (head[0], plain);
    }

    private static ProblemException CutOff(string file) => Bad(null, $"'{file}' ends too early: it was cut off while it was written or copied. Use another backup.");

    private static ProblemException Changed(string file) => Bad(null, $"'{file}' is not what was written: its contents were changed or damaged. Use another backup.");

    private static ProblemException Bad(string? field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}
