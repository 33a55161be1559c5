using System.Buffers.Binary;

namespace Milestone.Host.Demo;

/// <summary>An id derived from a name: the same on every machine, marked as version 8 (made by the application).</summary>
internal static class NamedGuid
{
    const ulong Prime = 0x100000001B3;

    public static Guid Of(string name)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Seeded.Mix(Hash(name, 0xCBF29CE484222325)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Seeded.Mix(Hash(name, 0x84222325CBF29CE4)));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>FNV-1a over UTF-16 code units.</summary>
    internal static ulong Hash(string name, ulong basis)
    {
        var hash = basis;
        foreach (var unit in name) hash = (hash ^ unit) * Prime;
        return hash;
    }
}
