using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>
/// Stores tracking categories and options with their history by batch, and reposts documents where a category's role has changed or an option that
/// lines name without an id has become known.
/// </summary>
internal static class TrackingStore
{
    /// <summary>Stores categories of different ids within a batch. Options that a payload leaves out keep their history.</summary>
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourceCategory> arriving)
    {
        var (categories, options) = await StoredAsync(batch).ConfigureAwait(false);
        var renewed = new Dictionary<Guid, StoredCategory>(categories);
        List<SourceCategory> news = [.. arriving.Where(category => !categories.TryGetValue(category.Id, out var known) || category.UpdatedUtc >= known.UpdatedUtc)];
        foreach (var category in news)
        {
            var before = categories.GetValueOrDefault(category.Id);
            renewed[category.Id] = new StoredCategory(category.Id, category.Name, category.Status, before?.Role, before?.RoleChosen ?? false, category.UpdatedUtc);
        }

        var assigned = TrackingRoles.Assign([.. renewed.Values]).ToDictionary(category => category.Id);
        List<StoredCategory> changed = [.. assigned.Values.Where(category => !categories.TryGetValue(category.Id, out var known) || known != category with { UpdatedUtc = known.UpdatedUtc })];
        List<(Guid Category, SourceOption Option)> changedOptions =
        [
            .. from category in news
               from option in category.Options.DistinctBy(option => option.Id)
               where options.GetValueOrDefault(option.Id) != (category.Id, option)
               select (category.Id, option),
        ];

        await MergeAsync(batch, news, changed, changedOptions).ConfigureAwait(false);
        if (changed.Count + changedOptions.Count > 0)
        {
            batch.ChangeChart();
            await RepostAsync(batch, PostDifferently(categories, assigned, options, changedOptions)).ConfigureAwait(false);
        }

        var touched = changedOptions.Select(option => option.Category).Concat(changed.Select(category => category.Id)).ToHashSet();
        var created = arriving.Count(category => !categories.ContainsKey(category.Id));
        var unchanged = arriving.Count(category => !touched.Contains(category.Id));
        return new StoreCounts(created, arriving.Count - created - unchanged, unchanged);
    }

    /// <summary>The categories as they are once a person has said which is projects and which is build phases; for null their names decide.</summary>
    /// <exception cref="ProblemException">Invalid: one category cannot be both, or there is none of that id.</exception>
    public static IReadOnlyList<StoredCategory> Chosen(IReadOnlyList<StoredCategory> categories, Guid? project, Guid? phase)
    {
        foreach (var (field, wanted) in new[] { ("project", project), ("phase", phase) })
        {
            if (wanted is { } id && categories.All(category => category.Id != id))
                throw new ProblemException(ProblemKind.Invalid, "There is no such tracking category. Choose one of the list.") { Field = field };
        }

        if (project is not null && project == phase)
            throw new ProblemException(ProblemKind.Invalid, "One category cannot be both projects and build phases. Choose another.") { Field = "phase" };
        return TrackingRoles.Assign(
        [
            .. categories.Select(category => category with
            {
                Role = category.Id == project ? TrackingRole.Project : category.Id == phase ? TrackingRole.Phase : category.RoleChosen ? null : category.Role,
                RoleChosen = category.Id == project || category.Id == phase,
            }),
        ]);
    }

    /// <summary>Stores what a person chose and posts the documents that it moves anew; how many.</summary>
    public static async Task<long> ChooseAsync(LedgerBatch batch, IReadOnlyList<StoredCategory> before, IReadOnlyList<StoredCategory> after)
    {
        var known = before.ToDictionary(category => category.Id);
        List<StoredCategory> changed = [.. after.Where(category => known[category.Id] != category)];
        if (changed.Count == 0)
            return 0;
        await MergeAsync(batch, [], changed, []).ConfigureAwait(false);
        batch.ChangeChart();
        return await RepostAsync(batch, PostDifferently(known, after.ToDictionary(category => category.Id), [], [])).ConfigureAwait(false);
    }

    private static List<StoredCategory> PostDifferently(
        Dictionary<Guid, StoredCategory> before,
        Dictionary<Guid, StoredCategory> now,
        Dictionary<Guid, (Guid Category, SourceOption Option)> options,
        List<(Guid Category, SourceOption Option)> changedOptions)
    {
        // A name decides only for lines without an option's id, and only in a category that has a role.
        var renamed = changedOptions
            .Where(changed => !options.TryGetValue(changed.Option.Id, out var known) || known.Option.Name != changed.Option.Name)
            .Select(changed => changed.Category)
            .ToHashSet();
        return
        [
            .. now.Values.Where(category => before.GetValueOrDefault(category.Id) is var known
                && (known?.Role != category.Role || (category.Role is not null && (known?.Name != category.Name || renamed.Contains(category.Id))))),
        ];
    }

    private static async Task<(Dictionary<Guid, StoredCategory> Categories, Dictionary<Guid, (Guid Category, SourceOption Option)> Options)> StoredAsync(LedgerBatch batch)
    {
        await using var command = batch.Command("Xero/Storing/Sql/tracking.sql");
        await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        var categories = new Dictionary<Guid, StoredCategory>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
        {
            var role = reader.IsDBNull(3) ? (TrackingRole?)null : (TrackingRole)reader.GetInt16(3);
            categories.Add(reader.GetGuid(0), new StoredCategory(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), role, reader.GetBoolean(4), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        await reader.NextResultAsync(batch.Cancellation).ConfigureAwait(false);
        var options = new Dictionary<Guid, (Guid, SourceOption)>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
            options.Add(reader.GetGuid(0), (reader.GetGuid(1), new SourceOption(reader.GetGuid(0), reader.GetString(2), reader.GetString(3))));
        return (categories, options);
    }

    private static async Task MergeAsync(LedgerBatch batch, List<SourceCategory> told, List<StoredCategory> categories, List<(Guid Category, SourceOption Option)> options)
    {
        await using var merge = batch.Command("Xero/Storing/Sql/merge-tracking.sql");
        merge.Parameters.AddWithValue("told", told.Select(category => category.Id).ToArray());
        merge.Parameters.AddWithValue("toldUtc", told.Select(category => category.UpdatedUtc).ToArray());
        merge.Parameters.AddWithValue("updatedUtc", categories.Select(category => category.UpdatedUtc).ToArray());
        merge.Parameters.AddWithValue("batch", batch.Number);
        merge.Parameters.AddWithValue("categories", categories.Select(category => category.Id).ToArray());
        merge.Parameters.AddWithValue("categoryNames", categories.Select(category => category.Name).ToArray());
        merge.Parameters.AddWithValue("categoryStatuses", categories.Select(category => category.Status).ToArray());
        merge.Parameters.AddWithValue("roles", categories.Select(category => (short?)category.Role).ToArray());
        merge.Parameters.AddWithValue("chosen", categories.Select(category => category.RoleChosen).ToArray());
        merge.Parameters.AddWithValue("options", options.Select(option => option.Option.Id).ToArray());
        merge.Parameters.AddWithValue("optionCategories", options.Select(option => option.Category).ToArray());
        merge.Parameters.AddWithValue("optionNames", options.Select(option => option.Option.Name).ToArray());
        merge.Parameters.AddWithValue("optionStatuses", options.Select(option => option.Option.Status).ToArray());
        await merge.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
    }

    private static async Task<long> RepostAsync(LedgerBatch batch, List<StoredCategory> categories)
    {
        if (categories.Count == 0)
            return 0;
        var documents = new List<Guid>();
        await using (var command = batch.Command("Xero/Storing/Sql/documents-of-tracking.sql"))
        {
            command.Parameters.AddWithValue("categories", categories.Select(category => category.Id).ToArray());
            command.Parameters.AddWithValue("names", categories.Select(category => category.Name.ToLowerInvariant()).ToArray());
            await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
                documents.Add(reader.GetGuid(0));
        }

        await batch.PostAsync(documents).ConfigureAwait(false);
        return documents.Count;
    }
}
