using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Host.Caching;
using Milestone.Host.Maintenance;
using Milestone.Host.Settings;
using Milestone.Host.Shell;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Caching;

public sealed class AnswerKeyTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task At_midnight_of_the_organisation_and_not_of_UTC_every_key_is_another()
    {
        var catalogue = new OrganisationCatalogue(database.Database);
        await catalogue.GetOrCreateAsync("Firm of the midnight", null, TestContext.Current.CancellationToken);
        // British Summer Time: midnight in London is 23:00 in UTC.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 30, 22, 59, 0, TimeSpan.Zero));
        var keys = new AnswerKeys(catalogue, new PersonalSettings(database.Database), new MaintenanceBoard(new MaintenanceWindows(database.Database), new HostSettings { ConnectionString = "" }, clock), clock);

        var evening = await KeyAsync(keys);
        clock.Advance(TimeSpan.FromSeconds(30));
        var later = await KeyAsync(keys);
        clock.Advance(TimeSpan.FromMinutes(1));
        var nextDay = await KeyAsync(keys);

        Assert.Equal(evening, later);
        Assert.NotEqual(evening, nextDay);
        Assert.NotEqual(evening!.Value.Tag(), nextDay!.Value.Tag());
        Assert.Equal(new DateOnly(2026, 7, 1), nextDay.Value.Today);
    }

    [Fact]
    public void Nothing_with_a_cookie_or_a_forms_token_is_kept()
    {
        Assert.True(Keepable.Is(Answer(), "<p>figures</p>"u8));
        Assert.False(Keepable.Is(Answer(), "<input name=\"__RequestVerificationToken\" />"u8));
        Assert.False(Keepable.Is(Answer(answer => answer.Headers.SetCookie = "milestone-form=secret"), "<p></p>"u8));
        Assert.False(Keepable.Is(Answer(answer => answer.Headers.CacheControl = "no-cache, no-store"), "<p></p>"u8));
        Assert.False(Keepable.Is(Answer(answer => answer.StatusCode = 302), "<p></p>"u8));
    }

    private static HttpResponse Answer(Action<HttpResponse>? with = null)
    {
        var answer = new DefaultHttpContext().Response;
        with?.Invoke(answer);
        return answer;
    }

    private static async Task<AnswerKey?> KeyAsync(AnswerKeys keys)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/dashboard";
        context.Features.Set(Visitor.AtThisMachine);
        return await keys.OfAsync(context, new CachedPageAttribute());
    }
}
