using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Milestone.Core.Access;

/// <summary>A secret that a person or a browser holds: 256 random bits as text. Only its hash is stored; there is nothing to guess, so a quick one does.</summary>
internal static class RandomCode
{
    private const int Bytes = 32;
    private const int MostLetters = 200;

    /// <summary>A new one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of it.</summary>
    public static byte[] HashOf(string text)
    {
        Span<byte> letters = stackalloc byte[MostLetters * 3];
        // A longer text is none of ours; its hash is as unknown as that of any other stranger.
        var kept = text.Length <= MostLetters ? text : text[..MostLetters];
        return SHA256.HashData(letters[..Encoding.UTF8.GetBytes(kept, letters)]);
    }
}
