using Milestone.Core.Estimates;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Projects;

/// <summary>What people say of projects that Xero does not know. Changes raise the data version and are audited with what was there before.</summary>
public sealed class ProjectSettingsRegister(MilestoneDatabase database)
{
    /// <summary>The settings of every project that somebody has described.</summary>
    public Task<IReadOnlyList<ProjectSettings>> ListAsync(Guid organisation, CancellationToken cancellation) => ReadAsync(organisation, null, cancellation);

    /// <summary>The settings of one project: at version 0, with nothing in them, where nobody has described it.</summary>
    public async Task<ProjectSettings> GetAsync(Guid organisation, Guid project, CancellationToken cancellation) =>
        await ReadAsync(organisation, project, cancellation).ConfigureAwait(false) is [var found] ? found : new ProjectSettings(project);

    /// <summary>Saves all settings of a project. What changes nothing makes no version.</summary>
    /// <param name="organisation">Whose project.</param>
    /// <param name="actor">Who saves.</param>
    /// <param name="project">Which.</param>
    /// <param name="version">The version that the change was made on; 0 where there is none yet.</param>
    /// <param name="entry">The settings as they shall be.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid, or NotFound: there is no such project. Stale: somebody else changed them, and <see cref="ProblemException.Current"/> is what there is now.</exception>
    public Task<ProjectSettings> SaveAsync(Guid organisation, string actor, Guid project, long version, ProjectSettingsEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var wanted = entry.Checked(project);
        return database.ChangeAsync(
            organisation,
            actor,
            async connection =>
            {
                await Place.RequireAsync(connection, organisation, project, Guid.Empty, cancellation).ConfigureAwait(false);
                var now = database.Now;
                var before = await CurrentAsync(connection, organisation, project, cancellation).ConfigureAwait(false);
                if (before is not null && before.Version == version && wanted with { Version = version, ChangedBy = before.ChangedBy, ChangedAt = before.ChangedAt } == before)
                    return before;
                var written = await connection.RunAsync(
                    version == 0 ? "Projects/Settings/Sql/settings-add.sql" : "Projects/Settings/Sql/settings-change.sql",
                    parameters => Write(parameters, organisation, actor, wanted, version, now),
                    cancellation).ConfigureAwait(false);
                return written == 1
                    ? wanted with { Version = version + 1, ChangedBy = actor, ChangedAt = now }
                    : throw new ProblemException(ProblemKind.Stale, "Somebody else changed these settings since you opened them.")
                    {
                        Current = await CurrentAsync(connection, organisation, project, cancellation).ConfigureAwait(false) ?? new ProjectSettings(project),
                    };
            },
            cancellation);
    }

    private Task<IReadOnlyList<ProjectSettings>> ReadAsync(Guid organisation, Guid? project, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Projects/Settings/Sql/settings.sql",
        parameters => Choose(parameters, organisation, project),
        reader => reader.RowsAsync(Read, cancellation),
        cancellation);

    private static async Task<ProjectSettings?> CurrentAsync(NpgsqlConnection connection, Guid organisation, Guid project, CancellationToken cancellation) =>
        await connection.RowsAsync("Projects/Settings/Sql/settings.sql", parameters => Choose(parameters, organisation, project), Read, cancellation).ConfigureAwait(false) is [var found] ? found : null;

    private static void Choose(NpgsqlParameterCollection parameters, Guid organisation, Guid? project)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddOptional("project", NpgsqlDbType.Uuid, project);
    }

    private static void Write(NpgsqlParameterCollection parameters, Guid organisation, string actor, ProjectSettings settings, long version, DateTimeOffset now)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("project", settings.Project);
        parameters.AddWithValue("version", version);
        parameters.AddWithValue("client", settings.Client);
        parameters.AddWithValue("status", (short)settings.Status);
        parameters.AddOptional("start", NpgsqlDbType.Date, settings.StartDate);
        parameters.AddOptional("end", NpgsqlDbType.Date, settings.EndDate);
        parameters.AddWithValue("manager", settings.Manager);
        parameters.AddOptional("contractSum", NpgsqlDbType.Numeric, settings.ContractSum);
        parameters.AddWithValue("outputMethod", settings.OutputMethod);
        parameters.AddWithValue("notes", settings.Notes);
        parameters.AddWithValue("actor", actor);
        parameters.AddWithValue("now", now);
    }

    private static ProjectSettings Read(NpgsqlDataReader row) => new(row.GetGuid(0))
    {
        Version = row.GetInt64(1),
        Client = row.GetString(2),
        Status = (ProjectStatus)row.GetInt16(3),
        StartDate = row.Optional<DateOnly>(4),
        EndDate = row.Optional<DateOnly>(5),
        Manager = row.GetString(6),
        ContractSum = row.Optional<decimal>(7),
        OutputMethod = row.GetBoolean(8),
        Notes = row.GetString(9),
        ChangedBy = row.GetString(10),
        ChangedAt = row.Optional<DateTimeOffset>(11),
    };
}
