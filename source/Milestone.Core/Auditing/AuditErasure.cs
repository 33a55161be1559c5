using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Core.Auditing;

/// <summary>Which rows of a chain no longer say what they said, because it was erased. It names no person, so it may be kept for good.</summary>
/// <param name="Organisation">Whose chain.</param>
/// <param name="Rows">The rows.</param>
public sealed record AuditErasure(
    [property: JsonPropertyName("organisation"), JsonRequired] Guid Organisation,
    [property: JsonPropertyName("erased"), JsonRequired] IReadOnlyList<ErasedRow> Rows)
{
    /// <summary>Of an erasure that was asked for again: the rows that were passed over, because their number has become another row's or their row is not there.</summary>
    [JsonIgnore]
    public IReadOnlyList<long> PassedOver { get; init; } = [];

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

/// <summary>A row that was erased.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Digest">Its digest, in hexadecimal: after a restore the number alone may mean another row.</param>
public sealed record ErasedRow(
    [property: JsonPropertyName("row"), JsonRequired] long Seq,
    [property: JsonPropertyName("digest"), JsonRequired] string Digest);
