using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Access;
using Milestone.Host.Identity.Provider;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>What the provider says of its users: taken when it is signed and new, and then whoever is deleted or banned is out.</summary>
public sealed class WebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Issuer = "https://clerk.example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The vector that Svix publishes.
    [Theory]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, true)]
    [InlineData("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, true)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 300, true)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 301, false)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", -301, false)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, false)]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, false)]
    [InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, false)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, false)]
    [InlineData("v1,", 0, false)]
    [InlineData("", 0, false)]
    public void A_signature_is_that_of_the_bytes_and_of_these_five_minutes(string signatures, int later, bool isGood) => Assert.Equal(isGood, ProviderWebhook.IsSigned(
        Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", signatures, "{\"test\": 2432232314}"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1614265330 + later)));

    [Theory]
    [InlineData("{\"type\":\"user.deleted\",\"data\":{\"id\":\"user_1\",\"deleted\":true}}", "user_1")]
    [InlineData("{\"type\":\"user.updated\",\"data\":{\"id\":\"user_1\",\"banned\":true}}", "user_1")]
    [InlineData("{\"type\":\"user.updated\",\"data\":{\"id\":\"user_1\",\"banned\":false,\"locked\":true}}", "user_1")]
    [InlineData("{\"type\":\"user.updated\",\"data\":{\"id\":\"user_1\",\"banned\":false}}", null)]
    [InlineData("{\"type\":\"user.created\",\"data\":{\"id\":\"user_1\"}}", null)]
    [InlineData("{\"type\":\"user.deleted\",\"data\":{}}", null)]
    [InlineData("{\"type\":\"user.deleted\",\"data\":[1]}", null)]
    [InlineData("{\"type\":7}", null)]
    [InlineData("[]", null)]
    [InlineData("nonsense", null)]
    public void Messages_about_somebody_leaving_name_who(string body, string? who) => Assert.Equal(who, ProviderWebhook.WhoIsOut(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task Whoever_is_deleted_there_is_out_here_and_the_same_message_again_does_nothing()
    {
        await using var host = await DoorHost.StartAsync(settings => settings with { TokenIssuer = new Uri(Issuer), AuthorizedParties = ["https://books.example.com"], WebhookSecret = Secret });
        var users = new UserRegister(host.Database);
        var user = await users.GetAsync(DoorHost.Viewer, Stop);
        await new IdentityLinks(host.Database).LinkAsync(user.Id, Issuer, "user_1", "a test", Stop);
        var browser = await host.SignedInAsync(DoorHost.Viewer);
        const string Body = "{\"type\":\"user.deleted\",\"data\":{\"id\":\"user_1\"}}";

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(host, "msg_1", Body, signed: Body + " "));
        Assert.Null((await users.GetAsync(DoorHost.Viewer, Stop)).DisabledAt);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(host, "msg_1", Body, signed: Body));

        Assert.NotNull((await users.GetAsync(DoorHost.Viewer, Stop)).DisabledAt);
        using var shown = await browser.GetAsync("account");
        Assert.StartsWith("/milestone-app/sign-in", shown.Headers.Location!.ToString(), StringComparison.Ordinal);
        await users.SetDisabledAsync(await users.GetAsync(DoorHost.Viewer, Stop), false, "a test", Stop);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(host, "msg_1", Body, signed: Body));
        Assert.Null((await users.GetAsync(DoorHost.Viewer, Stop)).DisabledAt);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(host, "msg_2", new string(' ', 300_000), signed: ""));
    }

    [Fact]
    public async Task Without_a_secret_nothing_listens()
    {
        await using var host = await DoorHost.StartAsync();

        Assert.Contains(await SendAsync(host, "msg_1", "{}", signed: "{}"), new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    private static async Task<HttpStatusCode> SendAsync(DoorHost host, string id, string body, string signed)
    {
        var timestamp = host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{signed}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/webhooks/clerk", UriKind.Relative));
        request.Headers.Add("svix-id", id);
        request.Headers.Add("svix-timestamp", timestamp);
        request.Headers.Add("svix-signature", "v1," + Convert.ToBase64String(mac));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await host.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
