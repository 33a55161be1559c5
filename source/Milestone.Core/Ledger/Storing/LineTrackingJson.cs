using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Core.Ledger;

/// <summary>A line's tracking as the line table keeps it.</summary>
internal static class LineTrackingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The JSON, or null for a line without tracking.</summary>
    public static string? Write(IReadOnlyList<LineTracking> tracking) => tracking.Count == 0 ? null : JsonSerializer.Serialize(tracking, Options);

    public static IReadOnlyList<LineTracking> Read(string json) => JsonSerializer.Deserialize<LineTracking[]>(json, Options) ?? [];
}
