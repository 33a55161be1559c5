using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Estimates;

/// <summary>How far the phases of projects are, as people judge them, with every judgement kept. Changes raise the data version and are audited.</summary>
public sealed class ProgressRegister(MilestoneDatabase database)
{
    /// <summary>The current progress of a project's phases, or of all projects'.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="project">The project, or null for all.</param>
    /// <param name="history">Whether past versions are wanted too.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>By project and phase, the newest first.</returns>
    public Task<IReadOnlyList<PhaseProgress>> ListAsync(Guid organisation, Guid? project, bool history, CancellationToken cancellation) =>
        ReadAsync(organisation, project, null, history, cancellation);

    /// <summary>The versions of one phase's progress, the newest first; none where nobody has judged it.</summary>
    public Task<IReadOnlyList<PhaseProgress>> VersionsAsync(Guid organisation, Guid project, Guid phase, CancellationToken cancellation) =>
        ReadAsync(organisation, project, phase, history: true, cancellation);

    /// <summary>Enters the progress of one or more phases of a project, all of them or none. What changes nothing adds no version.</summary>
    /// <returns>The progress of these phases as it is now.</returns>
    /// <exception cref="ProblemException">
    /// Invalid, or NotFound: there is no such project. Stale: somebody else changed one; <see cref="ProblemException.Current"/> is what there is now,
    /// a list of <see cref="PhaseProgress"/> where several were entered.
    /// </exception>
    public async Task<IReadOnlyList<PhaseProgress>> SaveAsync(Guid organisation, string actor, Guid project, IReadOnlyList<ProgressEntry> entries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        // An organisation's own day may be a day ahead of UTC's.
        var latest = DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime).AddDays(1);
        // In order of their keys, so that two people who save at once wait for one another instead of both giving up.
        var wanted = entries.Select(entry => entry.Checked(latest)).OrderBy(entry => entry.Phase).ToList();
        try
        {
            return await database.ChangeAsync(organisation, actor, connection => WriteAsync(connection, organisation, actor, project, wanted, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (PostgresException raced) when (raced.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Two first judgements at once: the other one's is there now.
            var now = await ListAsync(organisation, project, history: false, cancellation).ConfigureAwait(false);
            throw Stale([.. now.Where(one => wanted.Any(entry => entry.Phase == one.Phase && entry.Version != one.Version))], wanted.Count);
        }
    }

    private async Task<IReadOnlyList<PhaseProgress>> WriteAsync(
        NpgsqlConnection connection, Guid organisation, string actor, Guid project, List<ProgressEntry> wanted, CancellationToken cancellation)
    {
        var now = database.Now;
        var current = new List<PhaseProgress?>();
        foreach (var entry in wanted)
        {
            await Place.RequireAsync(connection, organisation, project, entry.Phase, cancellation).ConfigureAwait(false);
            current.Add(await LockAsync(connection, organisation, project, entry.Phase, cancellation).ConfigureAwait(false));
        }

        var changed = wanted.Zip(current).Where(pair => pair.First.Version != (pair.Second?.Version ?? 0)).ToList();
        if (changed.Count > 0)
            throw Stale([.. changed.Select(pair => pair.Second).OfType<PhaseProgress>()], wanted.Count);
        var saved = new List<PhaseProgress>();
        foreach (var (entry, was) in wanted.Zip(current))
        {
            var next = new PhaseProgress(project, entry.Phase, entry.Version + 1, entry.Percent!.Value, entry.Date!.Value, entry.Notes!, actor, now);
            if (was is not null && (was.Percent, was.Date, was.Notes) == (next.Percent, next.Date, next.Notes))
            {
                saved.Add(was);
                continue;
            }

            if (was is not null)
                await connection.RunAsync("Estimates/Sql/progress-close.sql", parameters => Key(parameters, organisation, was, actor, now), cancellation).ConfigureAwait(false);
            await connection.RunAsync(
                "Estimates/Sql/progress-add.sql",
                parameters =>
                {
                    Key(parameters, organisation, next, actor, now);
                    parameters.AddWithValue("percent", next.Percent);
                    parameters.AddWithValue("date", next.Date);
                    parameters.AddWithValue("notes", next.Notes);
                },
                cancellation).ConfigureAwait(false);
            saved.Add(next);
        }

        return saved;
    }

    private static async Task<PhaseProgress?> LockAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid phase, CancellationToken cancellation)
    {
        await connection.RunAsync(
            "Estimates/Sql/progress-lock.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("project", project);
                parameters.AddWithValue("phase", phase);
            },
            cancellation).ConfigureAwait(false);
        // Read when it is held: whoever had to wait sees what was done meanwhile.
        var held = await connection.RowsAsync("Estimates/Sql/progress.sql", parameters => Choose(parameters, organisation, project, phase, history: false), Read, cancellation).ConfigureAwait(false);
        return held is [var current] ? current : null;
    }

    private Task<IReadOnlyList<PhaseProgress>> ReadAsync(Guid organisation, Guid? project, Guid? phase, bool history, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Estimates/Sql/progress.sql",
        parameters => Choose(parameters, organisation, project, phase, history),
        reader => reader.RowsAsync(Read, cancellation),
        cancellation);

    private static void Choose(NpgsqlParameterCollection parameters, Guid organisation, Guid? project, Guid? phase, bool history)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddOptional("project", NpgsqlDbType.Uuid, project);
        parameters.AddOptional("phase", NpgsqlDbType.Uuid, phase);
        parameters.AddWithValue("history", history);
    }

    private static void Key(NpgsqlParameterCollection parameters, Guid organisation, PhaseProgress progress, string actor, DateTimeOffset now)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("project", progress.Project);
        parameters.AddWithValue("phase", progress.Phase);
        parameters.AddWithValue("version", progress.Version);
        parameters.AddWithValue("actor", actor);
        parameters.AddWithValue("now", now);
    }

    private static PhaseProgress Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetDecimal(3), row.GetFieldValue<DateOnly>(4), row.GetString(5), row.GetString(6), row.GetFieldValue<DateTimeOffset>(7))
    {
        ClosedBy = row.OptionalText(8),
        ClosedAt = row.Optional<DateTimeOffset>(9),
    };

    private static ProblemException Stale(IReadOnlyList<PhaseProgress> now, int entered) => new(
        ProblemKind.Stale,
        now.Count == 1 ? "Somebody else entered progress for this phase since you opened it." : "Somebody else entered progress for these phases since you opened them.")
    {
        Current = (entered, now) switch
        {
            (1, [var only]) => only,
            (1, []) => null,
            _ => now,
        },
    };
}
