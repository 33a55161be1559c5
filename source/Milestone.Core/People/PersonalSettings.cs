using System.Collections.Concurrent;
using System.Globalization;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.People;

/// <summary>
/// What is people's own: preferences, favourite projects, saved views. While a <see cref="ChangeListener"/> listens on the same database it is kept in
/// memory and read again only after a change.
/// </summary>
public sealed class PersonalSettings(MilestoneDatabase database)
{
    /// <summary>The most views that a person may save in one organisation.</summary>
    public const int MostViews = 50;

    /// <summary>The most projects that a person may keep at hand.</summary>
    public const int MostFavourites = 100;

    private const int MostRemembered = 10_000;
    private const int LongestName = 80;
    private const int LongestPage = 200;
    private const int LongestQuery = 2000;
    private const int LongestPeriod = 40;

    private readonly ConcurrentDictionary<(Guid Organisation, string Person), Remembered<Personal>> remembered = new();

    /// <summary>Everything of a person's own in an organisation.</summary>
    public ValueTask<Personal> OfAsync(Guid organisation, string person, CancellationToken cancellation)
    {
        if (remembered.Count > MostRemembered)
            remembered.Clear();
        return remembered.GetOrAdd((organisation, person), key => new Remembered<Personal>(database.Changes, stop => ReadAsync(key.Organisation, key.Person, stop))).GetAsync(cancellation);
    }

    /// <summary>Saves what a person has chosen.</summary>
    /// <param name="organisation">Where it applies.</param>
    /// <param name="person">Whose choice it is.</param>
    /// <param name="preferences">The choices, with the version they were made on.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The preferences as they are now.</returns>
    /// <exception cref="ProblemException">Invalid: a choice is none. Stale: they were changed since that version.</exception>
    public async Task<Preferences> SaveAsync(Guid organisation, string person, Preferences preferences, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(preferences);
        if (!Preferences.Themes.Contains(preferences.Theme))
            throw Invalid("theme", $"'{preferences.Theme}' is no theme. Use light, dark, or nothing to follow the device.");
        if (preferences.Period.Length > LongestPeriod)
            throw Invalid("period", "That is not the name of a period.");
        var saved = await ChangeAsync(
            organisation,
            person,
            connection => connection.RunAsync(
                "People/Sql/save-preference.sql",
                parameters =>
                {
                    Whose(parameters, organisation, person);
                    parameters.AddWithValue("version", preferences.Version);
                    parameters.AddWithValue("theme", preferences.Theme);
                    parameters.AddWithValue("wholePounds", preferences.WholePounds);
                    parameters.AddWithValue("period", preferences.Period);
                    parameters.AddWithValue("cash", preferences.Basis == Basis.Cash);
                },
                cancellation),
            changed => changed == 1,
            cancellation).ConfigureAwait(false);
        var now = (await ReadAsync(organisation, person, cancellation).ConfigureAwait(false)).Preferences;
        return saved ? now : throw new ProblemException(ProblemKind.Stale, "The preferences were changed elsewhere since you opened them. These are the present ones; make your change again.") { Current = now };
    }

    /// <summary>Keeps a project at hand, or no longer.</summary>
    /// <exception cref="ProblemException">Invalid: there are too many already. NotFound: the project is none of the reader's.</exception>
    public async Task SetFavouriteAsync(Guid organisation, string person, Guid project, bool isFavourite, CancellationToken cancellation)
    {
        if (ReaderScope.LimitIn(organisation)?.Contains(project) == false)
            throw new ProblemException(ProblemKind.NotFound, "There is no such project among yours.") { Field = "project" };
        var present = await ReadAsync(organisation, person, cancellation).ConfigureAwait(false);
        if (isFavourite && present.Favourites.Count >= MostFavourites)
            throw Invalid("project", string.Create(CultureInfo.InvariantCulture, $"You keep {MostFavourites} projects at hand already. Remove one first."));
        await ChangeAsync(
            organisation,
            person,
            connection => connection.RunAsync(
                isFavourite ? "People/Sql/add-favourite.sql" : "People/Sql/remove-favourite.sql",
                parameters =>
                {
                    Whose(parameters, organisation, person);
                    parameters.AddWithValue("project", project);
                },
                cancellation),
            _ => true,
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Saves a new view, behind those there are.</summary>
    /// <returns>The view.</returns>
    /// <exception cref="ProblemException">Invalid: the name or the address cannot be used. Conflict: there is a view of that name.</exception>
    public async Task<SavedView> AddViewAsync(Guid organisation, string person, string name, string page, string query, CancellationToken cancellation)
    {
        var view = Checked(new SavedView(Guid.CreateVersion7(database.Clock.GetUtcNow()), 1, name, page, query));
        await ArrangeAsync(
            organisation,
            person,
            views => views.Count < MostViews
                ? [.. views, view]
                : throw Invalid("name", string.Create(CultureInfo.InvariantCulture, $"You have saved {MostViews} views already. Remove one first.")),
            cancellation).ConfigureAwait(false);
        return view;
    }

    /// <summary>Changes a view's name, address or place.</summary>
    /// <param name="organisation">Where it is kept.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="changed">The view as it shall be, with the version it was changed on.</param>
    /// <param name="place">Where it shall stand, 0 for the first; null to leave it where it is.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The view as it is now.</returns>
    /// <exception cref="ProblemException">NotFound, Invalid, Conflict, or Stale with the view as it is.</exception>
    public async Task<SavedView> ChangeViewAsync(Guid organisation, string person, SavedView changed, int? place, CancellationToken cancellation)
    {
        changed = Checked(changed);
        var result = changed with { Version = changed.Version + 1 };
        await ArrangeAsync(
            organisation,
            person,
            views =>
            {
                var present = Found(views, changed.Id, changed.Version);
                var others = views.Where(view => view.Id != changed.Id).ToList();
                others.Insert(Math.Clamp(place ?? IndexOf(views, present), 0, others.Count), result);
                return others;
            },
            cancellation).ConfigureAwait(false);
        return result;
    }

    /// <summary>Removes a view.</summary>
    /// <exception cref="ProblemException">NotFound, or Stale with the view as it is.</exception>
    public Task RemoveViewAsync(Guid organisation, string person, Guid view, long version, CancellationToken cancellation) => ArrangeAsync(
        organisation,
        person,
        views =>
        {
            var present = Found(views, view, version);
            return [.. views.Where(one => one != present)];
        },
        cancellation);

    /// <summary>Renames, rearranges and removes views all at once: what is not in the list is removed.</summary>
    /// <param name="organisation">Where they are kept.</param>
    /// <param name="person">Whose they are.</param>
    /// <param name="wanted">The views in their new order, each with the version it was changed on.</param>
    /// <param name="known">The version of everything of the person's own that the list was made on.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Stale: something was changed since. Invalid or Conflict: a name cannot be used.</exception>
    public Task ArrangeViewsAsync(Guid organisation, string person, IReadOnlyList<SavedView> wanted, long known, CancellationToken cancellation)
    {
        var views = wanted.Select(Checked).ToList();
        return ArrangeAsync(organisation, person, (present, version) => version == known
            ? [.. views.Select(view => present.First(one => one.Id == view.Id) is var before && before == view ? view : view with { Version = view.Version + 1 })]
            : throw new ProblemException(ProblemKind.Stale, "The views were changed elsewhere since you opened them. These are the present ones; make your change again.") { Current = present }, cancellation);
    }

    private Task<bool> ArrangeAsync(Guid organisation, string person, Func<IReadOnlyList<SavedView>, IReadOnlyList<SavedView>> arrange, CancellationToken cancellation) =>
        ArrangeAsync(organisation, person, (views, _) => arrange(views), cancellation);

    // The person's version is raised first, which locks it: whoever rearranges the same views waits and then sees what there is.
    private Task<bool> ArrangeAsync(Guid organisation, string person, Func<IReadOnlyList<SavedView>, long, IReadOnlyList<SavedView>> arrange, CancellationToken cancellation) => ChangeAsync(
        organisation,
        person,
        async connection =>
        {
            var version = (await connection.RowsAsync("People/Sql/personal-version.sql", parameters => Whose(parameters, organisation, person), row => row.GetInt64(0), cancellation).ConfigureAwait(false)).Single() - 1;
            var before = await connection.RowsAsync("People/Sql/views.sql", parameters => Whose(parameters, organisation, person), ViewOf, cancellation).ConfigureAwait(false);
            var after = arrange(before, version);
            if (after.GroupBy(view => view.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new ProblemException(ProblemKind.Conflict, $"You have a view named '{twice.Key}' already. Choose another name.") { Field = "name" };
            // All are taken away and written anew, so that two may exchange their names.
            foreach (var view in before)
                await connection.RunAsync("People/Sql/remove-view.sql", parameters => Which(parameters, organisation, person, view.Id), cancellation).ConfigureAwait(false);
            for (var position = 0; position < after.Count; position++)
                await WriteAsync(connection, organisation, person, after[position], position, cancellation).ConfigureAwait(false);
            return true;
        },
        _ => true,
        cancellation);

    private Task<int> WriteAsync(NpgsqlConnection connection, Guid organisation, string person, SavedView view, int position, CancellationToken cancellation) => connection.RunAsync(
        "People/Sql/write-view.sql",
        parameters =>
        {
            Which(parameters, organisation, person, view.Id);
            parameters.AddWithValue("version", view.Version);
            parameters.AddWithValue("name", view.Name);
            parameters.AddWithValue("page", view.Page);
            parameters.AddWithValue("query", view.Query);
            parameters.AddWithValue("position", position);
        },
        cancellation);

    private Task<bool> ChangeAsync<T>(Guid organisation, string person, Func<NpgsqlConnection, Task<T>> work, Func<T, bool> isDone, CancellationToken cancellation) => database.WriteAsync(
        organisation,
        person,
        async connection =>
        {
            await connection.RunAsync("People/Sql/raise-personal-version.sql", parameters => Whose(parameters, organisation, person), cancellation).ConfigureAwait(false);
            return isDone(await work(connection).ConfigureAwait(false));
        },
        cancellation);

    private async Task<Personal> ReadAsync(Guid organisation, string person, CancellationToken cancellation)
    {
        var version = 0L;
        var preferences = new Preferences();
        var favourites = new List<FavouriteProject>();
        var views = new List<SavedView>();
        await database.AskAsync(
            organisation,
            parameters => Whose(parameters, organisation, person),
            [
                new Question("People/Sql/personal-version.sql", row => version = row.GetInt64(0)),
                new Question("People/Sql/preference.sql", row => preferences = PreferencesOf(row)),
                new Question("People/Sql/favourites.sql", row => favourites.Add(new FavouriteProject(row.GetGuid(0), row.GetString(1)))),
                new Question("People/Sql/views.sql", row => views.Add(ViewOf(row))),
            ],
            cancellation).ConfigureAwait(false);
        return new Personal(version, preferences, favourites, views);
    }

    private static Preferences PreferencesOf(NpgsqlDataReader row) => new()
    {
        Version = row.GetInt64(0),
        Theme = row.GetString(1),
        WholePounds = row.GetBoolean(2),
        Period = row.GetString(3),
        Basis = row.GetBoolean(4) ? Basis.Cash : Basis.Accrual,
    };

    private static SavedView ViewOf(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4));

    private static SavedView Found(IReadOnlyList<SavedView> views, Guid id, long version)
    {
        var present = views.FirstOrDefault(view => view.Id == id) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such saved view; it may have been removed.") { Field = "id" };
        return present.Version == version
            ? present
            : throw new ProblemException(ProblemKind.Stale, "The view was changed elsewhere since you opened it. This is the present one; make your change again.") { Current = present };
    }

    private static int IndexOf(IReadOnlyList<SavedView> views, SavedView view) => views.Index().First(one => one.Item == view).Index;

    private static SavedView Checked(SavedView view)
    {
        var name = view.Name.Trim();
        if (name.Length is 0 or > LongestName)
            throw Invalid("name", string.Create(CultureInfo.InvariantCulture, $"A view's name has 1 to {LongestName} characters."));
        if (view.Page.Length is 0 or > LongestPage)
            throw Invalid("page", "That is no page of Milestone.");
        if (view.Query.Length > LongestQuery)
            throw Invalid("query", string.Create(CultureInfo.InvariantCulture, $"The address is longer than {LongestQuery} characters, which is more than can be saved."));
        return view with { Name = name };
    }

    private void Whose(NpgsqlParameterCollection parameters, Guid organisation, string person)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("person", person);
        parameters.Add(new NpgsqlParameter("now", NpgsqlDbType.TimestampTz) { Value = database.Clock.GetUtcNow().UtcDateTime });
    }

    private void Which(NpgsqlParameterCollection parameters, Guid organisation, string person, Guid view)
    {
        Whose(parameters, organisation, person);
        parameters.AddWithValue("view", view);
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}
