namespace Milestone.Core.Storage;

/// <summary>Brings a database to the schema this program was built for. Runs as milestone_owner, under an advisory lock.</summary>
public static class Migrator
{
    /// <summary>Applies what is pending, each script in a transaction of its own; a dry run only says what it would do.</summary>
    /// <exception cref="ProblemException">The database does not answer, or the login may not create the roles.</exception>
    public static Task<MigrationReport> MigrateAsync(string connectionString, bool dryRun, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>What a migration did, or would do.</summary>
/// <param name="Applied">The scripts applied, or that a dry run would apply, in order.</param>
/// <param name="AlreadyApplied">How many were there before.</param>
/// <param name="DryRun">Whether nothing was changed.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int AlreadyApplied, bool DryRun);
