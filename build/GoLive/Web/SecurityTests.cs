using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class SecurityTests : Check
{
    const string Attack = "<script>alert('golive')</script>";

    public override string Task => "T321";

    public override string Title => "Forgery, scripts, guessing";

    public override string Proves => "A form without its token and a request of another site are refused; a script that was stored or asked for stands on the page as text; guessed passwords are slowed down and told nothing";

    public override string Sabotage => "A proxy before the host writes entities back into signs";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        foreach (var page in (string[])["sign-out", "preferences", "admin/tokens"])
        {
            using var form = new FormUrlEncodedContent([new("label", "forged"), new("_handler", "forged")]);
            var answer = await site.Send(HttpMethod.Post, page, form, "administrator", stop, ("Origin", "https://evil.example"));
            evidence.Expect(answer.Code is >= 400 and < 500, answer.Asked + " without the form's token, from another site", answer.Says);
        }
        var cookie = await site.Cookie("administrator", stop);
        var set = await site.Get("sign-in", stop);
        evidence.Expect(set.Header("Set-Cookie").Contains("samesite=strict", StringComparison.OrdinalIgnoreCase) && set.Header("Set-Cookie").Contains("httponly", StringComparison.OrdinalIgnoreCase), "GET sign-in, its cookie", set.Header("Set-Cookie").Split(';').Skip(1).Aggregate("", (text, part) => text + part.Trim() + "; "));
        evidence.Saw("the session's cookie", cookie.Split('=')[0]);

        var asked = await site.Get("projects?search=" + Uri.EscapeDataString(Attack), stop, "administrator");
        evidence.Expect(asked.Code == 200 && !asked.Text.Contains(Attack, StringComparison.Ordinal) && asked.Text.Contains("&lt;script&gt;", StringComparison.Ordinal), asked.Asked, $"{asked.Says}; the script stands there as {(asked.Text.Contains(Attack, StringComparison.Ordinal) ? "a script" : "text")}");

        var (fields, formCookie) = await site.Form("sign-in", Site.Nobody, stop);
        var (refused, slowed) = (0, 0);
        // Somebody else from somewhere else each time: whoever was told to wait a moment ago still has to.
        var (guessed, from) = ($"guessed-{Guid.NewGuid():N}@demo.example", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 255)}"));
        for (var attempt = 0; attempt < 8; attempt++)
        {
            using var form = new FormUrlEncodedContent([.. fields, new("email", guessed), new("password", string.Create(CultureInfo.InvariantCulture, $"guess number {attempt}"))]);
            var answer = await site.Send(HttpMethod.Post, "sign-in", form, Site.Nobody, stop, ("Cookie", formCookie), ("X-Forwarded-For", from));
            if (answer.Code is 302 or 303) evidence.Fault($"a guessed password let somebody in: {answer.Says}");
            if (answer.Code == 429 || answer.Text.Contains("wait", StringComparison.OrdinalIgnoreCase) || answer.Text.Contains("Too many", StringComparison.OrdinalIgnoreCase)) slowed++;
            else refused++;
        }
        evidence.Expect(refused >= 1 && slowed >= 1, "8 guesses of one password", string.Create(CultureInfo.InvariantCulture, $"{refused} refused, then {slowed} told to wait"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        (await world.Site(stop)).Before(answer => answer.Type == "text/html" ? answer.As(answer.Code, System.Net.WebUtility.HtmlDecode(answer.Text)) : answer);
}
