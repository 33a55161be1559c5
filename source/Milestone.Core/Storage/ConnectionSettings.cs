using System.Data.Common;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>A connection string, and the roles it is used in.</summary>
internal sealed class ConnectionSettings
{
    // Long enough for a server that is busy, short enough for a person who mistyped a host.
    private const int ConnectSeconds = 5;

    private const int RecheckSeconds = 1;

    private const int MostPrepared = 50;

    // More at once than this wait their turn here: inside PostgreSQL they would only take each other's processors and memory.
    private const int MostConnections = 24;

    private readonly NpgsqlConnectionStringBuilder settings;

    private ConnectionSettings(NpgsqlConnectionStringBuilder settings) => this.settings = settings;

    /// <summary>Where it leads, for messages: host, port and database, never the password.</summary>
    public string Target => $"{settings.Host}:{settings.Port}, database \"{settings.Database ?? settings.Username}\"";

    /// <summary>The login it names.</summary>
    public string Login => settings.Username ?? "";

    /// <exception cref="ProblemException">Invalid: it cannot be understood, or names no host.</exception>
    public static ConnectionSettings Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Unusable(failure);
        }

        if (string.IsNullOrWhiteSpace(settings.Host))
            throw Unusable(null);
        // Npgsql's own builder says of every setting that it contains it; the general one knows what was written.
        var written = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!written.ContainsKey("Timeout"))
            settings.Timeout = ConnectSeconds;
        if (!written.ContainsKey("Maximum Pool Size") && !written.ContainsKey("MaxPoolSize"))
            settings.MaxPoolSize = MostConnections;
        // Of several hosts Npgsql remembers for ten seconds which may write: too long when one has just been promoted.
        if (settings.Host.Contains(',', StringComparison.Ordinal) && !written.ContainsKey("Host Recheck Seconds"))
            settings.HostRecheckSeconds = RecheckSeconds;
        settings.ApplicationName ??= "milestone";
        return new ConnectionSettings(settings);
    }

    /// <summary>As the login itself, for what only it may do: creating roles.</summary>
    public string AsLogin() => settings.ConnectionString;

    /// <summary>As milestone_owner, for migrations; not pooled, so that nothing with the owner's rights stays open behind them.</summary>
    public string AsOwner() => AsRole("milestone_owner", pooled: false);

    /// <summary>
    /// As milestone_app, for everything else: no DDL, and the policies hold whatever the login is. Without the just-in-time compiler, which takes
    /// longer (38 ms, measured) than the statements it would speed up, and with the statements prepared by themselves once they are seen to recur.
    /// What is read is in memory or on a solid disk, where a page found by index costs what the next one does; else a hundred documents are read by reading all.
    /// What is asked together sees one state of the database; writers, who take turns under a lock, ask for read committed.
    /// </summary>
    public string AsApp()
    {
        var app = new NpgsqlConnectionStringBuilder(AsRole(@"milestone_app -c jit=off -c default_transaction_isolation=repeatable\ read -c random_page_cost=1.1", settings.Pooling));
        if (app.MaxAutoPrepare == 0)
            app.MaxAutoPrepare = MostPrepared;
        return app.ConnectionString;
    }

    /// <summary>As milestone_app, for the one connection that hears of changes; not pooled, because it is never given back.</summary>
    public string AsListener() => new NpgsqlConnectionStringBuilder(AsRole("milestone_app", pooled: false)) { ApplicationName = ChangeListener.ConnectionName }.ConnectionString;

    private string AsRole(string role, bool pooled) =>
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Options = $"{settings.Options} -c role={role}".Trim(), Pooling = pooled }.ConnectionString;

    private static ProblemException Unusable(Exception? cause) => new(
        ProblemKind.Invalid,
        "The connection string cannot be used. Set ConnectionStrings__Milestone to something like \"Host=127.0.0.1;Port=5432;Database=milestone;Username=postgres;Password=...\".",
        cause);
}
