using Milestone.Core.Access;
using Milestone.Core.Feedback;
using Milestone.Core.Organisations;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>Users, their places, invitations, identities; and that the audit log knows of each change and of no secret.</summary>
public sealed class PeopleTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Guid Acacia = Guid.Parse("a0000000-0000-4000-8000-000000000001");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private UserRegister Users => new(database.Database);

    private MemberRegister Members => new(database.Database);

    private InvitationRegister Invitations => new(database.Database);

    [Fact]
    public async Task An_address_is_one_users_whatever_its_case_and_is_an_address()
    {
        await Users.AddAsync("One@Example.com", "One", false, "a test", Stop);

        Assert.Equal(ProblemKind.Conflict, (await Assert.ThrowsAsync<ProblemException>(() => Users.AddAsync(" one@example.COM ", "Two", false, "a test", Stop))).Kind);
        foreach (var bad in new[] { "", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\nc", "<a@b>", new string('a', 250) + "@b.cd" })
            Assert.Equal("email", (await Assert.ThrowsAsync<ProblemException>(() => Users.AddAsync(bad, "Two", false, "a test", Stop))).Field);
        Assert.Equal("One", (await Users.AccountAsync("ONE@EXAMPLE.COM", Stop))!.Name);
        Assert.Null(await Users.AccountAsync("two@example.com", Stop));
    }

    [Fact]
    public async Task A_place_is_changed_on_the_version_that_was_seen_and_shows_in_the_next_session()
    {
        var organisation = await OrganisationAsync("Places");
        var user = await Users.AddAsync("places@example.com", "Pat", false, "a test", Stop);
        await Members.SetAsync(organisation, user, Role.ProjectManager, [Acacia], 0, "a test", Stop);

        Assert.Equal(ProblemKind.Stale, (await Assert.ThrowsAsync<ProblemException>(() => Members.SetAsync(organisation, user, Role.Viewer, [], 0, "a test", Stop))).Kind);
        Assert.Equal(ProblemKind.Stale, (await Assert.ThrowsAsync<ProblemException>(() => Members.SetAsync(organisation, user, Role.Viewer, [], 9, "a test", Stop))).Kind);
        Assert.Equal([Acacia], (await Users.GetAsync("places@example.com", Stop)).Memberships.Single().Projects);
        await Members.SetAsync(organisation, user, Role.Accountant, [Acacia], 1, "a test", Stop);

        var place = Assert.Single((await Users.GetAsync("places@example.com", Stop)).Memberships);
        Assert.Equal((organisation, Role.Accountant), (place.Organisation, place.Role));
        Assert.Null(place.Projects);
        await Members.RemoveAsync(organisation, user, "a test", Stop);
        Assert.Empty(await Members.ListAsync(organisation, Stop));
    }

    [Fact]
    public async Task The_members_of_one_organisation_are_not_told_to_another()
    {
        var mine = await OrganisationAsync("Mine");
        var other = await OrganisationAsync("Other");
        var user = await Users.AddAsync("mine@example.com", "Mine", false, "a test", Stop);
        await Members.SetAsync(mine, user, Role.Viewer, [], 0, "a test", Stop);

        Assert.Single(await Members.ListAsync(mine, Stop));
        Assert.Empty(await Members.ListAsync(other, Stop));
        using var scope = ReaderScope.Of([new Membership(other, Role.Administrator)]).Begin();
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => Members.ListAsync(mine, Stop))).Kind);
    }

    [Fact]
    public async Task An_invitation_is_accepted_once_in_time_and_by_its_code()
    {
        var organisation = await OrganisationAsync("Inviting");
        var code = await Invitations.CreateAsync(organisation, "guest@example.com", Role.ProjectManager, [Acacia], "Anna", Stop);
        var revoked = await Invitations.CreateAsync(organisation, "other@example.com", Role.Viewer, [], "Anna", Stop);
        await Invitations.RevokeAsync(organisation, (await Invitations.ListAsync(organisation, Stop)).Single(one => one.Email == "other@example.com").Id, "Anna", Stop);
        var user = await Users.AddAsync("guest@example.com", "Guest", false, "a test", Stop);

        Assert.Null(await Invitations.OfCodeAsync(revoked, Stop));
        Assert.Null(await Invitations.OfCodeAsync("nonsense", Stop));
        Assert.Equal(("Inviting", "guest@example.com", true), (await Invitations.OfCodeAsync(code, Stop)) is { } open ? (open.OrganisationName, open.Email, open.IsUser) : default);
        await Invitations.AcceptAsync(code, user, "Guest", Stop);

        Assert.Equal([Acacia], Assert.Single((await Users.GetAsync("guest@example.com", Stop)).Memberships).Projects);
        await Assert.ThrowsAsync<ProblemException>(() => Invitations.AcceptAsync(code, user, "Guest", Stop));
        await Assert.ThrowsAsync<ProblemException>(() => Invitations.AcceptAsync(revoked, user, "Guest", Stop));
    }

    [Fact]
    public async Task Who_is_a_member_is_not_invited_and_keeps_the_place_where_an_older_invitation_is_accepted()
    {
        var organisation = await OrganisationAsync("Kept");
        var code = await Invitations.CreateAsync(organisation, "kept@example.com", Role.Viewer, [], "Anna", Stop);
        var user = await Users.AddAsync("kept@example.com", "Kept", false, "a test", Stop);
        await Members.SetAsync(organisation, user, Role.ProjectManager, [Acacia], 0, "a test", Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Invitations.CreateAsync(organisation, "Kept@Example.com", Role.Viewer, [], "Anna", Stop));
        await Invitations.AcceptAsync(code, user, "Kept", Stop);

        Assert.Equal((ProblemKind.Conflict, "email"), (refused.Kind, refused.Field));
        var place = Assert.Single((await Users.GetAsync("kept@example.com", Stop)).Memberships);
        Assert.Equal(Role.ProjectManager, place.Role);
        Assert.Equal([Acacia], place.Projects);
    }

    [Fact]
    public async Task Of_two_who_join_by_one_invitation_at_once_one_does_and_of_the_other_nothing_stays()
    {
        var organisation = await OrganisationAsync("Joined");
        var code = await Invitations.CreateAsync(organisation, "twice@example.com", Role.Accountant, [], "Anna", Stop);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async one => await Record.ExceptionAsync(() => Invitations.JoinAsync(code, $"Name {one}", $"hash {one}", "a test", Stop))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<Exception>(), outcome => Assert.True(outcome is ProblemException { Kind: ProblemKind.Conflict or ProblemKind.NotFound }, outcome.ToString()));
        var joined = await Users.GetAsync("twice@example.com", Stop);
        Assert.Equal(Role.Accountant, Assert.Single(joined.Memberships).Role);
        Assert.Equal($"hash {joined.Name[^1]}", (await Users.AccountAsync("twice@example.com", Stop))!.PasswordHash);
    }

    [Fact]
    public async Task Where_joining_fails_half_way_there_is_no_user_and_the_invitation_is_still_good()
    {
        var organisation = await OrganisationAsync("Half");
        var code = await Invitations.CreateAsync(organisation, "half@example.com", Role.Viewer, [], "Anna", Stop);
        // The last of the three steps fails: whoever accepts finds no such role.
        await OwnerAsync("ALTER TABLE milestone.membership ADD CONSTRAINT broken CHECK (role <> 1) NOT VALID");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Invitations.JoinAsync(code, "Half", "hash", "a test", Stop));
        }
        finally
        {
            await OwnerAsync("ALTER TABLE milestone.membership DROP CONSTRAINT broken");
        }

        Assert.Null(await Users.AccountAsync("half@example.com", Stop));
        Assert.NotNull(await Invitations.OfCodeAsync(code, Stop));
        await Invitations.JoinAsync(code, "Whole", "hash", "a test", Stop);
        Assert.Equal("Whole", (await Users.GetAsync("half@example.com", Stop)).Name);
    }

    [Fact]
    public async Task An_invitation_that_is_too_old_is_none()
    {
        var organisation = await OrganisationAsync("Late");
        var code = await Invitations.CreateAsync(organisation, "late@example.com", Role.Viewer, [], "Anna", Stop);
        Assert.True(await Invitations.IsInvitedAsync("LATE@example.com", Stop));

        database.Clock.Advance(InvitationRegister.Lifetime);

        Assert.Null(await Invitations.OfCodeAsync(code, Stop));
        Assert.False(await Invitations.IsInvitedAsync("late@example.com", Stop));
        Assert.Equal(0, await Invitations.AcceptAllAsync("late@example.com", await Users.AddAsync("late@example.com", "Late", false, "a test", Stop), "a test", Stop));
    }

    [Fact]
    public async Task A_provider_that_puts_a_user_out_is_heard_once_a_message()
    {
        var links = new IdentityLinks(database.Database);
        var user = await Users.AddAsync("linked@example.com", "Linked", false, "a test", Stop);
        await links.LinkAsync(user, "https://clerk.example.com", "user_1", "a test", Stop);
        Assert.Equal(user, (await links.PersonAsync("https://clerk.example.com", "user_1", Stop))!.User);
        Assert.Null(await links.PersonAsync("https://other.example.com", "user_1", Stop));

        Assert.Equal("done", await links.DisableAsync("msg_1", "https://clerk.example.com", "user_1", "provider", Stop));

        Assert.Null(await links.PersonAsync("https://clerk.example.com", "user_1", Stop));
        await Users.SetDisabledAsync(await Users.GetAsync("linked@example.com", Stop), false, "a test", Stop);
        Assert.Equal("again", await links.DisableAsync("msg_1", "https://clerk.example.com", "user_1", "provider", Stop));
        Assert.Equal("unknown", await links.DisableAsync("msg_2", "https://clerk.example.com", "user_9", "provider", Stop));
        Assert.NotNull(await links.PersonAsync("https://clerk.example.com", "user_1", Stop));
    }

    [Fact]
    public async Task Who_is_erased_is_nobody_and_out()
    {
        var organisation = await OrganisationAsync("Erasing");
        var sessions = new SessionRegister(database.Database);
        var user = await Users.AddAsync("erased@example.com", "Erased", false, "a test", Stop);
        await Members.SetAsync(organisation, user, Role.Viewer, [], 0, "a test", Stop);
        var (text, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);
        var feedback = new FeedbackBox(database.Database);
        await feedback.SayAsync("Said by whoever is erased", "dashboard", "1", user, "Erased", Stop);
        await feedback.SayAsync("Said by somebody else", "dashboard", "1", null, "Somebody", Stop);

        await Users.EraseAsync(user, "a test", Stop);

        Assert.Null(await sessions.FindAsync(text, Stop));
        Assert.Null(await Users.AccountAsync("erased@example.com", Stop));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM milestone.person WHERE email = 'erased@example.com'"));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM milestone.audit_entry a WHERE to_jsonb(a)::text ILIKE '%erased@example.com%'"));
        Assert.Equal("Said by somebody else", Assert.Single(await feedback.ListAsync(onlyUnread: false, 10, after: null, Stop)).Words);
    }

    [Fact]
    public async Task Every_change_is_audited_under_who_made_it_and_without_a_secret()
    {
        var organisation = await OrganisationAsync("Audited");
        var user = await Users.AddAsync("audited@example.com", "Audited", false, "Boss One", Stop);
        await Users.SetPasswordAsync(user, "the-hash-itself", "Boss Two", Stop);
        await Members.SetAsync(organisation, user, Role.Viewer, [], 0, "Boss Three", Stop);
        await Invitations.CreateAsync(organisation, "invited@example.com", Role.Viewer, [], "Boss Four", Stop);

        Assert.Equal(
            ["Boss Four insert invitation", "Boss One insert app_user", "Boss Three insert membership", "Boss Two insert local_password"],
            await NamesAsync("SELECT actor || ' ' || action || ' ' || entity FROM milestone.audit_entry WHERE actor LIKE 'Boss %' ORDER BY 1"));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM milestone.audit_entry a WHERE to_jsonb(a)::text LIKE '%the-hash-itself%' OR to_jsonb(a)::text LIKE '%@example.com%' OR after ? 'hash'"));
    }

    private async Task OwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<Guid> OrganisationAsync(string name) => (await new OrganisationCatalogue(database.Database).GetOrCreateAsync(name, null, Stop)).Organisation.Id;

    private async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task<List<string>> NamesAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var names = new List<string>();
        while (await reader.ReadAsync(Stop))
            names.Add(reader.GetString(0));
        return names;
    }
}
