using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class RateLimits : Check
{
    const int Limit = 12;

    public override string Task => "T290";

    public override string Title => "Rate limits";

    public override string Proves => "Up to the limit everything is answered, beyond it 429 with Retry-After; another user and another address are not affected, and an address is believed from a known proxy only";

    public override string Sabotage => "The limit of reads is set to 0, which counts nothing";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        await using var host = await world.AnotherHost(new Dictionary<string, string?> { ["Milestone__RateLimits__Reads"] = Limit.ToString(CultureInfo.InvariantCulture) }, stop);
        using var site = new Site(host.Root, new Accounts(null, database.DemoPassword));
        // The sign-ins look at a page each, so they come first, from addresses of their own.
        await site.Cookie("viewer", stop);
        await site.Cookie("accountant", stop);
        var good = 0;
        Answer? refusal = null;
        for (var turn = 0; turn < Limit * 2 && refusal is null; turn++)
        {
            var answer = await site.Get("api/v1/organisations", stop, "viewer");
            if (answer.Code == 429) refusal = answer;
            else if (answer.Code == 200) good++;
        }
        evidence.Expect(refusal is not null && good is >= Limit - 2 and <= Limit + 1, string.Create(CultureInfo.InvariantCulture, $"GET api/v1/organisations as a viewer, limit {Limit} a minute"), string.Create(CultureInfo.InvariantCulture, $"{good} answered 200, then {(refusal is null ? "no refusal" : refusal.Says)}"));
        if (refusal is not null) evidence.Expect(int.TryParse(refusal.Header("Retry-After"), out var seconds) && seconds is > 0 and <= 60, "the refusal's Retry-After", $"{refusal.Header("Retry-After")}; RateLimit: {refusal.Header("RateLimit")}");
        var other = await site.Get("api/v1/organisations", stop, "accountant");
        evidence.Expect(other.Code == 200, other.Asked + ", at the same moment", other.Says);
        for (var turn = 0; turn < Limit + 2; turn++) await site.Get("api/v1/organisations", stop, Site.Nobody, ("X-Forwarded-For", "203.0.113.7"));
        var known = await site.Get("api/v1/organisations", stop, Site.Nobody, ("X-Forwarded-For", "203.0.113.7"));
        var stranger = await site.Get("api/v1/organisations", stop, Site.Nobody, ("X-Forwarded-For", "203.0.113.8"));
        evidence.Expect(known.Code == 429 && stranger.Code == 401, "the same of nobody, by address behind a known proxy", $"203.0.113.7: {known.Code}; 203.0.113.8: {stranger.Code}");
        var health = await site.Get("api/health/live", stop, Site.Nobody, ("X-Forwarded-For", "203.0.113.7"));
        evidence.Expect(health.Code == 200, "its health check is not counted", health.Says);
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        world.Variables["Milestone__RateLimits__Reads"] = "0";
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => world.Variables.Remove("Milestone__RateLimits__Reads")));
    }
}
