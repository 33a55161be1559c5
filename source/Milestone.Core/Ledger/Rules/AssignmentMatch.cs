namespace Milestone.Core.Ledger;

/// <summary>What a person assigned, with the line as it was then, to know it again after an import has replaced the document's lines.</summary>
internal sealed record KeptAssignment(Guid Line, Guid? AccountId, decimal Amount, string Description, Assignment Assignment);

/// <summary>Puts assignments back on a document's lines: by the line's id, else on an identical line; what finds none waits to be reviewed.</summary>
internal static class AssignmentMatch
{
    /// <summary>The lines with their assignments.</summary>
    public static IReadOnlyList<DocumentLine> Apply(IReadOnlyList<DocumentLine> lines, IReadOnlyList<KeptAssignment> assignments)
    {
        if (assignments.Count == 0)
            return lines;

        var given = new Dictionary<Guid, Assignment>();
        var lost = new List<KeptAssignment>();
        foreach (var kept in assignments)
        {
            if (lines.Any(line => line.Id == kept.Line))
                given[kept.Line] = kept.Assignment;
            else
                lost.Add(kept);
        }

        foreach (var kept in lost)
        {
            var twin = lines.FirstOrDefault(line => !given.ContainsKey(line.Id) && IsTwin(line, kept));
            if (twin is not null)
                given[twin.Id] = kept.Assignment;
        }

        return [.. lines.Select(line => given.TryGetValue(line.Id, out var assignment) ? line with { Assignment = assignment } : line)];
    }

    private static bool IsTwin(DocumentLine line, KeptAssignment kept) =>
        line.AccountId == kept.AccountId && line.Amount == kept.Amount && string.Equals(line.Description, kept.Description, StringComparison.Ordinal);
}
