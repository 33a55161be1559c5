using Milestone.Core;

namespace Milestone.Host.Settings;

/// <summary>How to reach PostgreSQL, as the environment says.</summary>
internal static class ConnectionSettings
{
    private const string Example = "Host=127.0.0.1;Port=5432;Database=milestone;Username=milestone;Password=...";

    /// <summary>The settings that every command has.</summary>
    public static IConfiguration Environment() => new ConfigurationBuilder()
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables()
        .Build();

    /// <summary>The connection string; whoever opens it checks it.</summary>
    /// <exception cref="ProblemException">Invalid: there is none.</exception>
    public static string Read(IConfiguration configuration) => configuration.GetConnectionString("Milestone") is { Length: > 0 } text
        ? text
        : throw new ProblemException(ProblemKind.Invalid, $"No database is configured. Set the variable ConnectionStrings__Milestone, for example to '{Example}'.") { Field = "ConnectionStrings__Milestone" };
}
