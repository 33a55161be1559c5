using System.Globalization;
using System.Net;
using System.Text;
using Milestone.Build.Coolify;

namespace Milestone.Build.Tests.Coolify;

/// <summary>Every shape that Coolify's answers and refusals have is read, and a refusal says what to do.</summary>
public sealed class CoolifyClientTests
{
    private const string Token = "7|secret-token";

    [Theory]
    [InlineData(400, """{"message":"Invalid token.","docs":"d"}""", "belongs to no team")]
    [InlineData(400, """{"message":"Invalid request.","error":"Empty JSON."}""", "Invalid request: Empty JSON")]
    [InlineData(401, """{"message":"Unauthenticated."}""", "MILESTONE_COOLIFY_TOKEN")]
    [InlineData(403, """{"message":"Missing required permissions: deploy"}""", "the ability deploy;")]
    [InlineData(403, """{"message":"Missing required team role."}""", "administrator or the owner")]
    [InlineData(403, """{"success":true,"message":"API is disabled."}""", "Turn the API on")]
    [InlineData(403, """{"success":true,"message":"You are not allowed to access the API."}""", "allow-list")]
    [InlineData(404, """{"message":"Application not found"}""", "Check the uuid")]
    [InlineData(405, """{"message":"This endpoint has changed to a POST request."}""", "another method")]
    [InlineData(409, """{"message":"Domain conflicts detected.","conflicts":[{"domain":"https://h/a","resource_name":"Other","resource_uuid":"u","resource_type":"application"}]}""", "https://h/a belongs to Other (application u)")]
    [InlineData(422, """{"message":"Validation failed.","errors":{"ports":["Not allowed.","Too long."]}}""", "ports: Not allowed. Too long.")]
    [InlineData(422, """{"message":"Validation failed.","errors":{"ports":"Not allowed."}}""", "ports: Not allowed.")]
    [InlineData(422, """{"message":"Validation failed."}""", "Validation failed")]
    [InlineData(429, """{"message":"Too Many Attempts."}""", "Wait and repeat")]
    [InlineData(500, """{"message":"Server Error"}""", "Coolify's own log")]
    [InlineData(502, "<html><title>502 Bad Gateway</title></html>", "a server before Coolify answered 502: 502 Bad Gateway")]
    [InlineData(503, "", "a server before Coolify answered 503")]
    public async Task A_refusal_says_what_was_asked_what_was_answered_and_what_to_do(int status, string body, string says)
    {
        var refused = await RefusedAsync(status, body);

        Assert.StartsWith($"POST /api/v1/deploy: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"answered {status}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, """{"message":"Too Many Attempts."}""", true)]
    [InlineData(502, "<html></html>", true)]
    [InlineData(500, "<html></html>", true)]
    [InlineData(500, """{"message":"Server Error"}""", false)]
    [InlineData(403, """{"success":true,"message":"API is disabled."}""", false)]
    [InlineData(404, """{"message":"Not found."}""", false)]
    public async Task Only_what_may_be_over_in_a_moment_is_asked_again(int status, string body, bool passing) => Assert.Equal(passing, (await RefusedAsync(status, body)).Refusal.IsPassing);

    [Fact]
    public async Task A_full_queue_says_how_long_to_wait() =>
        Assert.Equal(TimeSpan.FromSeconds(60), (await RefusedAsync(429, """{"message":"Deployment queue is full."}""", retryAfter: 60)).Refusal.RetryAfter);

    [Fact]
    public async Task Nobody_at_the_address_is_a_refusal_like_any_other()
    {
        using var http = new HttpClient();
        var refused = await Assert.ThrowsAsync<CoolifyException>(() => new CoolifyClient(http, new Uri("http://127.0.0.1:1"), Token).Version(Stop));
        Assert.True(refused.Refusal.IsPassing);
        Assert.Contains("MILESTONE_COOLIFY_URL", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4.3.10", true, true)]
    [InlineData("v4.2.0\n", false, true)]
    [InlineData("\"4.4.0-rc.1\"", true, true)]
    [InlineData("4.1.2", false, false)]
    public async Task The_version_comes_as_a_text_and_says_what_there_is(string text, bool hasRollback, bool hasSettings)
    {
        var version = await Of(text).Version(Stop);
        Assert.Equal((hasRollback, hasSettings), (version.HasRollback, version.HasSettings));
    }

    [Theory]
    [InlineData("<html><title>Sign in</title></html>")]
    [InlineData("")]
    public async Task What_is_no_version_is_refused(string text) => await Assert.ThrowsAsync<CoolifyException>(() => Of(text).Version(Stop));

    [Theory]
    [InlineData("""{"count":1,"deployments":[{"deployment_uuid":"d","status":"finished"}]}""")]
    [InlineData("""{"count":1,"deployments":{"3":{"deployment_uuid":"d","status":"finished"}}}""")]
    [InlineData("""[{"deployment_uuid":"d","status":"finished"}]""")]
    public async Task Deployments_are_read_from_a_list_and_from_an_object(string body) => Assert.Equal("d", Assert.Single(await Of(body).Deployments("app", 5, Stop)).DeploymentUuid);

    [Fact]
    public async Task A_row_is_read_whatever_else_is_in_it_and_its_log_out_of_its_text()
    {
        var row = await Of("""
            {"id":7,"application_id":"12","destination_id":"3","application":{"uuid":"app","settings":{"x":1}},"pull_request_id":"0","deployment_uuid":"d","status":"in_progress","commit":null,"finished_at":null,
             "horizon_job_id":"1","logs":"[{\"output\":\"second\",\"order\":2},{\"output\":\"first\",\"hidden\":false,\"order\":1},{\"output\":\"no\",\"hidden\":true,\"order\":3}]"}
            """).Deployment("d", Stop);

        Assert.Equal(["first", "second"], row.Lines().Select(line => line.Output));
        Assert.Equal((false, true), (row.IsOver, row.IsRelease));
    }

    [Theory]
    [InlineData("queued", false)]
    [InlineData("in_progress", false)]
    [InlineData("finished", true)]
    [InlineData("failed", true)]
    [InlineData("cancelled-by-user", true)]
    public void Only_three_states_are_an_end(string status, bool isOver) => Assert.Equal(isOver, new CoolifyDeployment { Status = status }.IsOver);

    [Fact]
    public void A_log_that_cannot_be_read_is_none_and_no_failure() => Assert.Empty(new CoolifyDeployment { Logs = "not json" }.Lines());

    [Fact]
    public async Task A_deployment_that_was_skipped_is_known_by_its_message_though_a_number_stands_beside_it() =>
        Assert.True((await Of("""{"deployments":[{"message":"Deployment already queued for this commit.","resource_uuid":"app","deployment_uuid":"phantom"}]}""").Deploy("app", Stop)).WasSkipped);

    [Fact]
    public async Task Of_several_applications_in_an_answer_only_the_own_counts() =>
        Assert.Equal("mine", (await Of("""{"deployments":[{"message":"q","resource_uuid":"other","deployment_uuid":"theirs"},{"message":"q","resource_uuid":"app","deployment_uuid":"mine"}]}""").Deploy("app", Stop)).DeploymentUuid);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<CoolifyException> RefusedAsync(int status, string body, int? retryAfter = null) =>
        await Assert.ThrowsAsync<CoolifyException>(() => Of(body, status, retryAfter).Deploy("app", Stop));

    private static CoolifyClient Of(string body, int status = 200, int? retryAfter = null) => new(new HttpClient(new Answer(status, body, retryAfter)), new Uri("https://coolify.example/"), Token);

    private sealed class Answer(int status, string body, int? retryAfter) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "text/html") };
            if (retryAfter is { } seconds) answer.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(answer);
        }
    }
}
