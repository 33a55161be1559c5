using System.Globalization;
using System.Text.Json;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>
/// Which tracking category is projects and which is build phases, where a person says so instead of their names. A choice posts the documents it concerns
/// anew, in one batch, so that figures as they were known before stay to be seen. Nothing has to be imported again: lines keep all of their tracking.
/// </summary>
public sealed class TrackingMapping(MilestoneDatabase database)
{
    /// <summary>The categories there are, by name, and the version of what is chosen.</summary>
    public Task<TrackingChoice> GetAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection => Choice(await ListAsync(connection, organisation, cancellation).ConfigureAwait(false)),
        cancellation);

    /// <summary>What a choice would move, without making it.</summary>
    /// <exception cref="ProblemException">Invalid: one category cannot be both, or there is none of that id.</exception>
    public Task<TrackingEffect> PreviewAsync(Guid organisation, Guid? project, Guid? phase, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            var before = (await ListAsync(connection, organisation, cancellation).ConfigureAwait(false)).ConvertAll(row => row.Category);
            var after = TrackingStore.Chosen(before, project, phase);
            List<StoredCategory> moved = [.. after.Where(category => before.Single(one => one.Id == category.Id).Role != category.Role)];
            var documents = await connection.RowsAsync(
                "Xero/Storing/Sql/documents-of-tracking.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("categories", moved.Select(category => category.Id).ToArray());
                    parameters.AddWithValue("names", moved.Select(category => category.Name.ToLowerInvariant()).ToArray());
                },
                row => row.GetGuid(0),
                cancellation).ConfigureAwait(false);
            return new TrackingEffect(NameOf(before, TrackingRole.Project), NameOf(after, TrackingRole.Project), NameOf(before, TrackingRole.Phase), NameOf(after, TrackingRole.Phase), documents.Count, null);
        },
        cancellation);

    /// <summary>Chooses both and posts the documents that this moves anew, in one batch.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="project">The category that is projects; null: by its name.</param>
    /// <param name="phase">The category that is build phases; null: by its name.</param>
    /// <param name="version">The version of the choice that was seen.</param>
    /// <param name="actor">Who chooses.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <returns>What was moved, and in which batch.</returns>
    /// <exception cref="ProblemException">Invalid: one category cannot be both, or there is none of that id. Stale: categories or their choice changed since.</exception>
    public Task<TrackingEffect> ChooseAsync(Guid organisation, Guid? project, Guid? phase, long version, string actor, CancellationToken cancellation) => database.ExplainAsync(async () =>
    {
        TrackingEffect? effect = null;
        await using var writer = await LedgerWriter.OpenAsync(database, organisation, actor, null, cancellation).ConfigureAwait(false);
        var (number, _) = await writer.WriteAsync(
            "Choose tracking categories",
            async batch =>
            {
                var rows = await ListAsync(batch.Connection, organisation, cancellation).ConfigureAwait(false);
                if (Choice(rows) is var now && now.Version != version)
                    throw new ProblemException(ProblemKind.Stale, "The tracking categories were changed since you opened this. Look at what there is now, and choose again.") { Current = now };
                var before = rows.ConvertAll(row => row.Category);
                var after = TrackingStore.Chosen(before, project, phase);
                var documents = await TrackingStore.ChooseAsync(batch, before, after).ConfigureAwait(false);
                effect = new TrackingEffect(
                    NameOf(before, TrackingRole.Project), NameOf(after, TrackingRole.Project), NameOf(before, TrackingRole.Phase), NameOf(after, TrackingRole.Phase), documents, batch.Number);
                if (batch.HasChanged)
                    await RecordAsync(batch, actor, effect).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        return effect! with { Batch = number };
    });

    private static TrackingChoice Choice(List<Row> rows) => new(
        rows.Count == 0 ? 0 : rows.Max(row => row.FromBatch),
        [.. rows.Select(row => new TrackingCategoryListing(row.Category.Id, row.Category.Name, row.Category.Status, row.Options)
        {
            IsProject = row.Category.Role == TrackingRole.Project,
            IsPhase = row.Category.Role == TrackingRole.Phase,
            IsChosen = row.Category.RoleChosen,
        })]);

    private static string? NameOf(IEnumerable<StoredCategory> categories, TrackingRole role) => categories.FirstOrDefault(category => category.Role == role)?.Name;

    private static async Task<List<Row>> ListAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellation) =>
    [
        .. await connection.RowsAsync(
            "Xero/Storing/Sql/tracking-choice.sql",
            parameters => parameters.AddWithValue("organisation", organisation),
            row => new Row(
                new StoredCategory(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : (TrackingRole)row.GetInt16(3), row.GetBoolean(4), row.GetFieldValue<DateTimeOffset>(5)),
                row.GetInt64(6),
                row.GetInt64(7)),
            cancellation).ConfigureAwait(false),
    ];

    // A batch says that something was chosen; what it was before stands in the log beside it.
    private static Task<int> RecordAsync(LedgerBatch batch, string actor, TrackingEffect effect) => batch.Connection.RunAsync(
        "Auditing/Sql/record-event.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", batch.Organisation);
            parameters.AddWithValue("at", batch.Now);
            parameters.AddWithValue("actor", actor);
            parameters.AddWithValue("action", "tracking-chosen");
            parameters.AddWithValue("subject", "tracking_category");
            parameters.AddWithValue("details", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(new Dictionary<string, string?>
            {
                ["projects_before"] = effect.ProjectsBefore,
                ["projects_after"] = effect.ProjectsAfter,
                ["phases_before"] = effect.PhasesBefore,
                ["phases_after"] = effect.PhasesAfter,
                ["documents"] = effect.Documents.ToString(CultureInfo.InvariantCulture),
                ["batch"] = batch.Number.ToString(CultureInfo.InvariantCulture),
            }));
        },
        batch.Cancellation);

    private sealed record Row(StoredCategory Category, long FromBatch, long Options);
}

/// <summary>Which tracking categories there are and what is chosen.</summary>
/// <param name="Version">Rises with each change of a category; 0 where there are none.</param>
/// <param name="Categories">By name.</param>
public sealed record TrackingChoice(long Version, IReadOnlyList<TrackingCategoryListing> Categories);

/// <summary>One tracking category.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">ACTIVE or ARCHIVED.</param>
/// <param name="Options">How many options it has.</param>
public sealed record TrackingCategoryListing(Guid Id, string Name, string Status, long Options)
{
    /// <summary>Whether its options are projects.</summary>
    public bool IsProject { get; init; }

    /// <summary>Whether its options are build phases.</summary>
    public bool IsPhase { get; init; }

    /// <summary>Whether a person said so, instead of its name.</summary>
    public bool IsChosen { get; init; }
}

/// <summary>What a choice of tracking categories moves.</summary>
/// <param name="ProjectsBefore">The category that was projects, or null.</param>
/// <param name="ProjectsAfter">The category that is projects then.</param>
/// <param name="PhasesBefore">The category that was build phases, or null.</param>
/// <param name="PhasesAfter">The category that is build phases then.</param>
/// <param name="Documents">How many documents are posted anew.</param>
/// <param name="Batch">The batch they were posted in; null where nothing was changed.</param>
public sealed record TrackingEffect(string? ProjectsBefore, string? ProjectsAfter, string? PhasesBefore, string? PhasesAfter, long Documents, long? Batch);
