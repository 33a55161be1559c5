using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Core.Access;
using Milestone.Host.Settings;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>Session tokens as Clerk issues them, against a key set on this machine: which are good, and each way of being no good.</summary>
public sealed class SessionTokenTests
{
    private const string Site = "https://books.example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_shows_what_its_user_may_see_and_no_other_token_shows_anything()
    {
        await using var keys = await KeySet.StartAsync();
        await using var host = await DoorHost.StartAsync(settings => settings with { TokenIssuer = keys.Issuer, AuthorizedParties = [Site] });
        var user = await new UserRegister(host.Database).GetAsync(DoorHost.Viewer, Stop);
        await new IdentityLinks(host.Database).LinkAsync(user.Id, keys.Issuer.AbsoluteUri.TrimEnd('/'), "user_1", "a test", Stop);
        var now = host.Clock.GetUtcNow();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = keys.Issuer.AbsoluteUri.TrimEnd('/'),
            ["sub"] = "user_1",
            ["azp"] = Site,
            ["sid"] = "sess_1",
            ["v"] = 2,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds() - 5,
            ["exp"] = now.ToUnixTimeSeconds() + 60,
        };

        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(host, keys.Signed(claims)));
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(host, keys.Signed(With("sts", "active"))));
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(host, keys.Signed(With("exp", now.ToUnixTimeSeconds() - 9))));

        const string NoGood = "The token is not good";
        var refused = new (string Name, string Token, string Why)[]
        {
            ("expired", keys.Signed(With("exp", now.ToUnixTimeSeconds() - 11)), "The token has expired"),
            ("without an end", keys.Signed(With("exp", null)), NoGood),
            ("not begun", keys.Signed(With("nbf", now.ToUnixTimeSeconds() + 11)), NoGood),
            ("another issuer's", keys.Signed(With("iss", "https://evil.example.com")), NoGood),
            ("for another site", keys.Signed(With("azp", "https://evil.example.com")), "The token was issued to another site"),
            ("for no site", keys.Signed(With("azp", null)), "The token was issued to another site"),
            ("of a session that waits for its organisation", keys.Signed(With("sts", "pending")), "The session is not active yet"),
            ("of nobody here", keys.Signed(With("sub", "user_2")), "The token's subject is no user here: sign in on the pages once"),
            ("of no subject", keys.Signed(With("sub", null)), "The token names no subject"),
            ("signed by a key of somebody else under our key's name", KeySet.Signed(claims, RSA.Create(2048), "RS256", KeySet.KeyId), NoGood),
            ("signed by a key that nobody knows", KeySet.Signed(claims, RSA.Create(2048), "RS256", "other"), NoGood),
            ("signed by HMAC with the public key", keys.Confused(claims), NoGood),
            ("not signed", KeySet.Unsigned(claims), NoGood),
            ("changed after it was signed", Changed(keys.Signed(claims)), NoGood),
            ("no token", "a.b.c", NoGood),
        };
        foreach (var (name, token, why) in refused)
        {
            var (status, challenge) = await AskAsync(host, token);
            Assert.True(status == HttpStatusCode.Unauthorized, $"A token {name} was taken.");
            Assert.Equal($"Bearer error=\"invalid_token\", error_description=\"{why}\"", challenge);
            Assert.DoesNotContain(token, host.Log, StringComparison.Ordinal);
        }

        var users = new UserRegister(host.Database);
        await users.SetDisabledAsync(user, true, "a test", Stop);
        while ((await AskAsync(host, keys.Signed(claims))).Status == HttpStatusCode.OK)
            Stop.ThrowIfCancellationRequested();

        Dictionary<string, object?> With(string claim, object? value) => new(claims) { [claim] = value };
    }

    // Measured with the framework's five minutes: a made-up key just before the change, and nobody gets in for as long.
    [Fact]
    public async Task When_the_issuer_changes_its_key_the_new_one_is_good_soon_even_after_a_made_up_one_and_the_old_one_is_not()
    {
        await using var keys = await KeySet.StartAsync();
        await using var host = await DoorHost.StartAsync(settings => settings with { TokenIssuer = keys.Issuer, AuthorizedParties = [Site], BetweenKeyFetches = TimeSpan.FromSeconds(1) });
        var user = await new UserRegister(host.Database).GetAsync(DoorHost.Viewer, Stop);
        await new IdentityLinks(host.Database).LinkAsync(user.Id, keys.Issuer.AbsoluteUri.TrimEnd('/'), "user_1", "a test", Stop);
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?> { ["iss"] = keys.Issuer.AbsoluteUri.TrimEnd('/'), ["sub"] = "user_1", ["azp"] = Site, ["iat"] = now, ["nbf"] = now - 5, ["exp"] = now + 600 };
        var old = keys.Signed(claims);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, old)).Status);
        Assert.Equal(1, keys.Fetches);

        // Uses up the one fetch of the interval.
        var madeUp = KeySet.Signed(claims, RSA.Create(2048), "RS256", "made-up");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(host, madeUp)).Status);
        while (keys.Fetches < 2)
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(host, madeUp)).Status);
        keys.Rotate("key-2");
        var renewed = keys.Signed(claims);
        var waited = Stopwatch.StartNew();
        while ((await AskAsync(host, renewed)).Status != HttpStatusCode.OK)
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "A token by the new key was not taken within thirty seconds.");

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(host, old)).Status);
        // However many were made up: at most one fetch an interval.
        Assert.InRange(keys.Fetches, 3, 4 + (int)waited.Elapsed.TotalSeconds);
        Assert.Equal(TimeSpan.FromSeconds(15), new SignInSettings().BetweenKeyFetches);
    }

    [Fact]
    public async Task Without_an_issuer_no_token_is_taken()
    {
        await using var keys = await KeySet.StartAsync();
        await using var host = await DoorHost.StartAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), await AskAsync(host, keys.Signed(new Dictionary<string, object?> { ["sub"] = "user_1" })));
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=')));
        return $"{parts[0]}.{KeySet.Base64(Encoding.UTF8.GetBytes(claims.Replace("user_1", "user_0", StringComparison.Ordinal)))}.{parts[2]}";
    }

    private static async Task<(HttpStatusCode Status, string Challenge)> AskAsync(DoorHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/milestone-app/api/v1/organisations", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await host.Client.SendAsync(request, Stop);
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString());
    }

    /// <summary>An issuer's keys, served as a provider serves them.</summary>
    private sealed class KeySet : IAsyncDisposable
    {
        public const string KeyId = "key-1";

        private RSA key = RSA.Create(2048);
        private string kid = KeyId;
        private volatile string json = "";
        private int fetches;
        private WebApplication app = null!;

        public Uri Issuer { get; private set; } = null!;

        public static async Task<KeySet> StartAsync()
        {
            var set = new KeySet();
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            set.app = builder.Build();
            set.Publish();
            set.app.Run(context =>
            {
                if (context.Request.Path != "/.well-known/jwks.json")
                    return Task.CompletedTask;
                Interlocked.Increment(ref set.fetches);
                return context.Response.WriteAsync(set.json);
            });
            await set.app.StartAsync(Stop);
            set.Issuer = new Uri(set.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
            return set;
        }

        /// <summary>How often the set was fetched.</summary>
        public int Fetches => Volatile.Read(ref fetches);

        /// <summary>Another key in the place of the one there was.</summary>
        public void Rotate(string name)
        {
            key.Dispose();
            (key, kid) = (RSA.Create(2048), name);
            Publish();
        }

        public string Signed(Dictionary<string, object?> claims) => Signed(claims, key, "RS256", kid);

        public static string Signed(Dictionary<string, object?> claims, RSA by, string algorithm, string kid)
        {
            var text = $"{Head(algorithm, kid)}.{Body(claims)}";
            return $"{text}.{Base64(by.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }

        // The public key is no secret: whoever takes it for one can be fooled.
        public string Confused(Dictionary<string, object?> claims)
        {
            var text = $"{Head("HS256", KeyId)}.{Body(claims)}";
            return $"{text}.{Base64(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(text)))}";
        }

        public static string Unsigned(Dictionary<string, object?> claims) => $"{Head("none", KeyId)}.{Body(claims)}.";

        public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        private void Publish()
        {
            var parameters = key.ExportParameters(false);
            json = JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid, n = Base64(parameters.Modulus!), e = Base64(parameters.Exponent!) } } });
        }

        private static string Head(string algorithm, string kid) => Base64(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT", kid }));

        private static string Body(Dictionary<string, object?> claims) =>
            Base64(JsonSerializer.SerializeToUtf8Bytes(claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value)));

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            key.Dispose();
        }
    }
}
