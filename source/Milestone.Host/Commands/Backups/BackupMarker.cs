using System.Text.Json;
using Milestone.Core;

namespace Milestone.Host.Commands.Backups;

/// <summary>
/// The file that says when the last backup was finished, for a host that cannot see the backups themselves. What makes backups writes it, the host reads
/// it, and its age is an alert; a backup made by other means writes the same: {"finishedAt":"2026-11-28T20:00:00Z"}.
/// </summary>
internal static class BackupMarker
{
    private const string FinishedAt = "finishedAt";

    /// <summary>Says that one was finished. The file is exchanged whole, so that nobody reads half of it.</summary>
    /// <exception cref="ProblemException">Invalid: it cannot be written.</exception>
    public static async Task WriteAsync(string marker, DateTimeOffset finishedAt, CancellationToken cancellation)
    {
        try
        {
            var unfinished = marker + ".unfinished";
            await File.WriteAllTextAsync(unfinished, JsonSerializer.Serialize(new Dictionary<string, DateTimeOffset> { [FinishedAt] = finishedAt }), cancellation);
            File.Move(unfinished, marker, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Invalid, $"The backup is made, but '{marker}' cannot be written to say so. Create its folder, or correct Milestone__BackupMarker.", refused) { Field = "Milestone__BackupMarker" };
        }
    }

    /// <summary>When the last backup was finished; null where there is no file that says so.</summary>
    public static async Task<DateTimeOffset?> ReadAsync(string? marker, CancellationToken cancellation)
    {
        if (marker is null || !File.Exists(marker))
            return null;
        try
        {
            await using var file = new FileStream(marker, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = await JsonDocument.ParseAsync(file, default, cancellation);
            return text.RootElement.ValueKind == JsonValueKind.Object && text.RootElement.TryGetProperty(FinishedAt, out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var moment) ? moment : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
