using System.Globalization;
using Milestone.Build.Auditing;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class Headers : Check
{
    static readonly string[] Pages = ["dashboard", "statement", "projects", "changes", "packs", "reconciliation", "assignments", "preferences", "account", "admin", "sign-in", "openapi/v1.json", "api/v1/organisations", "api/health", "api/health/live"];

    static readonly string[] Refused = ["nothing-here", "api/v1/nothing-here", "api/v1/statement?form=x", "statement?from=never", "dist/nothing.js", "..%2f..%2fetc%2fpasswd"];

    public override string Task => "T289";

    public override string Title => "Security headers";

    public override string Proves => "Every page, file, figure and refusal carries the whole policy, for nobody and for an administrator, and nothing in it is unsafe; over https also Strict-Transport-Security";

    public override string Sabotage => "A proxy before the host drops X-Frame-Options from refusals";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        foreach (var who in (string[])[Site.Nobody, "administrator"])
        {
            var asked = 0;
            foreach (var path in Pages.Concat(Refused))
            {
                var answer = await site.Get(path, stop, who);
                asked++;
                foreach (var fault in Faults(answer)) evidence.Fault($"{answer.Asked}: {fault}");
                if (asked is 1) evidence.Saw(answer.Asked, $"{answer.Code}; Content-Security-Policy: {answer.Header("Content-Security-Policy")}");
            }
            evidence.Saw($"{Pages.Length} pages and figures, {Refused.Length} refusals, as {who}", string.Create(CultureInfo.InvariantCulture, $"{asked} answers with the whole policy looked at"));
        }
        if (site.Root.Scheme == Uri.UriSchemeHttps) return;
        // As behind the proxy that ends https: what it says of the scheme is believed from loopback.
        var secure = await site.Get("sign-in", stop, Site.Nobody, ("X-Forwarded-Proto", "https"));
        evidence.Expect(secure.Header("Strict-Transport-Security").Contains("max-age=", StringComparison.Ordinal), "GET sign-in behind a proxy with https", $"Strict-Transport-Security: {secure.Header("Strict-Transport-Security")}");
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) => (await world.Site(stop)).Before(answer =>
    {
        if (answer.Code >= 400) answer.Drop("X-Frame-Options");
        return answer;
    });

    static IEnumerable<string> Faults(Answer answer)
    {
        using var message = new HttpResponseMessage();
        foreach (var (name, value) in answer.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return [.. HeaderCheck.Faults(message.Headers, answer.Code)];
    }
}
