using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Core.Auditing;

/// <summary>Which rows of a chain no longer say what they said, because it was erased. It names no person, so it may be kept for good.</summary>
/// <param name="Organisation">Whose chain.</param>
/// <param name="Erased">The numbers of the rows.</param>
public sealed record AuditErasure(
    [property: JsonPropertyName("organisation"), JsonRequired] Guid Organisation,
    [property: JsonPropertyName("erased"), JsonRequired] IReadOnlyList<long> Erased)
{
    /// <summary>One line of JSON, to be kept outside the database: a restored copy is told by it what to forget again.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>The erasure of a line, or null where it holds something else.</summary>
    public static AuditErasure? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditErasure>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
