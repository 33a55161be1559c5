using System.Globalization;
using System.Text;
using Milestone.Core.Reporting.Json;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Changes;

/// <summary>The packs of an organisation: issued once, kept as they were drawn, and compared with the books as they are.</summary>
public sealed class PackCatalogue(MilestoneDatabase database)
{
    /// <summary>The longest name a pack may have, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>The longest reason for a withdrawal, in characters.</summary>
    public const int LongestReason = 500;

    private const string NameTaken = "pack_name";

    /// <summary>Draws a statement and keeps it under a name.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="name">What it is issued as; unique among the packs that stand, ignoring case.</param>
    /// <param name="query">The statement. Where it does not say as known at, it shows the latest batch, and the pack remembers which that was.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    /// <param name="issuedBy">Who issues it.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <exception cref="ProblemException">Invalid: the name is missing or too long, or the query is out of bounds. Conflict: a pack of that name stands.</exception>
    public async Task<Pack> IssueAsync(Guid organisation, string name, StatementQuery query, int moneyDecimals, string issuedBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(query);
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw Problem(ProblemKind.Invalid, "name", string.Create(CultureInfo.InvariantCulture, $"A pack's name has 1 to {LongestName} characters, as in October 2026."));
        var statement = await new StatementReader(database).ReadAsync(organisation, query, issuedBy, cancellation).ConfigureAwait(false);
        var id = Guid.CreateVersion7(database.Clock.GetUtcNow());
        var number = await ConflictAsync(name, () => database.ChangeAsync(
            organisation,
            issuedBy,
            async connection =>
            {
                // Numbers count up without a gap: who issues takes the organisation's turn.
                await using (var turn = Command(connection, "Ledger/Storing/Sql/lock.sql", organisation))
                {
                    turn.Parameters.AddWithValue("key", BitConverter.ToInt64(organisation.ToByteArray()));
                    await turn.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
                }

                return await KeepAsync(connection, id, name, statement, moneyDecimals, issuedBy, cancellation).ConfigureAwait(false);
            },
            cancellation)).ConfigureAwait(false);
        return new Pack(id, number, 1, name, statement.Provenance.Batch, statement.Provenance.DrawnAt, issuedBy, query, statement.Summary(Section.NetProfit).Total);
    }

    /// <summary>All packs, the newest first, withdrawn ones included.</summary>
    public async Task<IReadOnlyList<Pack>> ListAsync(Guid organisation, CancellationToken cancellation)
    {
        var packs = new List<Pack>();
        await database.AskAsync(
            organisation,
            parameters => parameters.AddWithValue("organisation", organisation),
            [new Question("Changes/Packs/Sql/Packs.sql", row => packs.Add(PackOf(row)))],
            cancellation).ConfigureAwait(false);
        return packs;
    }

    /// <summary>A pack with its statement as issued, or null when there is none.</summary>
    public async Task<IssuedStatement?> ReadAsync(Guid organisation, Guid pack, CancellationToken cancellation)
    {
        IssuedStatement? issued = null;
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("pack", pack);
            },
            [new Question("Changes/Packs/Sql/Pack.sql", row => issued = new IssuedStatement(PackOf(row), TableArchive.Read(row.GetString(13)), row.GetString(12)))],
            cancellation).ConfigureAwait(false);
        return issued;
    }

    /// <summary>How a statement stands to the packs that were issued, or null where no pack meets it. A statement as known at an earlier batch has none.</summary>
    public Task<PackStanding?> StandingAsync(Guid organisation, StatementQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.AsKnownAt is null ? StandingAsync(organisation, query, null, cancellation) : Task.FromResult<PackStanding?>(null);
    }

    /// <summary>How a pack stands to the books as they are, or null for one that was withdrawn.</summary>
    public Task<PackStanding?> StandingAsync(Guid organisation, Pack pack, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return StandingAsync(organisation, pack.Query, pack.Id, cancellation);
    }

    /// <summary>Withdraws a pack: it stays to be read, marked as withdrawn, and its name is free again.</summary>
    /// <param name="organisation">Whose pack.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="version">The version that the decision was made on.</param>
    /// <param name="why">The reason.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <exception cref="ProblemException">Invalid: the reason is missing or too long. NotFound: there is no such pack. Stale: somebody withdrew it meanwhile.</exception>
    public Task<Pack> WithdrawAsync(Guid organisation, Guid pack, long version, string why, string by, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(why);
        why = why.Trim();
        if (why.Length is 0 or > LongestReason)
            throw Problem(ProblemKind.Invalid, "why", string.Create(CultureInfo.InvariantCulture, $"Say why it is withdrawn, in 1 to {LongestReason} characters."));
        return database.ChangeAsync(
            organisation,
            by,
            async connection =>
            {
                var now = await HeadAsync(connection, organisation, pack, cancellation).ConfigureAwait(false) ?? throw Problem(ProblemKind.NotFound, "id", "There is no such pack.");
                if (now.Version != version)
                {
                    throw new ProblemException(ProblemKind.Stale, now.Withdrawn is { } gone
                        ? $"This pack was withdrawn by {gone.By} already: {gone.Why}"
                        : "That is not the pack's version. Open it again.")
                    { Current = now };
                }

                if (now.Withdrawn is not null)
                    throw Problem(ProblemKind.Conflict, "id", "This pack is withdrawn already.");
                var at = database.Clock.GetUtcNow().ToUniversalTime();
                await using var command = Command(connection, "Changes/Packs/Sql/Withdraw.sql", organisation);
                command.Parameters.AddWithValue("pack", pack);
                command.Parameters.AddWithValue("version", version);
                command.Parameters.AddWithValue("now", at);
                command.Parameters.AddWithValue("by", by);
                command.Parameters.AddWithValue("why", why);
                if (await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 0)
                    throw new ProblemException(ProblemKind.Stale, "Somebody withdrew this pack at this moment. Open it again.");
                return now with { Version = version + 1, Withdrawn = new PackWithdrawal(at, by, why) };
            },
            cancellation);
    }

    private async Task<PackStanding?> StandingAsync(Guid organisation, StatementQuery query, Guid? pack, CancellationToken cancellation)
    {
        PackStanding? standing = null;
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("basis", (short)query.Basis);
                parameters.AddWithValue("from", query.Period.From);
                parameters.AddWithValue("to", query.Period.To);
                parameters.Add(new NpgsqlParameter("pack", NpgsqlDbType.Uuid) { Value = (object?)pack ?? DBNull.Value });
                parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)query.Project ?? DBNull.Value });
                parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = (object?)query.Phase ?? DBNull.Value });
            },
            [new Question("Changes/Packs/Sql/Standing.sql", row => standing = new PackStanding(PackOf(row), row.GetInt64(12) - 1, row.GetInt64(13), row.GetDecimal(14), row.GetInt64(15)))],
            cancellation).ConfigureAwait(false);
        return standing;
    }

    private static async Task<long> KeepAsync(NpgsqlConnection connection, Guid id, string name, Statement statement, int moneyDecimals, string issuedBy, CancellationToken cancellation)
    {
        var origin = statement.Provenance;
        var table = StatementTable.Of(statement, moneyDecimals);
        var issued = TimeZoneInfo.ConvertTime(origin.DrawnAt, origin.TimeZone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        table = table with { Head = table.Head with { Notes = [$"Issued as the pack \"{name}\" on {issued} by {issuedBy}: the figures as known then.", .. table.Head.Notes] } };

        await using var command = Command(connection, "Changes/Packs/Sql/Issue.sql", statement.Organisation.Id);
        var parameters = command.Parameters;
        parameters.AddWithValue("pack", id);
        parameters.AddWithValue("name", name);
        parameters.AddWithValue("batch", origin.Batch);
        parameters.AddWithValue("now", origin.DrawnAt.ToUniversalTime());
        parameters.AddWithValue("by", issuedBy);
        parameters.AddWithValue("basis", (short)statement.Query.Basis);
        parameters.AddWithValue("from", statement.Query.Period.From);
        parameters.AddWithValue("to", statement.Query.Period.To);
        parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)statement.Query.Project ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = (object?)statement.Query.Phase ?? DBNull.Value });
        parameters.AddWithValue("netProfit", statement.Summary(Section.NetProfit).Total);
        parameters.Add(new NpgsqlParameter("query", NpgsqlDbType.Jsonb) { Value = PackQuestion.Write(statement.Query) });
        parameters.AddWithValue("statement", Encoding.UTF8.GetString(StatementJson.Of(statement)));
        parameters.AddWithValue("drawn", TableArchive.Write(table));
        return (long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    private static async Task<Pack?> HeadAsync(NpgsqlConnection connection, Guid organisation, Guid pack, CancellationToken cancellation)
    {
        await using var command = Command(connection, "Changes/Packs/Sql/PackAlone.sql", organisation);
        command.Parameters.AddWithValue("pack", pack);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? PackOf(reader) : null;
    }

    private static async Task<T> ConflictAsync<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NameTaken })
        {
            throw Problem(ProblemKind.Conflict, "name", $"There is a pack named \"{name}\" already. Choose another name, or withdraw that pack first.");
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sqlFile, Guid organisation)
    {
        var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        return command;
    }

    // The first twelve columns of every question about packs.
    private static Pack PackOf(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetString(3),
        row.GetInt64(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetString(6),
        PackQuestion.Read(row.GetString(7)),
        row.GetDecimal(8))
    {
        Withdrawn = row.IsDBNull(9) ? null : new PackWithdrawal(row.GetFieldValue<DateTimeOffset>(9), row.GetString(10), row.GetString(11)),
    };

    private static ProblemException Problem(ProblemKind kind, string field, string message) => new(kind, message) { Field = field };
}
