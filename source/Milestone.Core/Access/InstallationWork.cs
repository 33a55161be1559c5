using System.Data;
using System.Text.Json;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>Work on what belongs to no organisation: users, sessions, keys. It goes through the database's functions, which the reader's scope does not bind.</summary>
internal static class InstallationWork
{
    /// <summary>A change that the audit log has under who made it, and that this host hears of at once.</summary>
    public static async Task<T> ChangeAsync<T>(this MilestoneDatabase database, string actor, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        // Whoever signs in sees nothing yet; the functions say what may be done.
        using var scope = ReaderScope.Everything.Begin();
        return await database.WriteAsync(AuditLog.Installation, actor, work, cancellation).ConfigureAwait(false);
    }

    /// <summary>A note of something that changes nothing that is known: an attempt, the use of a session. Those at once take turns.</summary>
    public static Task<T> NoteAsync<T>(this MilestoneDatabase database, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) => database.AskAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
            var result = await work(connection).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return result;
        },
        cancellation);

    /// <summary>The value that a function answers; the default of its type for null.</summary>
    public static async Task<T?> ValueAsync<T>(this NpgsqlConnection connection, string sqlFile, Action<NpgsqlParameterCollection> parameters, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        parameters(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false) && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    /// <summary>Bytes that may be absent.</summary>
    public static void AddBytes(this NpgsqlParameterCollection parameters, string name, byte[]? value) => parameters.AddOptional(name, NpgsqlDbType.Bytea, value);

    /// <summary>The places that memberships_of answers.</summary>
    public static IReadOnlyList<Membership> Places(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(place => new Membership(
                place.GetProperty("organisation").GetGuid(),
                (Role)place.GetProperty("role").GetInt32(),
                place.GetProperty("projects") is { ValueKind: JsonValueKind.Array } projects ? [.. projects.EnumerateArray().Select(one => one.GetGuid())] : null)),
        ];
    }

    /// <summary>The words of a database's answer as an exception.</summary>
    public static void Check(string? outcome)
    {
        switch (outcome)
        {
            case "done":
                return;
            case "last owner":
                throw new ProblemException(ProblemKind.Conflict, "This is the last administrator of the installation. Make somebody else one first.") { Field = "user" };
            default:
                throw new ProblemException(ProblemKind.NotFound, "There is no such user.") { Field = "user" };
        }
    }
}
