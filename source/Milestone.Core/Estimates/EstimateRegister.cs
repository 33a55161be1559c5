using System.Globalization;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Estimates;

/// <summary>
/// The estimates of an organisation's projects. There is one current estimate for each project, phase and kind; a change closes it and adds the next
/// version, and a removal closes it for good, so that everything that was ever estimated can be read. Changes raise the data version and are audited.
/// </summary>
public sealed class EstimateRegister(MilestoneDatabase database)
{
    private const string OneCurrent = "estimate_current";

    /// <summary>The current estimates of a project, or of all projects.</summary>
    /// <param name="organisation">Whose estimates.</param>
    /// <param name="project">The project, or null for all.</param>
    /// <param name="history">Whether past versions are wanted too.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>By project, phase and kind, the newest first.</returns>
    public Task<IReadOnlyList<Estimate>> ListAsync(Guid organisation, Guid? project, bool history, CancellationToken cancellation) =>
        ReadAsync(organisation, project, null, history, cancellation);

    /// <summary>One estimate's versions, the newest first: its last version is the current one, unless the estimate was removed.</summary>
    /// <exception cref="ProblemException">NotFound: the project has no such estimate and never had.</exception>
    public async Task<IReadOnlyList<Estimate>> VersionsAsync(Guid organisation, Guid project, Guid estimate, CancellationToken cancellation) =>
        await ReadAsync(organisation, project, estimate, history: true, cancellation).ConfigureAwait(false) is { Count: > 0 } versions ? versions : throw Missing();

    /// <summary>Adds an estimate where there is none of its kind.</summary>
    /// <exception cref="ProblemException">
    /// Invalid: a field is missing or out of bounds. NotFound: there is no such project. Conflict: the place has a current estimate of the kind, which is <see cref="ProblemException.Current"/>.
    /// </exception>
    public async Task<Estimate> AddAsync(Guid organisation, string actor, EstimateEntry entry, CancellationToken cancellation) =>
        (await AddAllAsync(organisation, actor, [entry], cancellation).ConfigureAwait(false))[0];

    /// <summary>Adds several estimates, all of them or none: the plan of a new project.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public async Task<IReadOnlyList<Estimate>> AddAllAsync(Guid organisation, string actor, IReadOnlyList<EstimateEntry> entries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var wanted = entries.Select(entry => entry.Checked(isNew: true)).ToList();
        var (last, phase) = (new EstimateEntry(), "");
        try
        {
            return await database.ChangeAsync<IReadOnlyList<Estimate>>(
                organisation,
                actor,
                async connection =>
                {
                    var now = database.Now;
                    var added = new List<Estimate>();
                    foreach (var entry in wanted)
                    {
                        last = entry;
                        phase = (await Place.RequireAsync(connection, organisation, entry.Project, entry.Phase!.Value, cancellation).ConfigureAwait(false)).Phase;
                        added.Add(new Estimate(
                            entry.Id ?? Guid.CreateVersion7(now), 1, entry.Project, entry.Phase.Value, entry.Kind!.Value, entry.Amount!.Value, entry.Date!.Value, entry.Confidence!.Value, entry.Notes!, actor, now));
                        await InsertAsync(connection, organisation, added[^1], cancellation).ConfigureAwait(false);
                    }

                    return added;
                },
                cancellation).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            if (taken.ConstraintName != OneCurrent)
                throw new ProblemException(ProblemKind.Conflict, "There is an estimate with this id already. Leave the id out, or give another.", taken) { Field = "id" };
            var current = (await ListAsync(organisation, last.Project, history: false, cancellation).ConfigureAwait(false))
                .FirstOrDefault(one => one.Phase == last.Phase && one.Kind == last.Kind);
            throw new ProblemException(ProblemKind.Conflict, Taken(last.Kind!.Value, phase, current), taken) { Field = "kind", Current = current };
        }
    }

    /// <summary>Closes the current version and adds the next. What changes nothing adds no version.</summary>
    /// <param name="organisation">Whose estimate.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="estimate">Which.</param>
    /// <param name="version">The version that the change was made on.</param>
    /// <param name="entry">The estimate as it shall be; its phase and kind stay.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid, or NotFound: there is none, or it was removed. Stale: somebody else changed it, and <see cref="ProblemException.Current"/> is what there is now.</exception>
    public Task<Estimate> ChangeAsync(Guid organisation, string actor, Guid estimate, long version, EstimateEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var wanted = entry.Checked(isNew: false);
        return database.ChangeAsync(
            organisation,
            actor,
            async connection =>
            {
                var current = await LockAsync(connection, organisation, wanted.Project, estimate, version, cancellation).ConfigureAwait(false);
                if ((wanted.Phase ?? current.Phase) != current.Phase)
                    throw new ProblemException(ProblemKind.Invalid, "An estimate stays with its phase. Remove it, and add one to the other phase.") { Field = "phase" };
                if ((wanted.Kind ?? current.Kind) != current.Kind)
                    throw new ProblemException(ProblemKind.Invalid, "An estimate stays of its kind. Remove it, and add one of the other kind.") { Field = "kind" };
                var now = database.Now;
                var next = current with { Amount = wanted.Amount!.Value, Date = wanted.Date!.Value, Confidence = wanted.Confidence!.Value, Notes = wanted.Notes! };
                if (next == current)
                    return current;
                next = next with { Version = current.Version + 1, EnteredBy = actor, EnteredAt = now };
                await CloseAsync(connection, organisation, actor, current, now, cancellation).ConfigureAwait(false);
                await InsertAsync(connection, organisation, next, cancellation).ConfigureAwait(false);
                return next;
            },
            cancellation);
    }

    /// <summary>Closes an estimate for good. Its versions can still be read.</summary>
    /// <exception cref="ProblemException">NotFound: there is none, or it was removed. Stale: somebody else changed it since <paramref name="version"/>.</exception>
    public Task RemoveAsync(Guid organisation, string actor, Guid project, Guid estimate, long version, CancellationToken cancellation) => database.ChangeAsync(
        organisation,
        actor,
        async connection =>
        {
            var current = await LockAsync(connection, organisation, project, estimate, version, cancellation).ConfigureAwait(false);
            return await CloseAsync(connection, organisation, actor, current, database.Now, cancellation).ConfigureAwait(false);
        },
        cancellation);

    private Task<IReadOnlyList<Estimate>> ReadAsync(Guid organisation, Guid? project, Guid? estimate, bool history, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Estimates/Sql/estimates.sql",
        parameters => Choose(parameters, organisation, project, estimate, history),
        reader => reader.RowsAsync(Read, cancellation),
        cancellation);

    private static async Task<Estimate> LockAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid estimate, long version, CancellationToken cancellation)
    {
        await connection.RunAsync(
            "Estimates/Sql/estimate-lock.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("project", project);
                parameters.AddWithValue("estimate", estimate);
            },
            cancellation).ConfigureAwait(false);
        // Read when it is held: whoever had to wait sees what was done meanwhile.
        var versions = await connection.RowsAsync("Estimates/Sql/estimates.sql", parameters => Choose(parameters, organisation, project, estimate, history: true), Read, cancellation).ConfigureAwait(false);
        return versions switch
        {
            [] => throw Missing(),
            [{ ClosedBy: { } closedBy, ClosedAt: { } closedAt }, ..] => throw new ProblemException(
                ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"This estimate was removed by {closedBy} on {closedAt:d MMM yyyy}. Add a new one instead."))
            { Field = "id" },
            [var current, ..] when current.Version != version => throw new ProblemException(ProblemKind.Stale, "Somebody else changed this estimate since you opened it.") { Current = current },
            [var current, ..] => current,
        };
    }

    private static Task<int> CloseAsync(NpgsqlConnection connection, Guid organisation, string actor, Estimate current, DateTimeOffset now, CancellationToken cancellation) => connection.RunAsync(
        "Estimates/Sql/estimate-close.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("estimate", current.Id);
            parameters.AddWithValue("version", current.Version);
            parameters.AddWithValue("actor", actor);
            parameters.AddWithValue("now", now);
        },
        cancellation);

    private static Task<int> InsertAsync(NpgsqlConnection connection, Guid organisation, Estimate estimate, CancellationToken cancellation) => connection.RunAsync(
        "Estimates/Sql/estimate-add.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("estimate", estimate.Id);
            parameters.AddWithValue("version", estimate.Version);
            parameters.AddWithValue("project", estimate.Project);
            parameters.AddWithValue("phase", estimate.Phase);
            parameters.AddWithValue("kind", (short)estimate.Kind);
            parameters.AddWithValue("amount", estimate.Amount);
            parameters.AddWithValue("date", estimate.Date);
            parameters.AddWithValue("confidence", (short)estimate.Confidence);
            parameters.AddWithValue("notes", estimate.Notes);
            parameters.AddWithValue("actor", estimate.EnteredBy);
            parameters.AddWithValue("now", estimate.EnteredAt);
        },
        cancellation);

    private static void Choose(NpgsqlParameterCollection parameters, Guid organisation, Guid? project, Guid? estimate, bool history)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddOptional("project", NpgsqlDbType.Uuid, project);
        parameters.AddOptional("estimate", NpgsqlDbType.Uuid, estimate);
        parameters.AddWithValue("history", history);
    }

    private static Estimate Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetGuid(2),
        row.GetGuid(3),
        (EstimateKind)row.GetInt16(4),
        row.GetDecimal(5),
        row.GetFieldValue<DateOnly>(6),
        row.GetInt16(7),
        row.GetString(8),
        row.GetString(9),
        row.GetFieldValue<DateTimeOffset>(10))
    {
        ClosedBy = row.OptionalText(11),
        ClosedAt = row.Optional<DateTimeOffset>(12),
    };

    private static string Taken(EstimateKind kind, string phase, Estimate? current)
    {
        var what = kind switch
        {
            EstimateKind.Revenue => "a revenue estimate",
            EstimateKind.Materials => "a materials estimate",
            _ => "a cost estimate",
        };
        var amount = current is null ? "" : string.Create(CultureInfo.InvariantCulture, $" of {current.Amount:#,##0.00}");
        return $"There is {what}{amount} for {(phase.Length == 0 ? "the project as a whole" : phase)} already. Change that one, or remove it first.";
    }

    private static ProblemException Missing() => new(ProblemKind.NotFound, "The project has no such estimate. Its estimates list those there are.") { Field = "id" };
}
