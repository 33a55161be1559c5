using Milestone.Core.Ledger;
using Milestone.Core.Storage;

namespace Milestone.Core.Xero;

/// <summary>Which tracking category is projects and which is build phases, where a person says so instead of their names.</summary>
public sealed class TrackingMapping(MilestoneDatabase database)
{
    /// <summary>The categories there are, by name.</summary>
    public async Task<IReadOnlyList<TrackingCategoryListing>> ListAsync(Guid organisation, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            organisation,
            "Xero/Storing/tracking.sql",
            parameters => parameters.AddWithValue("organisation", organisation),
            reader => reader.RowsAsync(
                row => new TrackingCategoryListing(row.GetGuid(0), row.GetString(1), !row.IsDBNull(3) && row.GetInt16(3) == 1, !row.IsDBNull(3) && row.GetInt16(3) == 2),
                cancellation),
            cancellation).ConfigureAwait(false);
        return [.. rows.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Chooses both and reposts what that moves, in one batch.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="project">The category that is projects; null: by its name.</param>
    /// <param name="phase">The category that is build phases; null: by its name.</param>
    /// <param name="actor">Who chooses.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <returns>The batch's number, or null where nothing changed.</returns>
    /// <exception cref="ProblemException">Invalid: one category cannot be both, or there is none of that id.</exception>
    public Task<long?> ChooseAsync(Guid organisation, Guid? project, Guid? phase, string actor, CancellationToken cancellation)
    {
        if (project is not null && project == phase)
            throw new ProblemException(ProblemKind.Invalid, "One category cannot be projects and build phases.") { Field = "phase" };
        return database.ExplainAsync(async () =>
        {
            await using var writer = await LedgerWriter.OpenAsync(database, organisation, actor, null, cancellation).ConfigureAwait(false);
            return (await writer.WriteAsync("Choose tracking categories", batch => TrackingStore.ChooseAsync(batch, project, phase), cancellation).ConfigureAwait(false)).Batch;
        });
    }
}

/// <summary>One tracking category.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsProject">Whether its options are projects.</param>
/// <param name="IsPhase">Whether its options are build phases.</param>
public sealed record TrackingCategoryListing(Guid Id, string Name, bool IsProject, bool IsPhase);
