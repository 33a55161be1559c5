using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>The documents and lines behind a figure.</summary>
public sealed class PostingReader(MilestoneDatabase database)
{
    /// <summary>One page of the lines behind a figure, and the figure itself.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="query">Which figure, and which page.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds.</exception>
    public async Task<PostingPage> ReadAsync(Guid organisation, PostingQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > PostingQuery.MostLines)
            throw Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"A page has 1 to {PostingQuery.MostLines} lines."));
        var after = query.After is { } text ? PostingCursor.Parse(text) ?? throw Invalid("after", "That is not where a page ended. Leave it out to begin at the first page.") : null;

        var accounts = await AccountsAsync(organisation, query, cancellation).ConfigureAwait(false);
        return await database.ReadAsync(
            organisation,
            "Statements/Sql/Postings.sql",
            parameters => Ask(parameters, organisation, query, accounts, after),
            reader => AnswerAsync(reader, query.Limit, cancellation),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>A document with its lines, settlements and history, or null when there is none.</summary>
    public Task<DocumentDetail?> DocumentAsync(Guid organisation, Guid document, CancellationToken cancellation) =>
        DocumentDetails.ReadAsync(database, organisation, document, cancellation);

    // Which accounts make up a section is decided by AccountSection, under the chart that the figure was drawn with; gross and net profit have several.
    private async Task<Guid[]?> AccountsAsync(Guid organisation, PostingQuery query, CancellationToken cancellation)
    {
        if (query.Account is { } account)
            return [account];
        if (query.Section is not { } section || section == Section.NetProfit)
            return null;
        return await database.ReadAsync(
            organisation,
            "Statements/Sql/Accounts.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                Add(parameters, "batch", NpgsqlDbType.Bigint, query.AsKnownAt);
            },
            async reader =>
            {
                var accounts = new List<Guid>();
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    var of = AccountSection.Of(reader.GetString(3), reader.GetString(4));
                    if (of == section || (section == Section.GrossProfit && of is Section.Income or Section.CostOfSales))
                        accounts.Add(reader.GetGuid(0));
                }

                return accounts.ToArray();
            },
            cancellation).ConfigureAwait(false);
    }

    private static void Ask(NpgsqlParameterCollection parameters, Guid organisation, PostingQuery query, Guid[]? accounts, PostingCursor? after)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("basis", (short)query.Basis);
        parameters.AddWithValue("from", query.Period.From);
        parameters.AddWithValue("to", query.Period.To);
        parameters.AddWithValue("limit", query.Limit);
        Add(parameters, "accounts", NpgsqlDbType.Array | NpgsqlDbType.Uuid, accounts);
        Add(parameters, "batch", NpgsqlDbType.Bigint, query.AsKnownAt);
        Add(parameters, "project", NpgsqlDbType.Uuid, query.Project);
        Add(parameters, "phase", NpgsqlDbType.Uuid, query.Phase);
        Add(parameters, "afterDate", NpgsqlDbType.Date, after?.Date);
        Add(parameters, "afterDocument", NpgsqlDbType.Uuid, after?.Document);
        Add(parameters, "afterLine", NpgsqlDbType.Uuid, after?.Line);
        Add(parameters, "afterAccount", NpgsqlDbType.Uuid, after?.Account);
        Add(parameters, "afterProject", NpgsqlDbType.Uuid, after?.Project);
        Add(parameters, "afterPhase", NpgsqlDbType.Uuid, after?.Phase);
    }

    private static void Add(NpgsqlParameterCollection parameters, string name, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    private static async Task<PostingPage> AnswerAsync(NpgsqlDataReader reader, int limit, CancellationToken cancellation)
    {
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        var (total, count) = (reader.GetDecimal(0), reader.GetInt64(1));

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var lines = new List<PostingLine>();
        PostingCursor? last = null;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (lines.Count == limit)
                return new PostingPage(lines, total, count, last!.ToString());
            lines.Add(Line(reader));
            last = new PostingCursor(reader.GetFieldValue<DateOnly>(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetGuid(5));
        }

        return new PostingPage(lines, total, count, null);
    }

    private static PostingLine Line(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(0),
        row.GetGuid(1),
        row.GetGuid(2),
        DocumentKindName.Of((DocumentKind)row.GetInt16(7)),
        row.GetString(8) is { Length: > 0 } number ? number : row.GetString(9),
        Text(row, 10),
        Text(row, 11),
        Text(row, 12),
        Name(row, 4, 13),
        Name(row, 5, 14),
        row.GetDecimal(6));

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private static string Name(NpgsqlDataReader row, int id, int name) =>
        row.GetGuid(id) == Unassigned.Id ? Unassigned.Label : row.IsDBNull(name) ? row.GetGuid(id).ToString("D") : row.GetString(name);

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}
