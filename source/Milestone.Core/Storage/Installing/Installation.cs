using Npgsql;

namespace Milestone.Core.Storage.Installing;

/// <summary>
/// What a new server lacks before anything can migrate: the database, the roles, and two logins, of which one migrates and one serves. Done once by the
/// server's administrator; safe to repeat, and takes over a new password.
/// </summary>
public static class Installation
{
    /// <summary>Makes what is missing.</summary>
    /// <param name="administrator">A login that may create databases and roles. Its database is only the door.</param>
    /// <param name="owner">The login that migrates, with its password; it names the database.</param>
    /// <param name="app">The login that serves, with its password; the same database.</param>
    /// <param name="cancellation">Ends it between two statements.</param>
    /// <returns>Whether the database was made.</returns>
    /// <exception cref="ProblemException">Invalid: the strings do not fit together. Unavailable: the server does not answer, or refuses.</exception>
    public static async Task<bool> PrepareAsync(string administrator, string owner, string app, CancellationToken cancellation)
    {
        var admin = ConnectionSettings.Parse(administrator);
        var (migrates, serves) = (Parts(owner, "ConnectionStrings__MilestoneOwner"), Parts(app, "ConnectionStrings__Milestone"));
        if (migrates.Database != serves.Database)
            throw Unfit($"the two logins are of different databases, {migrates.Database} and {serves.Database}", "ConnectionStrings__Milestone");
        if (migrates.Username == serves.Username || migrates.Username == admin.Login || serves.Username == admin.Login)
            throw Unfit("the administrator, the login that migrates and the one that serves must be three", "ConnectionStrings__Milestone");
        try
        {
            var made = await MakeDatabaseAsync(admin.AsLogin(), migrates.Database!, cancellation).ConfigureAwait(false);
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(admin.AsLogin()) { Database = migrates.Database, Pooling = false }.ConnectionString);
            await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await connection.RunAsync("Storage/Roles.sql", _ => { }, cancellation).ConfigureAwait(false);
            await connection.RunAsync("Storage/Installing/LoginNames.sql", names =>
            {
                names.AddWithValue("owner_login", migrates.Username!);
                names.AddWithValue("owner_password", migrates.Password!);
                names.AddWithValue("app_login", serves.Username!);
                names.AddWithValue("app_password", serves.Password!);
            }, cancellation).ConfigureAwait(false);
            await connection.RunAsync("Storage/Installing/Logins.sql", _ => { }, cancellation).ConfigureAwait(false);
            return made;
        }
        catch (Exception failure) when (DatabaseProblem.From(failure, admin) is { } problem)
        {
            throw problem;
        }
    }

    private static async Task<bool> MakeDatabaseAsync(string administrator, string name, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(administrator) { Pooling = false }.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var statements = await connection.RowsAsync("Storage/Installing/MissingDatabase.sql", parameters => parameters.AddWithValue("name", name), row => row.GetString(0), cancellation).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
        return statements.Count > 0;
    }

    private static NpgsqlConnectionStringBuilder Parts(string connectionString, string variable)
    {
        var parts = new NpgsqlConnectionStringBuilder(ConnectionSettings.Parse(connectionString).AsLogin());
        return string.IsNullOrEmpty(parts.Username) || string.IsNullOrEmpty(parts.Password) || string.IsNullOrEmpty(parts.Database)
            ? throw Unfit("it must name a database, a user and a password, since those are what is made", variable)
            : parts;
    }

    private static ProblemException Unfit(string why, string variable) => new(ProblemKind.Invalid, $"Nothing was made: {why}. See {variable}.") { Field = variable };
}
