using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Milestone.Core.Auditing;

/// <summary>The digests of the audit log, as the database's functions of migration 0018 compute them, here a second time and independently.</summary>
internal static class AuditChain
{
    /// <summary>What the first row of a chain follows.</summary>
    public static byte[] Origin(Guid organisation) => SHA256.HashData(Encoding.UTF8.GetBytes($"milestone audit {organisation:D}"));

    /// <summary>The digest of who it was and what was written.</summary>
    public static byte[] Content(byte[] salt, string actor, string? before, string? after) =>
        SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(Text(actor) + Text(before) + Text(after))]);

    /// <summary>The digest of a row.</summary>
    public static byte[] Row(byte[] previous, long number, DateTimeOffset recordedAt, string action, string entity, byte[] content)
    {
        var at = recordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return SHA256.HashData(
            [.. previous, .. Encoding.UTF8.GetBytes(Text(number.ToString(CultureInfo.InvariantCulture)) + Text(at) + Text(action) + Text(entity)), .. content]);
    }

    // Its length in bytes in front of it, so that no two lists of texts read alike.
    private static string Text(string? value) =>
        value is null ? "-," : string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value},");
}
