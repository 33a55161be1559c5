using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Milestone.Build.Engine;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Identity;

internal sealed partial class SignIn : Check
{
    const int MostSteps = 20;

    public override string Task => "T283";

    public override string Title => "The sign-in provider";

    public override string Proves => "Its discovery document is its own, somebody signs in there and is let in here, a token of another issuer and a message that it did not sign are refused; the keys are live ones";

    public override string Sabotage => "The person who signs in is disabled here";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var authority = stage.Rehearsal?.Provider ?? await Authority(stage, stop);
        var document = await stage.Http.GetStringAsync(new Uri(authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration"), stop);
        var issuer = (string?)JsonNode.Parse(document)?["issuer"] ?? "";
        evidence.Expect(issuer.TrimEnd('/') == authority.AbsoluteUri.TrimEnd('/'), $"GET {authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration", $"issuer {issuer}");
        if (world.IsProduction)
            evidence.Expect(!issuer.Contains(".accounts.dev", StringComparison.Ordinal) && !issuer.Contains("test", StringComparison.OrdinalIgnoreCase), "is it the live instance?", issuer);
        else
        {
            var isIn = await RoundTrip(stage, evidence, stop);
            evidence.Expect(isIn, "signing in at the provider as adam", isIn ? "let in: the account's page greets Adam" : "not let in");
        }

        var root = stage.Site.AbsoluteUri.TrimEnd('/');
        using var stranger = new HttpRequestMessage(HttpMethod.Get, root + "/api/v1/organisations");
        stranger.Headers.Authorization = new("Bearer", Forged());
        using var refused = await stage.Http.SendAsync(stranger, stop);
        evidence.Expect(refused.StatusCode == HttpStatusCode.Unauthorized, "GET api/v1/organisations with a token of another issuer", $"{(int)refused.StatusCode}");
        await Messages(stage, root, evidence, stop);
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var database = stage.Rehearsal!.Database.Superuser;
        const string who = "FROM milestone.person p WHERE p.user_id = u.user_id AND p.email = 'administrator@demo.example'";
        await WorldDatabase.RowsOf(database, $"UPDATE milestone.app_user u SET disabled_at = now() {who}", stop);
        return Undo.By(() => WorldDatabase.RowsOf(database, $"UPDATE milestone.app_user u SET disabled_at = NULL {who}", CancellationToken.None));
    }

    /// <summary>Where the product leads whoever signs in.</summary>
    static async Task<Uri> Authority(Stage stage, CancellationToken stop)
    {
        using var answer = await stage.Http.GetAsync(new Uri(stage.Site.AbsoluteUri.TrimEnd('/') + "/sign-in/provider"), stop);
        return answer.Headers.Location is { IsAbsoluteUri: true } to ? new Uri(to.GetLeftPart(UriPartial.Authority)) : throw new StepFailedException($"sign-in/provider leads to no provider: {(int)answer.StatusCode}");
    }

    static async Task<bool> RoundTrip(Stage stage, Evidence evidence, CancellationToken stop)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { Timeout = TimeSpan.FromSeconds(30) };
        var next = new Uri(stage.Site.AbsoluteUri.TrimEnd('/') + "/sign-in/provider?return=account");
        for (var step = 0; step < MostSteps; step++)
        {
            using var answer = await browser.GetAsync(next, stop);
            if (answer.Headers.Location is { } on)
            {
                next = new Uri(next, on);
                continue;
            }
            var page = await answer.Content.ReadAsStringAsync(stop);
            if (next.AbsoluteUri.StartsWith(stage.Site.AbsoluteUri, StringComparison.Ordinal))
            {
                evidence.Saw($"after {step} steps", $"{(int)answer.StatusCode} at {next.AbsolutePath}");
                return answer.StatusCode == HttpStatusCode.OK && next.AbsolutePath.EndsWith("/account", StringComparison.Ordinal) && page.Contains("Adam", StringComparison.Ordinal);
            }
            var prompt = Prompt().Match(page).Groups[1].Value;
            if (prompt.Length == 0) return false;
            using var form = new FormUrlEncodedContent([new("prompt", prompt), new("login", "adam"), new("password", "x")]);
            using var sent = await browser.PostAsync(new Uri(next, Action().Match(page).Groups[1].Value), form, stop);
            if (sent.Headers.Location is null) return false;
            next = new Uri(next, sent.Headers.Location);
        }
        return false;
    }

    /// <summary>Well made, and by nobody that is trusted.</summary>
    static string Forged()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = Base64("""{"alg":"RS256","typ":"JWT","kid":"forged"}""");
        var body = Base64(string.Create(CultureInfo.InvariantCulture, $$"""{"iss":"https://evil.example","sub":"adam","azp":"https://evil.example","iat":{{now}},"nbf":{{now}},"exp":{{now + 60}}}"""));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{body}.{Base64Url(signature)}";

        static string Base64(string text) => Base64Url(Encoding.UTF8.GetBytes(text));
        static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    static async Task Messages(Stage stage, string root, Evidence evidence, CancellationToken stop)
    {
        const string body = """{"type":"user.deleted","data":{"id":"somebody-unknown"}}""";
        await Try(null, 400, "not signed");
        if (stage.Rehearsal is not { } rehearsal) return;
        await Try("whsec_" + Convert.ToBase64String(new byte[24]), 400, "signed with another secret");
        await Try(rehearsal.WebhookSecret, 204, "signed as the provider does");

        async Task Try(string? secret, int wanted, string how)
        {
            var code = await Send(secret);
            evidence.Expect(code == wanted, $"POST api/v1/webhooks/clerk, {how}", $"{code}");
        }

        async Task<int> Send(string? secret)
        {
            var id = "msg_" + Guid.NewGuid().ToString("N");
            var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Post, root + "/api/v1/webhooks/clerk") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (secret is not null)
            {
                var key = Convert.FromBase64String(secret["whsec_".Length..]);
                request.Headers.Add("svix-id", id);
                request.Headers.Add("svix-timestamp", time);
                request.Headers.TryAddWithoutValidation("svix-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{time}.{body}"))));
            }
            using var answer = await stage.Http.SendAsync(request, stop);
            return (int)answer.StatusCode;
        }
    }

    [GeneratedRegex("name=\"prompt\" value=\"([^\"]+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
