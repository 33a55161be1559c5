using Milestone.Core.Access;
using Milestone.Core.People;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.People;

/// <summary>What is one person's own: it is kept, in order, changed by one at a time, and seen by nobody else.</summary>
public sealed class PersonalSettingsTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Me = "me";

    private PersonalSettings People => new(database.Database);

    [Fact]
    public async Task Preferences_are_kept_for_the_person_and_the_organisation_they_were_saved_for()
    {
        var (here, elsewhere) = ((await ImportedBooks.NewAsync(database)).Organisation, (await ImportedBooks.NewAsync(database)).Organisation);
        var wanted = new Preferences { Theme = "dark", WholePounds = true, Period = "last-month", Basis = Basis.Cash };

        var saved = await People.SaveAsync(here, Me, wanted, Stop);

        Assert.Equal(1, saved.Version);
        var read = (await People.OfAsync(here, Me, Stop)).Preferences;
        Assert.Equal(("dark", true, "last-month", Basis.Cash, 1), (read.Theme, read.WholePounds, read.Period, read.Basis, read.Version));
        Assert.Equal(0, (await People.OfAsync(here, "somebody else", Stop)).Preferences.Version);
        Assert.Equal(0, (await People.OfAsync(elsewhere, Me, Stop)).Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_change_made_on_another_version_is_refused_with_what_is_there_and_changes_nothing(long version)
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        await People.SaveAsync(here, Me, new Preferences { Theme = "dark" }, Stop);
        await People.SaveAsync(here, Me, new Preferences { Theme = "light", Version = 1 }, Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => People.SaveAsync(here, Me, new Preferences { Theme = "", Version = version }, Stop));

        Assert.Equal(ProblemKind.Stale, refused.Kind);
        Assert.Equal("light", Assert.IsType<Preferences>(refused.Current).Theme);
        Assert.Equal(2, (await People.OfAsync(here, Me, Stop)).Preferences.Version);
    }

    [Fact]
    public async Task A_first_change_made_on_a_version_that_never_was_is_refused()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        var refused = await Assert.ThrowsAsync<ProblemException>(() => People.SaveAsync(here, Me, new Preferences { Theme = "dark", Version = 7 }, Stop));
        Assert.Equal(ProblemKind.Stale, refused.Kind);
    }

    [Fact]
    public async Task Views_keep_their_order_their_names_are_unique_and_two_may_exchange_theirs()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        var first = await People.AddViewAsync(here, Me, " Months ", "statement", "columns=month", Stop);
        var second = await People.AddViewAsync(here, Me, "Projects", "statement", "columns=project", Stop);
        var third = await People.AddViewAsync(here, Me, "Cash", "dashboard", "basis=cash", Stop);
        Assert.Equal(["Months", "Projects", "Cash"], await NamesAsync(here));

        var twice = await Assert.ThrowsAsync<ProblemException>(() => People.AddViewAsync(here, Me, "MONTHS", "statement", "", Stop));
        Assert.Equal((ProblemKind.Conflict, "name"), (twice.Kind, twice.Field));

        await People.ChangeViewAsync(here, Me, third, place: 0, Stop);
        Assert.Equal(["Cash", "Months", "Projects"], await NamesAsync(here));

        var known = (await People.OfAsync(here, Me, Stop)).Version;
        await People.ArrangeViewsAsync(here, Me, [second with { Name = "Months" }, first with { Name = "Projects" }], known, Stop);
        Assert.Equal(["Months", "Projects"], await NamesAsync(here));
        Assert.Equal("columns=project", (await People.OfAsync(here, Me, Stop)).Views[0].Query);

        var late = await Assert.ThrowsAsync<ProblemException>(() => People.ArrangeViewsAsync(here, Me, [], known, Stop));
        Assert.Equal(ProblemKind.Stale, late.Kind);
        Assert.Equal(2, (await NamesAsync(here)).Count);
    }

    [Fact]
    public async Task A_view_that_was_changed_since_is_neither_changed_nor_removed()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        var view = await People.AddViewAsync(here, Me, "Months", "statement", "columns=month", Stop);
        var changed = await People.ChangeViewAsync(here, Me, view with { Name = "By month" }, null, Stop);
        Assert.Equal(2, changed.Version);

        Assert.Equal(ProblemKind.Stale, (await Assert.ThrowsAsync<ProblemException>(() => People.ChangeViewAsync(here, Me, view with { Name = "Mine" }, null, Stop))).Kind);
        Assert.Equal(ProblemKind.Stale, (await Assert.ThrowsAsync<ProblemException>(() => People.RemoveViewAsync(here, Me, view.Id, view.Version, Stop))).Kind);
        Assert.Equal(["By month"], await NamesAsync(here));

        await People.RemoveViewAsync(here, Me, changed.Id, changed.Version, Stop);
        Assert.Empty(await NamesAsync(here));
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => People.RemoveViewAsync(here, Me, changed.Id, 2, Stop))).Kind);
    }

    [Fact]
    public async Task Many_who_save_at_once_lose_nothing()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => People.AddViewAsync(here, Me, $"View {number}", "statement", "", Stop)));

        var mine = await People.OfAsync(here, Me, Stop);
        Assert.Equal(12, mine.Views.Count);
        Assert.Equal(12, mine.Version);
    }

    [Fact]
    public async Task A_favourite_is_kept_once_and_goes_when_it_is_taken_away()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        var project = Guid.NewGuid();
        await People.SetFavouriteAsync(here, Me, project, isFavourite: true, Stop);
        await People.SetFavouriteAsync(here, Me, project, isFavourite: true, Stop);
        Assert.Equal(project, Assert.Single((await People.OfAsync(here, Me, Stop)).Favourites).Id);

        await People.SetFavouriteAsync(here, Me, project, isFavourite: false, Stop);
        Assert.Empty((await People.OfAsync(here, Me, Stop)).Favourites);
    }

    [Fact]
    public async Task A_project_of_others_cannot_be_a_managers_favourite()
    {
        var here = (await ImportedBooks.NewAsync(database)).Organisation;
        var own = Guid.NewGuid();
        using var scope = ReaderScope.Of([new Membership(here, Role.ProjectManager, [own])]).Begin();
        await People.SetFavouriteAsync(here, Me, own, isFavourite: true, Stop);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => People.SetFavouriteAsync(here, Me, Guid.NewGuid(), isFavourite: true, Stop));

        Assert.Equal((ProblemKind.NotFound, "project"), (refused.Kind, refused.Field));
        Assert.Equal(own, Assert.Single((await People.OfAsync(here, Me, Stop)).Favourites).Id);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<string>> NamesAsync(Guid organisation) => [.. (await People.OfAsync(organisation, Me, Stop)).Views.Select(view => view.Name)];
}
