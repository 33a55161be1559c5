using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Assignments;

/// <summary>
/// Where lines may belong, by the company they keep: the place that more than half of the document's other lines have, else the one that more than half
/// of the contact's other lines had in the year before, where there are at least two. The phase likewise, among the lines of that project.
/// Only a suggestion. Rule: docs/concepts.md, Assignments.
/// </summary>
internal static class Suggestions
{
    private const int LeastOfContact = 2;

    /// <summary>The lines beside one that is asked about.</summary>
    /// <param name="OfDocument">Whether they are of the same document; else of the same contact.</param>
    /// <param name="Project">Their project.</param>
    /// <param name="Phase">Their phase.</param>
    /// <param name="Lines">How many there are.</param>
    public sealed record Neighbours(bool OfDocument, Guid Project, Guid Phase, long Lines);

    public static async Task<Dictionary<(Guid Document, Guid Line), AssignmentSuggestion>> ReadAsync(
        NpgsqlConnection connection, Guid organisation, LineBooks books, IReadOnlyList<(Guid Document, Guid Line)> lines, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Assignments/Sql/neighbours.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.AddWithValue("documents", lines.Select(line => line.Document).Distinct().ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var found = new List<(Guid Document, Neighbours Neighbours)>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            found.Add((reader.GetGuid(0), new Neighbours(reader.GetBoolean(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetInt64(4))));

        var beside = found.ToLookup(one => one.Document, one => one.Neighbours);
        var suggestions = new Dictionary<(Guid Document, Guid Line), AssignmentSuggestion>();
        foreach (var (document, line) in lines)
        {
            var place = books.Chart.PlaceOf(books.Find(document)!.Document.Lines.First(one => one.Id == line));
            if (Of([.. beside[document]], place.Project, books.Options, books.ContactOf(document)) is { } suggestion)
                suggestions[(document, line)] = suggestion;
        }

        return suggestions;
    }

    /// <summary>The suggestion for a line that has a project already or none.</summary>
    public static AssignmentSuggestion? Of(IReadOnlyList<Neighbours> beside, Guid has, OptionNames options, string contact) =>
        Of([.. beside.Where(one => one.OfDocument)], has, 1, options, "of this document")
        ?? Of([.. beside.Where(one => !one.OfDocument)], has, LeastOfContact, options, contact.Length > 0 ? $"of {contact}" : "of the same contact");

    private static AssignmentSuggestion? Of(IReadOnlyList<Neighbours> beside, Guid has, int least, OptionNames options, string whose)
    {
        var project = has != Unassigned.Id ? has : Most(beside.Where(one => one.Project != Unassigned.Id), one => one.Project, least)?.Id;
        if (project is not { } chosen)
            return null;
        var there = beside.Where(one => one.Project == chosen).ToList();
        var phase = Most(there.Where(one => one.Phase != Unassigned.Id), one => one.Phase, least);
        if (has != Unassigned.Id && phase is null)
            return null;
        var (lines, all) = has != Unassigned.Id
            ? (phase!.Value.Lines, there.Where(one => one.Phase != Unassigned.Id).Sum(one => one.Lines))
            : (there.Sum(one => one.Lines), beside.Where(one => one.Project != Unassigned.Id).Sum(one => one.Lines));
        return new AssignmentSuggestion(
            chosen,
            options.NameOf(chosen),
            phase?.Id,
            phase is { } named ? options.NameOf(named.Id) : null,
            string.Create(CultureInfo.InvariantCulture, $"{lines} of {all} other {(all == 1 ? "line" : "lines")} {whose}"));
    }

    private static (Guid Id, long Lines)? Most(IEnumerable<Neighbours> beside, Func<Neighbours, Guid> key, int least)
    {
        var counted = beside.GroupBy(key).Select(same => (Id: same.Key, Lines: same.Sum(one => one.Lines))).OrderByDescending(one => one.Lines).ToList();
        return counted.Count > 0 && counted[0].Lines >= least && counted[0].Lines * 2 > counted.Sum(one => one.Lines) ? counted[0] : null;
    }
}
