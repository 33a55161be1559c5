using Milestone.Build.Tests.Deploying;
using Milestone.Coolify;

namespace Milestone.Build.Tests.Coolify;

/// <summary>
/// What Coolify's rows of deployments are known to do, one after the other: each is either lived with, or ends in a failure that says what is the matter.
/// None may ever be taken for a release that answers.
/// </summary>
public sealed class RowQuirksTests
{
    private const string Deploy = "POST /api/v1/deploy", Rollback = "POST /api/v1/applications/milestoneapp0123456789ab/rollback", Look = "GET /api/v1/deployments/deployment";
    private const string Mine = "milestoneapp0123456789ab";
    private static readonly string Strange = new('c', 40);

    /// <summary>What Coolify does, how, how the deployment ends, and what its report must say.</summary>
    private static readonly List<(string What, Action<Rehearsal> Happens, string Outcome, string Says)> Table =
    [
        ("a row is in progress before the first look", one => one.Coolify.Behaviour.StartsInProgress = true, "Deployed", "in_progress"),
        ("the server's queue is full and says for how long", Answers(Deploy, 429, """{"message":"Deployment queue is full. Please try again later."}""", wait: 60), "Deployed", "queue is full"),
        ("the queue is full for the way back, which is 400", Bad(Answers(Rollback, 400, """{"message":"Deployment queue is full."}""")), "RolledBack", "queue is full"),
        ("a duplicate is skipped, with a number that was never kept", one => one.Coolify.IsDeploying(), "Deployed", "Coolify skipped the request: Deployment already queued for this commit."),
        ("a number that was never kept comes without the words", Answers(Deploy, 200, Queued("queued", "phantom"), heard: true), "Deployed", "it answered with a number that it did not keep"),
        ("the way back is skipped as a duplicate, without a number", Bad(Answers(Rollback, 200, """{"message":"Deployment already queued for this commit."}""", heard: true)), "RolledBack", "Coolify skipped the request"),
        ("the way back is skipped, and what it waited for is gone", Bad(Answers(Rollback, 200, """{"message":"Deployment already queued for this commit."}""")), "RolledBack", "Coolify skipped the request"),
        ("200 although the token may not deploy this application", Answers(Deploy, 200, Queued("Unauthorized to deploy this application.")), "NotDeployed", "Coolify queued nothing: Unauthorized to deploy this application."),
        ("200 although there is no such pull request", Answers(Deploy, 200, Queued("Pull request 4 not found.")), "NotDeployed", "Coolify queued nothing: Pull request 4 not found."),
        ("200 although a tag is only for images", Answers(Deploy, 200, Queued("docker_tag can only be used with dockerimage.")), "NotDeployed", "Coolify queued nothing: docker_tag can only be used"),
        ("200 without the application, whose uuid it does not know", Answers(Deploy, 200, """{"deployments":[]}"""), "NotDeployed", "Coolify did not name the application in its answer"),
        ("the commit is HEAD until the repository was asked", RowSays("""{"deployment_uuid":"d","status":"in_progress","commit":"HEAD"}"""), "Deployed", "finished"),
        ("the commit is HEAD when all is over, as for an image", EndsAs("""{"deployment_uuid":"d","status":"finished","commit":"HEAD"}"""), "Deployed", "answered 5 times in a row"),
        ("the commit is another than was asked for, and it serves", one => { one.Coolify.Known[Strange] = new Release("1.0.5", Strange); one.Coolify.Head = Strange; }, "RolledBack", "has the branch moved?"),
        ("the log is a text with JSON in it", EndsAs("""{"deployment_uuid":"d","status":"finished","logs":"[{\"output\":\"Built it.\",\"type\":\"stdout\",\"hidden\":false,\"order\":1}]"}"""), "Deployed", "Built it."),
        ("the log is a text without JSON in it", EndsAs("""{"deployment_uuid":"d","status":"finished","logs":"[{\"output\":"}"""), "Deployed", "answered 5 times in a row"),
        ("the log is absent for a token that may not see it", one => one.Coolify.Behaviour.Abilities.Remove("read:sensitive"), "Deployed", "answered 5 times in a row"),
        ("numbers are texts, texts are null and strangers stand among them", EndsAs("""{"id":"7","application_id":"12","destination_id":"3","pull_request_id":"0","deployment_uuid":"d","status":"finished","commit":null,"commit_message":null,"git_type":null,"finished_at":null,"docker_registry_image_tag":null,"configuration_hash":null,"horizon_job_id":"1","application":{"settings":{}},"rollback":null,"restart_only":null}"""), "Deployed", "answered 5 times in a row"),
        ("the worker has died and the row stays in progress", one => one.Coolify.Behaviour.Stuck = true, "NotDeployed", "did not end within 30 minutes: cancelling it"),
        ("a state that nobody knows comes before the end", RowSays("""{"deployment_uuid":"d","status":"warming-up"}"""), "Deployed", "warming-up"),
        ("a state that nobody knows never ends", one => one.Coolify.Behaviour.Canned.Add(new(Look, 200, """{"deployment_uuid":"d","status":"warming-up"}""", int.MaxValue)), "Broken", "Coolify says 'warming-up' although deployment"),
        ("cancelled is written with hyphens", one => one.Coolify.Behaviour.Endings.Enqueue("cancelled-by-user"), "NotDeployed", "somebody cancelled it in Coolify"),
        ("a row that is over never changes again, so cancelling it is refused", EndsWhileItIsCancelled, "Deployed", "cannot be cancelled"),
        ("finished comes before the command after it, which fails", EndsAs("""{"deployment_uuid":"d","status":"finished","logs":"[{\"output\":\"Post-deployment command failed.\",\"type\":\"stderr\",\"order\":1}]"}"""), "Deployed", "Post-deployment command failed."),
        ("finished comes although the release answers errors", Bad(_ => { }), "RolledBack", "The new release is bad"),
        ("the application is called unhealthy right after it became healthy", State("running:unhealthy"), "Deployed", "status running:unhealthy"),
        ("the application is starting", State("starting:unknown"), "Deployed", "status starting:unknown"),
        ("the application is degraded", State("degraded:unhealthy"), "Deployed", "status degraded:unhealthy"),
        ("the application has exited", State("exited"), "Deployed", "status exited"),
        ("the application has no state at all", State(null), "Deployed", "status not said"),
        ("the application is called healthy and answers errors", one => { State("running:healthy")(one); Bad(_ => { })(one); }, "RolledBack", "The new release is bad"),
    ];

    public static TheoryData<string> Quirks => [.. Table.Select(row => row.What)];

    [Theory]
    [MemberData(nameof(Quirks))]
    public async Task A_quirk_is_lived_with_or_fails_with_its_reason(string what)
    {
        var (_, happens, outcome, says) = Table.Single(row => row.What == what);
        await using var rehearsal = await Rehearsal.OfRepository();
        happens(rehearsal);

        var ended = await rehearsal.Deploy();

        Assert.True(outcome == ended.ToString(), $"{what}: {ended}\n{rehearsal.Said}\n{rehearsal.Report.Reason}");
        Assert.Contains(says, $"{rehearsal.Said}\n{rehearsal.Report.Reason}", StringComparison.Ordinal);
        // Whatever Coolify said: a release is deployed when it serves, and only then.
        Assert.Equal(outcome == "Deployed" ? Rehearsal.New : Rehearsal.Old, rehearsal.Releases.Serving!.Commit);
    }

    private static Action<Rehearsal> Answers(string request, int status, string body, int? wait = null, bool heard = false) =>
        one => one.Coolify.Behaviour.Canned.Add(new(request, status, body, RetryAfter: wait, Heard: heard));

    private static string Queued(string message, string? uuid = null) =>
        uuid is null ? $$"""{"deployments":[{"message":"{{message}}","resource_uuid":"{{Mine}}"}]}""" : $$"""{"deployments":[{"message":"{{message}}","resource_uuid":"{{Mine}}","deployment_uuid":"{{uuid}}"}]}""";

    private static Action<Rehearsal> RowSays(string row) => Answers(Look, 200, row);

    /// <summary>The deployment is done at the first look, and its row looks like this.</summary>
    private static Action<Rehearsal> EndsAs(string row) => one =>
    {
        one.Coolify.Behaviour.Looks = 1;
        Answers(Look, 200, row, heard: true)(one);
    };

    private static Action<Rehearsal> State(string? state) => one => one.Coolify.Settings!["status"] = state;

    /// <summary>The release answers errors once it serves, so that there is a way back to go.</summary>
    private static Action<Rehearsal> Bad(Action<Rehearsal> and) => one =>
    {
        one.Coolify.Known[Rehearsal.New] = new Release("1.1.0", Rehearsal.New, Fault.AnswersErrors);
        and(one);
    };

    private static void EndsWhileItIsCancelled(Rehearsal one)
    {
        one.Plan = one.Plan with { DeployDeadline = TimeSpan.FromSeconds(1) };
        one.Coolify.Behaviour.Canned.Add(new("POST /api/v1/deployments/", 400, """{"message":"Deployment cannot be cancelled. Current status: finished"}"""));
    }
}
