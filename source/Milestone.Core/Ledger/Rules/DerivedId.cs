using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Milestone.Core.Ledger;

/// <summary>
/// Ids for what has none of its own: a Xero id that is not a GUID, a line without an id, an option known by name only. The same text gives the
/// same id in every import, so nothing depends on the order of arrival.
/// </summary>
internal static class DerivedId
{
    /// <summary>The id of a text.</summary>
    public static Guid Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8: made by the application
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80); // RFC 9562 variant
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The id of a line that has none of its own: it follows from the line's place in its document.</summary>
    public static Guid OfLine(Guid document, int position) => Of(string.Create(CultureInfo.InvariantCulture, $"{document:N}/{position}"));
}
