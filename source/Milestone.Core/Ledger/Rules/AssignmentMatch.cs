namespace Milestone.Core.Ledger;

/// <summary>What a person assigned, with the line as it last was, to know it again after an import has replaced the document's lines.</summary>
internal sealed record KeptAssignment(Guid Line, int Position, Guid? AccountId, string? AccountCode, decimal Amount, string Description, Assignment Assignment)
{
    public Guid Id { get; init; }

    /// <summary>Rises with every change that a person makes.</summary>
    public long Version { get; init; }

    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Whether a person has said that its project or phase may be one that Xero has archived.</summary>
    public bool ArchivedAccepted { get; init; }

    /// <summary>The same assignment, remembering a line as it is now.</summary>
    public KeptAssignment On(DocumentLine line) => this with
    {
        Line = line.Id,
        Position = line.Position,
        AccountId = line.AccountId,
        AccountCode = line.AccountCode,
        Amount = line.Amount,
        Description = line.Description,
    };
}

/// <summary>An assignment and the line it is on; no line while it waits to be reviewed.</summary>
internal sealed record PlacedAssignment(KeptAssignment Kept, DocumentLine? Line);

/// <summary>
/// Puts assignments back on a document's lines: by the line's id, else on an identical line; what finds none waits to be reviewed. A line to which
/// Xero gives no id (a manual journal's) has one made of its position, and another line may stand there tomorrow: such a line is known by what it says.
/// Rule: docs/concepts.md, Assignments.
/// </summary>
internal static class AssignmentMatch
{
    /// <summary>The lines with their assignments.</summary>
    public static IReadOnlyList<DocumentLine> Apply(IReadOnlyList<DocumentLine> lines, IReadOnlyList<PlacedAssignment> placed)
    {
        var given = placed.Where(one => one.Line is not null).ToDictionary(one => one.Line!.Id, one => one.Kept.Assignment);
        return given.Count == 0
            ? lines
            : [.. lines.Select(line => given.TryGetValue(line.Id, out var assignment) ? line with { Assignment = assignment } : line)];
    }

    /// <summary>Where each assignment belongs, no two on one line.</summary>
    /// <param name="document">The document.</param>
    /// <param name="lines">Its lines as they are now, in order.</param>
    /// <param name="assignments">What was assigned on it, in the order of the lines it was assigned to.</param>
    public static IReadOnlyList<PlacedAssignment> Place(Guid document, IReadOnlyList<DocumentLine> lines, IReadOnlyList<KeptAssignment> assignments)
    {
        if (assignments.Count == 0)
            return [];

        var taken = new HashSet<Guid>();
        var places = new DocumentLine?[assignments.Count];
        Seek((line, kept) => line.Id == kept.Line && (IsTwin(line, kept) || line.Id != DerivedId.OfLine(document, line.Position)));
        Seek(IsTwin);
        return [.. assignments.Select((kept, index) => new PlacedAssignment(kept, places[index]))];

        void Seek(Func<DocumentLine, KeptAssignment, bool> belongs)
        {
            for (var i = 0; i < places.Length; i++)
            {
                places[i] ??= lines.FirstOrDefault(line => !taken.Contains(line.Id) && belongs(line, assignments[i]));
                if (places[i] is { } place)
                    taken.Add(place.Id);
            }
        }
    }

    private static bool IsTwin(DocumentLine line, KeptAssignment kept) =>
        line.Amount == kept.Amount
        && string.Equals(line.Description, kept.Description, StringComparison.Ordinal)
        && (line.AccountId is { } now && kept.AccountId is { } then ? now == then : string.Equals(line.AccountCode, kept.AccountCode, StringComparison.OrdinalIgnoreCase));
}
