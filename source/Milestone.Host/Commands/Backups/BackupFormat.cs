using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Milestone.Core;

namespace Milestone.Host.Commands.Backups;

/// <summary>
/// The form of a backup's file: a header (the words MILESTONE1, one byte that says whether it is sealed, 16 bytes of salt), then pieces of at most 64 KB, each a
/// byte that says what it is (D a part of the dump, M the manifest, which is the last), its length, its bytes and a tag of 16. A piece is sealed with AES-256-GCM
/// under a key derived (HKDF-SHA256) from the key file and the salt; its number is the nonce, its kind and the header are authenticated too. So a piece that was
/// changed, moved, repeated or cut off is noticed, and a file without its manifest is one that was cut off. docs/backups.md tells the same for people.
/// </summary>
internal static class BackupFormat
{
    public const int PieceSize = 64 * 1024;
    public const int HeaderSize = 10 + 1 + SaltSize;
    public const byte Dump = (byte)'D';
    public const byte Manifest = (byte)'M';
    public const int TagSize = 16;

    private const int SaltSize = 16;
    private const int LeastKey = 32;

    private static ReadOnlySpan<byte> Words => "MILESTONE1"u8;

    /// <summary>A new header; with a salt of its own, so that no two files share a key.</summary>
    public static byte[] NewHeader(bool isSealed) => [.. Words, isSealed ? (byte)1 : (byte)0, .. RandomNumberGenerator.GetBytes(SaltSize)];

    /// <summary>Whether a file with this header is sealed.</summary>
    /// <exception cref="ProblemException">Invalid: it is no backup.</exception>
    public static bool IsSealed(ReadOnlySpan<byte> header, string file) => header.Length == HeaderSize && header.StartsWith(Words)
        ? header[Words.Length] == 1
        : throw new ProblemException(ProblemKind.Invalid, $"'{file}' is no backup of Milestone's: it does not begin like one.");

    /// <summary>The key of one file.</summary>
    public static AesGcm KeyOf(byte[] secret, ReadOnlySpan<byte> header) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, header[^SaltSize..].ToArray(), Encoding.ASCII.GetBytes("milestone backup")), TagSize);

    /// <summary>The number of a piece as a nonce.</summary>
    public static byte[] NonceOf(long piece)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), piece);
        return nonce;
    }

    /// <summary>The secret of a key file.</summary>
    /// <exception cref="ProblemException">Invalid: it cannot be read, or is too short to be one.</exception>
    public static byte[] ReadSecret(string keyFile)
    {
        if (!File.Exists(keyFile))
            throw new ProblemException(ProblemKind.Invalid, $"There is no key file '{keyFile}'. Make one with: openssl rand -base64 48 > backup.key, and keep a copy where the backups are not.") { Field = "key" };
        var secret = File.ReadAllBytes(keyFile);
        // An editor's line end at the end is not part of it.
        var length = secret.Length;
        while (length > 0 && secret[length - 1] is (byte)'\n' or (byte)'\r')
            length--;
        return length >= LeastKey
            ? secret[..length]
            : throw new ProblemException(ProblemKind.Invalid, $"The key file '{keyFile}' holds {length} bytes; {LeastKey} at least make a key. Make one with: openssl rand -base64 48 > backup.key.") { Field = "key" };
    }
}
