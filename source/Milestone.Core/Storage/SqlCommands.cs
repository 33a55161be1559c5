using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Storage;

/// <summary>One statement of a file on a connection whose transaction is under way.</summary>
internal static class SqlCommands
{
    /// <summary>The rows of a statement's answer.</summary>
    public static async Task<IReadOnlyList<T>> RowsAsync<T>(
        this NpgsqlConnection connection, string sqlFile, Action<NpgsqlParameterCollection> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        parameters(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await reader.RowsAsync(read, cancellation).ConfigureAwait(false);
    }

    /// <summary>The rows of the answer in view.</summary>
    public static async Task<IReadOnlyList<T>> RowsAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs a statement; how many rows it changed.</summary>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sqlFile, Action<NpgsqlParameterCollection> parameters, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        parameters(command.Parameters);
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A parameter that may be absent, and so must say its type.</summary>
    public static void AddOptional(this NpgsqlParameterCollection parameters, string name, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    /// <summary>A value of a column that may be empty.</summary>
    public static T? Optional<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    /// <summary>A text of a column that may be empty.</summary>
    public static string? OptionalText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
