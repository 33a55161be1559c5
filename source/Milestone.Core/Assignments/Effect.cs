using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Assignments;

/// <summary>One line of a request with what the request makes of it.</summary>
internal sealed record ProposedLine(LineChoice Choice, AssignableLine View, DocumentLine Line, KeptAssignment? Mark, Proposal Proposal);

/// <summary>What proposals do to profit, by the rules that post.</summary>
internal static class Effect
{
    /// <summary>The difference to the accrual profit of each project and phase; none of zero.</summary>
    public static Dictionary<(Guid Project, Guid Phase), decimal> Of(LineBooks books, IReadOnlyList<ProposedLine> proposals)
    {
        var wanted = proposals.Where(one => one.Proposal.Wanted is not null).ToDictionary(one => (one.Choice.Document, one.Line.Id), one => one.Proposal.Wanted);
        var sums = new Dictionary<(Guid Project, Guid Phase), decimal>();
        foreach (var document in books.Documents.Select(posted => posted.Document))
        {
            var assigned = document with
            {
                Lines = [.. document.Lines.Select(line => wanted.TryGetValue((document.Id, line.Id), out var assignment) ? line with { Assignment = assignment } : line)],
            };
            Add(Posting.From(assigned, books.Chart), +1);
            Add(Posting.From(document, books.Chart), -1);
        }

        return sums.Where(sum => sum.Value != 0).ToDictionary();

        void Add(DocumentPostings postings, int sign)
        {
            foreach (var posting in postings.Postings.Where(posting => posting.Basis == Basis.Accrual))
                sums[(posting.Project, posting.Phase)] = sums.GetValueOrDefault((posting.Project, posting.Phase)) + (sign * posting.Amount);
        }
    }

    /// <summary>The accrual profit to date of projects and phases as the ledger has it.</summary>
    public static async Task<Dictionary<(Guid Project, Guid Phase), decimal>> ProfitsAsync(
        NpgsqlConnection connection, Guid organisation, IReadOnlyCollection<(Guid Project, Guid Phase)> places, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Assignments/Sql/profits.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.AddWithValue("projects", places.Select(place => place.Project).ToArray());
        command.Parameters.AddWithValue("phases", places.Select(place => place.Phase).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var profits = new Dictionary<(Guid Project, Guid Phase), decimal>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            profits[(reader.GetGuid(0), reader.GetGuid(1))] = reader.GetDecimal(2);
        return profits;
    }
}
