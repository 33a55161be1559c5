using System.Net.Sockets;
using Milestone.Core;
using Milestone.Host.Settings;
using Npgsql;

namespace Milestone.Host.Problems;

/// <summary>What went wrong at the database, in words that say what to do. Codes: PostgreSQL's appendix A.</summary>
internal static class DatabaseProblem
{
    /// <summary>The failure as a problem, or null when it is not of the database's doing.</summary>
    public static ProblemException? Of(Exception failure, string connectionString)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException refusal)
                return Refused(refusal, connectionString);
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException or TimeoutException or NpgsqlException)
                return Unreachable(connectionString, failure);
        }

        return null;
    }

    private static ProblemException Unreachable(string connectionString, Exception cause) => new(
        ProblemKind.Unavailable,
        $"PostgreSQL does not answer at {ConnectionSettings.Destination(connectionString)}. Start it, or correct {ConnectionSettings.Variable}.",
        cause);

    private static ProblemException? Refused(PostgresException refusal, string connectionString)
    {
        var destination = ConnectionSettings.Destination(connectionString);
        return refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Unavailable(
                $"PostgreSQL at {destination} refuses the user name or password. Correct them in {ConnectionSettings.Variable}."),
            PostgresErrorCodes.InvalidCatalogName => Unavailable(
                $"There is no such database at {destination}. Create it (createdb), or correct {ConnectionSettings.Variable}."),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.UndefinedFunction => SchemaMissing(),
            // A connection is opened with role=milestone_app, which only a migration creates.
            PostgresErrorCodes.InvalidParameterValue when refusal.MessageText.Contains("role", StringComparison.Ordinal) => SchemaMissing(),
            PostgresErrorCodes.InsufficientPrivilege => Unavailable(
                $"The user of {ConnectionSettings.Variable} may not do this at {destination}. Run migrate as a superuser once, or grant it the role milestone_app."),
            PostgresErrorCodes.TooManyConnections => Unavailable(
                $"PostgreSQL at {destination} has no connection left. Try again in a moment, or raise its max_connections."),
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => Unavailable(
                $"PostgreSQL at {destination} is starting or stopping. Try again in a moment."),
            PostgresErrorCodes.DiskFull => Unavailable($"PostgreSQL at {destination} has run out of disk space. Free some and try again; nothing was half-done."),
            _ => null,
        };

        ProblemException SchemaMissing() => Unavailable($"The database at {destination} does not have the tables of this version. Run the migrate command first.");
        ProblemException Unavailable(string message) => new(ProblemKind.Unavailable, message, refusal);
    }
}
