using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Auditing;

/// <summary>Forgets what rows of the audit log say, without breaking the chain: that they stood there, when, and what they were about stays.</summary>
public sealed class AuditErasing(MilestoneDatabase database)
{
    /// <summary>Erases what was written by a person or names the person, in one chain.</summary>
    /// <param name="organisation">Whose chain; <see cref="AuditLog.Installation"/> for the installation's own.</param>
    /// <param name="person">The person, as the log has the name: the actor of a row, or a whole value in what was written.</param>
    /// <param name="actor">Who erases.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Which rows were erased; perhaps none.</returns>
    public Task<AuditErasure> ErasePersonAsync(Guid organisation, string person, string actor, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        return EraseAsync(
            organisation,
            actor,
            "a person's request",
            async connection => await connection.RowsAsync(
                "Auditing/Sql/rows-of-person.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("person", person);
                },
                Row,
                cancellation).ConfigureAwait(false),
            cancellation);
    }

    /// <summary>Erases again what a list says was erased before, after a copy from before that was restored. A row that only has the number of one of them is left alone.</summary>
    /// <returns>What was erased now, and which rows were passed over; one that says nothing already is neither.</returns>
    public Task<AuditErasure> EraseAgainAsync(AuditErasure before, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(before);
        return EraseAsync(before.Organisation, actor, "erased before a restore", _ => Task.FromResult(before.Rows), cancellation);
    }

    /// <summary>Everything that was erased in one chain.</summary>
    public Task<AuditErasure> ListAsync(Guid organisation, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Auditing/Sql/erasures.sql",
        parameters => parameters.AddWithValue("organisation", organisation),
        async reader => new AuditErasure(organisation, await reader.RowsAsync(Row, cancellation).ConfigureAwait(false)),
        cancellation);

    private Task<AuditErasure> EraseAsync(Guid organisation, string actor, string why, Func<NpgsqlConnection, Task<IReadOnlyList<ErasedRow>>> find, CancellationToken cancellation) => database.WriteAsync(
        organisation,
        actor,
        async connection =>
        {
            var wanted = await find(connection).ConfigureAwait(false);
            if (wanted.Count == 0)
                return new AuditErasure(organisation, []);
            var outcomes = await connection.RowsAsync(
                "Auditing/Sql/erase.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("rows", NpgsqlDbType.Array | NpgsqlDbType.Bigint, wanted.Select(row => row.Seq).ToArray());
                    parameters.AddWithValue("digests", NpgsqlDbType.Array | NpgsqlDbType.Bytea, wanted.Select(row => Convert.FromHexString(row.Digest)).ToArray());
                    parameters.AddWithValue("at", database.Now);
                    parameters.AddWithValue("actor", actor);
                    parameters.AddWithValue("why", why);
                },
                row => (Row: Row(row), Outcome: row.GetString(2)),
                cancellation).ConfigureAwait(false);
            return new AuditErasure(organisation, [.. outcomes.Where(one => one.Outcome == "erased").Select(one => one.Row)])
            {
                PassedOver = [.. outcomes.Where(one => one.Outcome == "other").Select(one => one.Row.Seq)],
            };
        },
        cancellation);

    private static ErasedRow Row(NpgsqlDataReader row) => new(row.GetInt64(0), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)));
}
