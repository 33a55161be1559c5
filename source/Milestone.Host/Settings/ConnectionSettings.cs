using System.Data.Common;
using Milestone.Core;
using Npgsql;

namespace Milestone.Host.Settings;

/// <summary>How to reach PostgreSQL.</summary>
internal static class ConnectionSettings
{
    public const string Variable = "ConnectionStrings__Milestone";

    private const string Example = "Host=127.0.0.1;Port=5432;Database=milestone;Username=milestone;Password=...";

    // A command must say within ten seconds that nothing answers; PostgreSQL's own default would wait fifteen.
    private const int ConnectSeconds = 5;

    /// <summary>The settings that every command has: the environment.</summary>
    public static IConfiguration Environment() => new ConfigurationBuilder()
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables()
        .Build();

    /// <summary>The connection string, with a connect timeout where it names none.</summary>
    /// <exception cref="ProblemException">It is missing or cannot be understood.</exception>
    public static string Read(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Milestone") is not { Length: > 0 } text)
            throw new ProblemException(ProblemKind.Invalid, $"No database is configured. Set the variable {Variable}, for example to '{Example}'.") { Field = Variable };
        try
        {
            var given = new DbConnectionStringBuilder { ConnectionString = text };
            var settings = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(settings.Host))
                throw new ProblemException(ProblemKind.Invalid, $"{Variable} names no Host. Write it as in '{Example}'.") { Field = Variable };
            if (!given.ContainsKey("Timeout"))
                settings.Timeout = ConnectSeconds;
            return settings.ConnectionString;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidCastException)
        {
            // The parser's own words may quote a password, so they are not passed on.
            throw new ProblemException(ProblemKind.Invalid, $"{Variable} cannot be understood. Write it as in '{Example}'.", problem) { Field = Variable };
        }
    }

    /// <summary>Where a connection string leads, without its secrets: host:port, database x.</summary>
    public static string Destination(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}, database {settings.Database ?? settings.Username}");
    }
}
