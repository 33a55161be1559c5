using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>The documents and lines behind a figure.</summary>
public sealed class PostingReader(MilestoneDatabase database)
{
    // Lines on their way from the database to a slower reader.
    private const int LinesInHand = 1000;

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
            parameters => Ask(parameters, organisation, query, accounts, after, query.Limit),
            reader => AnswerAsync(reader, query.Limit, cancellation),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>All lines behind a figure, whatever page is asked for, as the database hands them out; memory does not grow with their number.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="query">Which figure.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async IAsyncEnumerable<PostingLine> AllAsync(Guid organisation, PostingQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var lines = Channel.CreateBounded<PostingLine>(LinesInHand);
        var reading = FillAsync(lines.Writer, organisation, query, stop.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return line;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    /// <summary>What a figure is of, in words.</summary>
    /// <exception cref="ProblemException">NotFound: the ledger has no such account.</exception>
    public async Task<PostingSubject> SubjectAsync(Guid organisation, PostingQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Account? account = null;
        var names = new Dictionary<Guid, string> { [Unassigned.Id] = Unassigned.Label };
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                Add(parameters, "batch", NpgsqlDbType.Bigint, query.AsKnownAt);
            },
            [
                new Question("Statements/Sql/Accounts.sql", row => account = row.GetGuid(0) == query.Account ? new Account(row.GetGuid(0), null, row.GetString(2), row.GetString(3), row.GetString(4)) : account),
                new Question("Statements/Sql/ProjectsAndPhases.sql", row => names[row.GetGuid(0)] = row.GetString(1)),
            ],
            cancellation).ConfigureAwait(false);
        if (query.Account is not null && account is null)
            throw new ProblemException(ProblemKind.NotFound, "There is no account of profit and loss with this id. A statement's rows and /api/v1/accounts give the ids.") { Field = "account" };
        return new PostingSubject(account?.Name ?? SectionName.Of(query.Section ?? Section.NetProfit), account?.Section ?? query.Section ?? Section.NetProfit)
        {
            Project = query.Project is { } project ? names.GetValueOrDefault(project, project.ToString("D")) : null,
            Phase = query.Phase is { } phase ? names.GetValueOrDefault(phase, phase.ToString("D")) : null,
        };
    }

    /// <summary>A document with its lines, settlements and history, or null when there is none.</summary>
    public Task<DocumentDetail?> DocumentAsync(Guid organisation, Guid document, CancellationToken cancellation) =>
        DocumentDetails.ReadAsync(database, organisation, document, cancellation);

    private async Task FillAsync(ChannelWriter<PostingLine> lines, Guid organisation, PostingQuery query, CancellationToken cancellation)
    {
        try
        {
            var accounts = await AccountsAsync(organisation, query, cancellation).ConfigureAwait(false);
            await database.ReadAsync(
                organisation,
                "Statements/Sql/Postings.sql",
                parameters => Ask(parameters, organisation, query, accounts, after: null, limit: null),
                async reader =>
                {
                    await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                        await lines.WriteAsync(Line(reader), cancellation).ConfigureAwait(false);
                    return true;
                },
                cancellation).ConfigureAwait(false);
            lines.Complete();
        }
        catch (Exception failure) when (failure is ProblemException or OperationCanceledException or NpgsqlException)
        {
            // Whoever takes the lines out is told.
            lines.Complete(failure);
        }
    }

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
                    if (SectionName.Counts(AccountSection.Of(reader.GetString(3), reader.GetString(4)) ?? Section.Overheads, section))
                        accounts.Add(reader.GetGuid(0));
                }

                return accounts.ToArray();
            },
            cancellation).ConfigureAwait(false);
    }

    private static void Ask(NpgsqlParameterCollection parameters, Guid organisation, PostingQuery query, Guid[]? accounts, PostingCursor? after, int? limit)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("basis", (short)query.Basis);
        parameters.AddWithValue("from", query.Period.From);
        parameters.AddWithValue("to", query.Period.To);
        parameters.AddWithValue("order", (int)query.Order);
        Add(parameters, "limit", NpgsqlDbType.Integer, limit);
        Add(parameters, "accounts", NpgsqlDbType.Array | NpgsqlDbType.Uuid, accounts);
        Add(parameters, "batch", NpgsqlDbType.Bigint, query.AsKnownAt);
        Add(parameters, "project", NpgsqlDbType.Uuid, query.Project);
        Add(parameters, "phase", NpgsqlDbType.Uuid, query.Phase);
        Add(parameters, "afterRank", NpgsqlDbType.Numeric, after?.Rank);
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
            last = new PostingCursor(
                reader.GetDecimal(15), reader.GetFieldValue<DateOnly>(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetGuid(5));
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
