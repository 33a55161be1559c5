using System.Text.Json;
using System.Text.Json.Serialization;
using Milestone.Core.Storage;

namespace Milestone.Host.Commands.Backups;

/// <summary>What a backup says of itself: it stands at the end of its file, under the same seal as the data.</summary>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Version">The version of the program that took it.</param>
/// <param name="Commit">The commit it was built from, where known.</param>
/// <param name="DumpBytes">How long the dump is.</param>
/// <param name="DumpSha256">The digest of the dump.</param>
/// <param name="Figures">What the database came to.</param>
internal sealed record BackupManifest(DateTimeOffset TakenAt, string Version, string? Commit, long DumpBytes, string DumpSha256, BackupFigures Figures)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>What was written, or null where it is no manifest.</summary>
    public static BackupManifest? From(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, BackupJson.Default.BackupManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
