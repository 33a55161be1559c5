using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>A database that a backup is restored into: it must be empty, and it gets the roles that the backup's rights name.</summary>
public static class RestoreTarget
{
    /// <summary>Makes it ready, or refuses it. Nothing is changed but that the server has Milestone's roles.</summary>
    /// <param name="connectionString">A superuser's, or that of a login that may create roles and owns the database.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ProblemException">Conflict: it is not empty. Unavailable: it does not answer.</exception>
    public static async Task PrepareAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        try
        {
            await using var connection = new NpgsqlConnection(settings.AsLogin());
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using (var relations = new NpgsqlCommand(SqlText.Of("Storage/Backups/relations.sql"), connection))
            {
                if (await relations.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is long and > 0)
                    throw new ProblemException(ProblemKind.Conflict, $"The database at {settings.Target} is not empty, and nothing in it is overwritten. Create a new one, and restore into that.");
            }

            await using var roles = new NpgsqlCommand(SqlText.Of("Storage/Roles.sql"), connection);
            await roles.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseProblem.From(failure, settings) is { } problem)
        {
            throw problem;
        }
    }
}
