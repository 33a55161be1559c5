using System.Net.Sockets;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>What the database's refusals mean to a person. Codes decide, never the text of a message.</summary>
internal static class DatabaseProblem
{
    private const string UndefinedRole = "22023"; // invalid_parameter_value: SET role to one that is not there

    /// <summary>The problem a failure amounts to, or null when it is a defect and not something a person can put right.</summary>
    public static ProblemException? From(Exception failure, ConnectionSettings settings)
    {
        var message = failure switch
        {
            ProblemException => null,
            PostgresException postgres => Refusal(postgres, settings),
            NpgsqlException { InnerException: SocketException or TimeoutException or IOException } => Silence(settings),
            NpgsqlException { IsTransient: true } => Silence(settings),
            NpgsqlException { InnerException: null } => Silence(settings),
            SocketException or TimeoutException => Silence(settings),
            _ => null,
        };
        return message is null ? null : new ProblemException(ProblemKind.Unavailable, message, failure);
    }

    private static string Silence(ConnectionSettings settings) =>
        $"PostgreSQL does not answer at {settings.Target}. Start it, or point ConnectionStrings__Milestone at one that runs.";

    private static string? Refusal(PostgresException refusal, ConnectionSettings settings) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL refuses the login \"{settings.Login}\" at {settings.Target}. Check the user name and password in ConnectionStrings__Milestone.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"There is no such database at {settings.Target}. Create it, or name another in ConnectionStrings__Milestone.",
        UndefinedRole or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction =>
            $"The database at {settings.Target} does not have Milestone's schema. Run the command migrate.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The login \"{settings.Login}\" lacks a right at {settings.Target}: {refusal.MessageText}. Run the command migrate with an owner's login, once, so that it may act as milestone_app.",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL at {settings.Target} has no connection to spare. Lower Maximum Pool Size in ConnectionStrings__Milestone, or raise max_connections.",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            $"PostgreSQL at {settings.Target} is starting or stopping. Try again in a moment.",
        _ => null,
    };
}
