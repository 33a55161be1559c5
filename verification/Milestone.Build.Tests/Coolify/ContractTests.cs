using System.Text.Json.Nodes;
using Milestone.Build.Coolify;
using Milestone.Coolify;

namespace Milestone.Build.Tests.Coolify;

/// <summary>What the client asks and the stand-in answers is what Coolify's own description says, where that lies beside the repository.</summary>
public sealed class ContractTests
{
    private const string Variable = "MILESTONE_COOLIFY_SPEC";
    private const string Token = "7|a-token-of-the-stand-in";

    /// <summary>Where the description is known to be wrong: Coolify's code says otherwise.</summary>
    private static readonly string[] Mistaken =
    [
        "POST /applications/private-deploy-key: body lacks environment_uuid",            // one of name and uuid is enough
        "POST /applications/public: body lacks environment_uuid",
        "POST /applications/private-deploy-key: 422 is not described",
        "PATCH /applications/{uuid}: 422 is not described",
        "PATCH /applications/{uuid}/envs/bulk: body.data[].is_runtime is not described",   // as with a single variable
        "PATCH /applications/{uuid}/envs/bulk: body.data[].is_buildtime is not described",
        "POST /deploy: 404 is not described",
        "GET /deployments/applications/{uuid}: answer is Object and not array",            // {count, deployments}
        "GET /databases/{uuid}/backups: answer is Array and not string",                   // "Content is very complex"
    ];

    [Fact]
    public async Task The_client_asks_and_the_stand_in_answers_as_Coolify_describes_it()
    {
        var contract = await DescriptionAsync();

        var faults = (await ConversationAsync()).SelectMany(one => contract.OfRequest(one.Method, one.Path, one.Query, one.Body).Concat(contract.OfAnswer(one.Method, one.Path, one.Status, one.ContentType, one.Answer)).Select(fault => Named(one, fault))).Distinct().ToList();

        Assert.Equal([], faults.Where(fault => !Mistaken.Contains(fault)));
    }

    [Fact]
    public async Task A_request_or_an_answer_that_strays_from_the_description_is_noticed()
    {
        var contract = await DescriptionAsync();

        Assert.NotEmpty(contract.OfRequest("GET", "/deploy/it", [], null));
        Assert.NotEmpty(contract.OfRequest("POST", "/deploy", ["id"], null));
        Assert.NotEmpty(contract.OfRequest("PATCH", "/applications/u", [], new JsonObject { ["is_build_time"] = true }));
        Assert.NotEmpty(contract.OfRequest("PATCH", "/applications/u", [], new JsonObject { ["is_auto_deploy_enabled"] = "no" }));
        Assert.NotEmpty(contract.OfRequest("PATCH", "/applications/u/envs/bulk", [], new JsonObject { ["data"] = new JsonArray(new JsonObject { ["is_build_time"] = false }) }));
        Assert.NotEmpty(contract.OfAnswer("GET", "/deployments/u", 200, "application/json", """{"id":"7"}"""));
        Assert.NotEmpty(contract.OfAnswer("GET", "/version", 200, "application/json", "\"4.3.10\""));
        Assert.NotEmpty(contract.OfAnswer("GET", "/version", 418, "text/html", ""));
    }

    private static async Task<Contract> DescriptionAsync()
    {
        var file = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(file)) Assert.Skip($"{Variable} names no file: Coolify's description of its API is not part of this repository.");
        return new Contract(JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!);
    }

    // Everything that the client can ask, once and well, and a few refusals.
    private static async Task<IReadOnlyList<Exchange>> ConversationAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var coolify = await StandIn.StartAsync(Token, new PretendReleases());
        coolify.Known["aaa"] = coolify.Known["bbb"] = new Release("1.0.0", new string('b', 40));
        coolify.Head = "bbb";
        var listener = new Listener();
        using var http = new HttpClient(listener);
        var client = new CoolifyClient(http, coolify.Address, Token);

        await client.Version(stop);
        await Assert.ThrowsAsync<CoolifyException>(() => client.Application(StandIn.Application, stop));
        await client.Destinations(StandIn.Server, stop);
        await new Milestone.Build.Provisioning.Provisioner(client, new() { Project = "p", Server = StandIn.Server, DeployKey = "k", Repository = "git@github.com:builder/milestone.git", Site = new Uri("https://books.example/milestone-app"), Variables = new Dictionary<string, string> { ["A"] = "1" } }, _ => { }).Run(dryRun: false, stop);
        await client.Create("public", new JsonObject { ["project_uuid"] = "p", ["server_uuid"] = "s", ["environment_name"] = "production", ["git_repository"] = "https://github.com/builder/milestone", ["git_branch"] = "main", ["build_pack"] = "dockerfile" }, stop);
        await client.MissingAbilities(StandIn.Application, stop);
        await client.Change(StandIn.Application, new JsonObject { ["docker_registry_image_tag"] = "1.0.0", ["git_commit_sha"] = "HEAD" }, stop);
        await Assert.ThrowsAsync<CoolifyException>(() => client.Change(StandIn.Application, new JsonObject(), stop));
        var deployment = (await client.Deploy(StandIn.Application, stop)).DeploymentUuid!;
        await client.Running(stop);
        await client.Cancel(deployment, stop);
        await Assert.ThrowsAsync<CoolifyException>(() => client.Cancel(deployment, stop));
        await Assert.ThrowsAsync<CoolifyException>(() => client.Cancel("nothing", stop));
        await client.Rollback(StandIn.Application, "aaa", stop);
        await client.Deployments(StandIn.Application, 5, stop);
        await client.Deployment(deployment, stop);
        await client.BackupSchedules(StandIn.Database, stop);
        await client.BackupNow(StandIn.Database, StandIn.Schedule, stop);
        await client.BackupRuns(StandIn.Database, StandIn.Schedule, stop);
        using var stranger = new HttpClient(listener, disposeHandler: false);
        await Assert.ThrowsAsync<CoolifyException>(() => new CoolifyClient(stranger, coolify.Address, "another").Application(StandIn.Application, stop));
        return listener.Heard;
    }

    private static string Named(Exchange one, string fault) => $"{one.Method} {one.Path}: {fault.Replace($"{one.Method} {one.Path}: ", "", StringComparison.Ordinal)}"
        .Replace(StandIn.Application, "{uuid}", StringComparison.Ordinal)
        .Replace(StandIn.Database, "{uuid}", StringComparison.Ordinal);

    private sealed record Exchange(string Method, string Path, IReadOnlyList<string> Query, JsonNode? Body, int Status, string ContentType, string Answer);

    private sealed class Listener() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<Exchange> Heard { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
            var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var query = request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')[0]).ToList();
            Heard.Add(new Exchange(request.Method.Method, request.RequestUri.AbsolutePath["/api/v1".Length..], query, body, (int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync(cancellationToken)));
            return answer;
        }
    }
}
