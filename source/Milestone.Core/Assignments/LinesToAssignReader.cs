using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Assignments;

/// <summary>The lines that count in profit and loss and name no project, or no phase.</summary>
public sealed class LinesToAssignReader(MilestoneDatabase database)
{
    /// <summary>One page of lines to assign, and what all of them come to.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds.</exception>
    public Task<LinesToAssignPage> ReadAsync(Guid organisation, LinesToAssignQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > LinesToAssignQuery.MostLines)
            throw Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"A page has 1 to {LinesToAssignQuery.MostLines} lines."));
        var after = query.After is { } text ? LineCursor.Parse(text) ?? throw Invalid("after", "That is not where a page ended. Leave it out to begin at the first page.") : null;
        return database.SnapshotAsync(
            organisation,
            async connection =>
            {
                var accounts = await AccountsAsync(connection, organisation, query, cancellation).ConfigureAwait(false);
                var (total, count, found) = await FoundAsync(connection, organisation, query, accounts, after, cancellation).ConfigureAwait(false);
                List<Found> shown = [.. found.Take(query.Limit)];
                if (shown.Count == 0)
                    return new LinesToAssignPage([], total, count, null);

                var books = await LineBooks.ReadAsync(connection, organisation, shown.Select(one => one.Document), cancellation).ConfigureAwait(false);
                var suggestions = await Suggestions.ReadAsync(connection, organisation, books, shown.ConvertAll(one => (one.Document, one.Line)), cancellation).ConfigureAwait(false);
                return new LinesToAssignPage(
                    [
                        .. shown.Select(one => books.Line(one.Document, one.Line)! with
                        {
                            Date = one.Date,
                            Amount = one.Amount,
                            Suggestion = suggestions.GetValueOrDefault((one.Document, one.Line)),
                        }),
                    ],
                    total,
                    count,
                    found.Count > query.Limit ? new LineCursor(shown[^1].Date, shown[^1].Document, shown[^1].Line).ToString() : null);
            },
            cancellation);
    }

    /// <summary>All lines of one document that can be assigned, whatever they name already; none where it has none.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="document">The document.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: there is no such document.</exception>
    public Task<IReadOnlyList<AssignableLine>> OfDocumentAsync(Guid organisation, Guid document, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            var books = await LineBooks.ReadAsync(connection, organisation, [document], cancellation).ConfigureAwait(false);
            return books.Find(document) is null
                ? throw new ProblemException(ProblemKind.NotFound, "There is no document with this id.") { Field = "document" }
                : books.LinesOf(document);
        },
        cancellation);

    // Which accounts make up a section is decided by AccountSection.
    private static async Task<Guid[]?> AccountsAsync(NpgsqlConnection connection, Guid organisation, LinesToAssignQuery query, CancellationToken cancellation)
    {
        if (query.Account is { } account)
            return [account];
        if (query.Section is not { } section)
            return null;
        await using var command = Command(connection, "Assignments/Sql/accounts.sql", organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var accounts = new List<Guid>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (AccountSection.Of(reader.GetString(1), reader.GetString(2)) == section)
                accounts.Add(reader.GetGuid(0));
        }

        return [.. accounts];
    }

    private static async Task<(decimal Total, long Count, List<Found> Page)> FoundAsync(
        NpgsqlConnection connection, Guid organisation, LinesToAssignQuery query, Guid[]? accounts, LineCursor? after, CancellationToken cancellation)
    {
        await using var command = Command(connection, "Assignments/Sql/lacking.sql", organisation);
        Filter(command, query, accounts);
        Add(command, "afterDate", NpgsqlDbType.Date, after?.Date);
        Add(command, "afterDocument", NpgsqlDbType.Uuid, after?.Document);
        Add(command, "afterLine", NpgsqlDbType.Uuid, after?.Line);
        command.Parameters.AddWithValue("limit", query.Limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var (total, count) = (0m, 0L);
        var found = new List<Found>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            (total, count) = (reader.GetDecimal(0), reader.GetInt64(1));
            if (!reader.IsDBNull(2))
                found.Add(new Found(reader.GetFieldValue<DateOnly>(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetDecimal(5)));
        }

        return (total, count, found);
    }

    private static void Filter(NpgsqlCommand command, LinesToAssignQuery query, Guid[]? accounts)
    {
        command.Parameters.AddWithValue("lacksProject", query.Lacking == Lacking.Project);
        Add(command, "project", NpgsqlDbType.Uuid, query.Project);
        Add(command, "from", NpgsqlDbType.Date, query.From);
        Add(command, "to", NpgsqlDbType.Date, query.To);
        Add(command, "accounts", NpgsqlDbType.Array | NpgsqlDbType.Uuid, accounts);
        Add(command, "contact", NpgsqlDbType.Uuid, query.Contact);
        Add(command, "text", NpgsqlDbType.Text, query.Text is { Length: > 0 } text ? text : null);
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sqlFile, Guid organisation)
    {
        var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        return command;
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };

    private sealed record Found(DateOnly Date, Guid Document, Guid Line, decimal Amount);
}
