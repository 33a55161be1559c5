using Milestone.Core.Access;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>The first administrator, and the last.</summary>
public sealed class OwnerTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_makes_the_first_administrator_once_and_only_while_there_is_no_user_and_the_last_one_stays()
    {
        var first = new FirstAdministrator(database.Database);
        var users = new UserRegister(database.Database);
        var old = (await first.OfferAsync(Stop))!;
        database.Clock.Advance(FirstAdministrator.Lifetime);
        var code = (await first.OfferAsync(Stop))!;
        var second = (await first.OfferAsync(Stop))!;

        Assert.False(await first.IsGoodAsync(old, Stop));
        Assert.True(await first.IsGoodAsync(code, Stop));
        var both = await Task.WhenAll(TryAsync(first, code, "a@example.com"), TryAsync(first, second, "b@example.com"));

        Assert.Single(both, isIn => isIn);
        Assert.Null(await first.OfferAsync(Stop));
        Assert.False(await first.IsGoodAsync(code, Stop));
        var owner = Assert.Single(await users.ListAsync(Stop));
        Assert.True(owner.IsOwner && owner.HasPassword);

        Assert.Equal(ProblemKind.Conflict, (await Assert.ThrowsAsync<ProblemException>(() => users.SetOwnerAsync(owner, false, "a test", Stop))).Kind);
        Assert.Equal(ProblemKind.Conflict, (await Assert.ThrowsAsync<ProblemException>(() => users.SetDisabledAsync(owner, true, "a test", Stop))).Kind);
        Assert.Equal(ProblemKind.Conflict, (await Assert.ThrowsAsync<ProblemException>(() => users.EraseAsync(owner.Id, "a test", Stop))).Kind);
        await users.AddAsync("c@example.com", "Another", isOwner: true, "a test", Stop);
        await users.SetDisabledAsync(owner, true, "a test", Stop);
        Assert.NotNull((await users.GetAsync(owner.Email, Stop)).DisabledAt);
    }

    private static async Task<bool> TryAsync(FirstAdministrator first, string code, string email)
    {
        try
        {
            await first.TakeAsync(code, email, "First", "a hash", Stop);
            return true;
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.Forbidden)
        {
            return false;
        }
    }
}
