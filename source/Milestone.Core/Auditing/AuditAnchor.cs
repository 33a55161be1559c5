using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Core.Auditing;

/// <summary>Where a chain ended at some moment, kept outside the database: whoever rewrites or cuts off the chain cannot rewrite this.</summary>
/// <param name="Organisation">Whose chain; <see cref="AuditLog.Installation"/> for the installation's own.</param>
/// <param name="Seq">The number of its last row.</param>
/// <param name="Digest">That row's digest, in hexadecimal.</param>
/// <param name="At">When the row was recorded.</param>
public sealed record AuditAnchor(
    [property: JsonPropertyName("organisation"), JsonRequired] Guid Organisation,
    [property: JsonPropertyName("seq"), JsonRequired] long Seq,
    [property: JsonPropertyName("digest"), JsonRequired] string Digest,
    [property: JsonPropertyName("at")] DateTimeOffset At)
{
    /// <summary>One line of JSON.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>The anchors of a file's lines; lists of erasures, which may stand in the same file, are passed over.</summary>
    /// <exception cref="ProblemException">Invalid: a line is neither.</exception>
    public static IReadOnlyList<AuditAnchor> Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var anchors = new List<AuditAnchor>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || AuditErasure.TryParse(line) is not null)
                continue;
            try
            {
                anchors.Add(JsonSerializer.Deserialize<AuditAnchor>(line) ?? throw new JsonException());
            }
            catch (JsonException)
            {
                throw new ProblemException(ProblemKind.Invalid, $"Line {number} is neither an anchor nor an erasure. Give a file of lines as 'audit anchor' and 'audit erase' print them.") { Field = "anchors" };
            }
        }

        return anchors;
    }
}
