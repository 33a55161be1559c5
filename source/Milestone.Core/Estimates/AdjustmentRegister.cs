using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Estimates;

/// <summary>
/// What customers paid suppliers direct, and what suppliers paid back, where Xero knows nothing of it. Changes raise the data version and are audited
/// with what was there before; a removed adjustment is in the audit log only.
/// </summary>
public sealed class AdjustmentRegister(MilestoneDatabase database)
{
    /// <summary>The adjustments of a project, or of all projects, by project and date.</summary>
    public Task<IReadOnlyList<Adjustment>> ListAsync(Guid organisation, Guid? project, CancellationToken cancellation) =>
        ReadAsync(organisation, project, null, cancellation);

    /// <summary>One adjustment.</summary>
    /// <exception cref="ProblemException">NotFound: the project has no such adjustment.</exception>
    public async Task<Adjustment> GetAsync(Guid organisation, Guid project, Guid adjustment, CancellationToken cancellation) =>
        await ReadAsync(organisation, project, adjustment, cancellation).ConfigureAwait(false) is [var found] ? found : throw Missing();

    /// <summary>Adds an adjustment.</summary>
    /// <exception cref="ProblemException">Invalid: a field is missing or out of bounds. NotFound: there is no such project. Conflict: the id it brings is taken.</exception>
    public async Task<Adjustment> AddAsync(Guid organisation, string actor, AdjustmentEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var wanted = entry.Checked(Latest);
        try
        {
            return await database.ChangeAsync(
                organisation,
                actor,
                async connection =>
                {
                    await Place.RequireAsync(connection, organisation, wanted.Project, wanted.Phase!.Value, cancellation).ConfigureAwait(false);
                    var added = Of(wanted, wanted.Id ?? Guid.CreateVersion7(database.Now), 1, actor);
                    await WriteAsync(connection, "Estimates/Sql/adjustment-add.sql", organisation, added, cancellation).ConfigureAwait(false);
                    return added;
                },
                cancellation).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ProblemException(ProblemKind.Conflict, "There is an adjustment with this id already. Leave the id out, or give another.", taken) { Field = "id" };
        }
    }

    /// <summary>Changes an adjustment. What changes nothing makes no version.</summary>
    /// <param name="organisation">Whose adjustment.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="adjustment">Which.</param>
    /// <param name="version">The version that the change was made on.</param>
    /// <param name="entry">The adjustment as it shall be; it stays with its project.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid, or NotFound: there is none, or it was removed. Stale: somebody else changed it, and <see cref="ProblemException.Current"/> is what there is now.</exception>
    public Task<Adjustment> ChangeAsync(Guid organisation, string actor, Guid adjustment, long version, AdjustmentEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var wanted = entry.Checked(Latest);
        return database.ChangeAsync(
            organisation,
            actor,
            async connection =>
            {
                var current = await LockAsync(connection, organisation, wanted.Project, adjustment, version, cancellation).ConfigureAwait(false);
                await Place.RequireAsync(connection, organisation, wanted.Project, wanted.Phase!.Value, cancellation).ConfigureAwait(false);
                var next = Of(wanted, adjustment, current.Version + 1, actor);
                if (next with { Version = current.Version, EnteredBy = current.EnteredBy, EnteredAt = current.EnteredAt } == current)
                    return current;
                await WriteAsync(connection, "Estimates/Sql/adjustment-change.sql", organisation, next, cancellation).ConfigureAwait(false);
                return next;
            },
            cancellation);
    }

    /// <summary>Removes an adjustment.</summary>
    /// <exception cref="ProblemException">NotFound: there is none, or it was removed. Stale: somebody else changed it since <paramref name="version"/>.</exception>
    public Task RemoveAsync(Guid organisation, string actor, Guid project, Guid adjustment, long version, CancellationToken cancellation) => database.ChangeAsync(
        organisation,
        actor,
        async connection =>
        {
            await LockAsync(connection, organisation, project, adjustment, version, cancellation).ConfigureAwait(false);
            return await connection.RunAsync("Estimates/Sql/adjustment-remove.sql", parameters => Key(parameters, organisation, project, adjustment), cancellation).ConfigureAwait(false);
        },
        cancellation);

    // An organisation's own day may be a day ahead of UTC's.
    private DateOnly Latest => DateOnly.FromDateTime(database.Now.UtcDateTime).AddDays(1);

    private Adjustment Of(AdjustmentEntry entry, Guid id, long version, string actor) => new(
        id, version, entry.Kind!.Value, entry.Project, entry.Phase!.Value, entry.Date!.Value, entry.Amount!.Value, entry.Tax!.Value, entry.Supplier!, entry.Reference!, entry.Description!, actor, database.Now);

    private Task<IReadOnlyList<Adjustment>> ReadAsync(Guid organisation, Guid? project, Guid? adjustment, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Estimates/Sql/adjustments.sql",
        parameters => Choose(parameters, organisation, project, adjustment),
        reader => reader.RowsAsync(Read, cancellation),
        cancellation);

    private static async Task<Adjustment> LockAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid adjustment, long version, CancellationToken cancellation)
    {
        await connection.RunAsync("Estimates/Sql/adjustment-lock.sql", parameters => Key(parameters, organisation, project, adjustment), cancellation).ConfigureAwait(false);
        // Read when it is held: whoever had to wait sees what was done meanwhile.
        var held = await connection.RowsAsync("Estimates/Sql/adjustments.sql", parameters => Choose(parameters, organisation, project, adjustment), Read, cancellation).ConfigureAwait(false);
        if (held is not [var current])
            throw Missing();
        return current.Version == version ? current : throw new ProblemException(ProblemKind.Stale, "Somebody else changed this adjustment since you opened it.") { Current = current };
    }

    private static Task<int> WriteAsync(NpgsqlConnection connection, string sqlFile, Guid organisation, Adjustment adjustment, CancellationToken cancellation) => connection.RunAsync(
        sqlFile,
        parameters =>
        {
            Key(parameters, organisation, adjustment.Project, adjustment.Id);
            parameters.AddWithValue("version", adjustment.Version);
            parameters.AddWithValue("kind", (short)adjustment.Kind);
            parameters.AddWithValue("phase", adjustment.Phase);
            parameters.AddWithValue("date", adjustment.Date);
            parameters.AddWithValue("amount", adjustment.Amount);
            parameters.AddWithValue("tax", adjustment.Tax);
            parameters.AddWithValue("supplier", adjustment.Supplier);
            parameters.AddWithValue("reference", adjustment.Reference);
            parameters.AddWithValue("description", adjustment.Description);
            parameters.AddWithValue("actor", adjustment.EnteredBy);
            parameters.AddWithValue("now", adjustment.EnteredAt);
        },
        cancellation);

    private static void Choose(NpgsqlParameterCollection parameters, Guid organisation, Guid? project, Guid? adjustment)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddOptional("project", NpgsqlDbType.Uuid, project);
        parameters.AddOptional("adjustment", NpgsqlDbType.Uuid, adjustment);
    }

    private static void Key(NpgsqlParameterCollection parameters, Guid organisation, Guid project, Guid adjustment)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("project", project);
        parameters.AddWithValue("adjustment", adjustment);
    }

    private static Adjustment Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        (AdjustmentKind)row.GetInt16(2),
        row.GetGuid(3),
        row.GetGuid(4),
        row.GetFieldValue<DateOnly>(5),
        row.GetDecimal(6),
        row.GetDecimal(7),
        row.GetString(8),
        row.GetString(9),
        row.GetString(10),
        row.GetString(11),
        row.GetFieldValue<DateTimeOffset>(12));

    private static ProblemException Missing() => new(ProblemKind.NotFound, "The project has no such adjustment. It may have been removed; the list has those there are.") { Field = "id" };
}
