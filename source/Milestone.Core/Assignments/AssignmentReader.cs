using System.Globalization;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Assignments;

/// <summary>What people have assigned, and what of it needs another look.</summary>
public sealed class AssignmentReader(MilestoneDatabase database)
{
    // The rare ones are looked for in the database and decided here, so that the list is complete up to here whatever the number of assignments.
    private const int MostToReview = 1000;

    /// <summary>One page of assignments, the latest first.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds.</exception>
    public Task<AssignmentPage> ListAsync(Guid organisation, AssignmentQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > AssignmentQuery.MostAssignments)
            throw Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"A page has 1 to {AssignmentQuery.MostAssignments} assignments."));
        var after = query.After is { } text ? AssignmentCursor.Parse(text) ?? throw Invalid("after", "That is not where a page ended. Leave it out to begin at the first page.") : null;
        return database.SnapshotAsync(
            organisation,
            async connection =>
            {
                await using var command = Command(connection, "Assignments/Sql/assignments.sql", organisation);
                command.Parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)query.Project ?? DBNull.Value });
                command.Parameters.Add(new NpgsqlParameter("text", NpgsqlDbType.Text) { Value = query.Text is { Length: > 0 } words ? words : DBNull.Value });
                command.Parameters.Add(new NpgsqlParameter("afterTime", NpgsqlDbType.TimestampTz) { Value = (object?)after?.At ?? DBNull.Value });
                command.Parameters.Add(new NpgsqlParameter("afterId", NpgsqlDbType.Uuid) { Value = (object?)after?.Id ?? DBNull.Value });
                command.Parameters.AddWithValue("limit", query.Limit);
                var found = await FoundAsync(command, cancellation).ConfigureAwait(false);
                var kept = await KeptAsync(connection, organisation, found.Take(query.Limit), cancellation).ConfigureAwait(false);
                var next = found.Count > query.Limit ? new AssignmentCursor(kept[^1].Assignment.At, kept[^1].Assignment.Id).ToString() : null;
                return new AssignmentPage(kept, next);
            },
            cancellation);
    }

    /// <summary>One assignment, with the other lines of its document that it could be on.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: there is no such assignment.</exception>
    public Task<AssignmentDetail> FindAsync(Guid organisation, Guid assignment, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            await using var command = Command(connection, "Assignments/Sql/document-of.sql", organisation);
            command.Parameters.AddWithValue("assignment", assignment);
            var document = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as Guid? ?? throw KeptLine.Missing(assignment);
            var books = await LineBooks.ReadAsync(connection, organisation, [document], cancellation).ConfigureAwait(false);
            var posted = books.Find(document)!;
            var kept = KeptLine.Of(books, posted, posted.Assignments.Single(placed => placed.Kept.Id == assignment));
            return new AssignmentDetail(kept, [.. books.LinesOf(document).Where(line => line.Assignment is null || line.Assignment.Id == assignment)]);
        },
        cancellation);

    /// <summary>The assignments that raise a question, the latest first: waiting for their line, overtaken by Xero, or to what Xero has archived.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public Task<AssignmentReview> ReviewAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            await using var command = Command(connection, "Assignments/Sql/candidates.sql", organisation);
            command.Parameters.AddWithValue("limit", MostToReview);
            var found = await FoundAsync(command, cancellation).ConfigureAwait(false);
            var kept = await KeptAsync(connection, organisation, found.Take(MostToReview), cancellation).ConfigureAwait(false);
            return new AssignmentReview([.. kept.Where(one => one.Questions.Count > 0)], found.Count > MostToReview);
        },
        cancellation);

    /// <summary>Says that assignments to archived projects or phases stay as they are, so that they are not asked about again.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="assignments">Each with the version that was looked at.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ProblemException">Stale: one of them has been changed or removed.</exception>
    public Task<int> KeepAsync(Guid organisation, IReadOnlyList<AssignmentVersion> assignments, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        return database.ChangeAsync(
            organisation,
            actor,
            async connection =>
            {
                await using var command = Command(connection, "Assignments/Sql/keep.sql", organisation);
                command.Parameters.AddWithValue("assignments", assignments.Select(one => one.Id).ToArray());
                command.Parameters.AddWithValue("versions", assignments.Select(one => one.Version).ToArray());
                return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == assignments.Count
                    ? assignments.Count
                    : throw new ProblemException(ProblemKind.Stale, "Some of them have been changed since they were shown. Look at the list as it is now.");
            },
            cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sqlFile, Guid organisation)
    {
        var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        return command;
    }

    private static async Task<List<(Guid Assignment, Guid Document)>> FoundAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var found = new List<(Guid Assignment, Guid Document)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return found;
    }

    private static async Task<IReadOnlyList<KeptLine>> KeptAsync(NpgsqlConnection connection, Guid organisation, IEnumerable<(Guid Assignment, Guid Document)> found, CancellationToken cancellation)
    {
        List<(Guid Assignment, Guid Document)> wanted = [.. found];
        if (wanted.Count == 0)
            return [];
        var books = await LineBooks.ReadAsync(connection, organisation, wanted.Select(one => one.Document), cancellation).ConfigureAwait(false);
        return
        [
            .. from one in wanted
               let posted = books.Find(one.Document)
               select KeptLine.Of(books, posted, posted.Assignments.Single(placed => placed.Kept.Id == one.Assignment)),
        ];
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}

/// <summary>Which assignments are asked for.</summary>
public sealed record AssignmentQuery
{
    /// <summary>The most assignments one answer holds.</summary>
    public const int MostAssignments = 200;

    /// <summary>Only those that give lines to this project, or whose lines count there; null for all.</summary>
    public Guid? Project { get; init; }

    /// <summary>Only where the document, the contact or the line has these words; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Where the page before ended, as that page said; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many to answer at most, 1 to <see cref="MostAssignments"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>One page of assignments.</summary>
/// <param name="Assignments">The assignments, the latest first.</param>
/// <param name="Next">What to ask for as <see cref="AssignmentQuery.After"/>, or null at the end.</param>
public sealed record AssignmentPage(IReadOnlyList<KeptLine> Assignments, string? Next);

/// <summary>One assignment and where it could be.</summary>
/// <param name="Kept">The assignment.</param>
/// <param name="Lines">The lines of its document that have no other assignment.</param>
public sealed record AssignmentDetail(KeptLine Kept, IReadOnlyList<AssignableLine> Lines);

/// <summary>The assignments that raise a question.</summary>
/// <param name="Assignments">The assignments, the latest first.</param>
/// <param name="HasMore">Whether there are more to look through once these are settled.</param>
public sealed record AssignmentReview(IReadOnlyList<KeptLine> Assignments, bool HasMore);

/// <summary>An assignment in the version that a person looked at.</summary>
/// <param name="Id">The assignment.</param>
/// <param name="Version">Its version.</param>
public sealed record AssignmentVersion(Guid Id, long Version);
