using Milestone.Build.Deploying;
using Milestone.Coolify;

namespace Milestone.Build.Tests.Deploying;

/// <summary>Whatever Coolify does on the way, a release is deployed only when the public address says so.</summary>
public sealed class DeploymentTests
{
    private const string Deploy = "POST /api/v1/deploy";

    /// <summary>What happens, to whom, how it ends, how often a deployment was asked for, and what the report must say.</summary>
    public static TheoryData<string, Action<Behaviour>, string, int, string> OddWays => new()
    {
        { "it goes well", _ => { }, "Deployed", 1, "answered 5 times in a row" },
        { "the first look finds it in progress", coolify => coolify.StartsInProgress = true, "Deployed", 1, "in_progress" },
        { "lists come as objects", coolify => coolify.ListsAsObjects = true, "Deployed", 1, "" },
        { "the queue is full twice", coolify => coolify.Canned.Add(new(Deploy, 429, """{"message":"Deployment queue is full. Please try again later."}""", 2, RetryAfter: 60)), "Deployed", 3, "queue is full" },
        { "the queue stays full", coolify => coolify.Canned.Add(new(Deploy, 429, """{"message":"Deployment queue is full."}""", 1000, RetryAfter: 60)), "NotDeployed", 16, "queue is full" },
        { "a proxy answers with a page while Coolify restarts", coolify => coolify.Canned.Add(new(Deploy, 502, "<html><title>502 Bad Gateway</title></html>", 1, "text/html")), "Deployed", 2, "a server before Coolify answered 502: 502 Bad Gateway" },
        { "a page comes with 200 in place of JSON", coolify => coolify.Canned.Add(new(Deploy, 200, "<html><title>Sign in</title></html>", 1, "text/html")), "Deployed", 2, "Sign in" },
        { "the answer is lost and the request was heard", coolify => coolify.Canned.Add(new(Deploy, 504, "", 1, "text/html", Heard: true)), "Deployed", 1, "had been heard" },
        { "a proxy answers for Coolify in the middle", coolify => coolify.Canned.Add(new("GET /api/v1/deployments/deployment", 502, "<html></html>", 3, "text/html")), "Deployed", 1, "502" },
        { "the throttle is on in the middle", coolify => coolify.Canned.Add(new("GET /api/v1/deployments/deployment", 429, """{"message":"Too Many Attempts."}""", 1, RetryAfter: 30)), "Deployed", 1, "Too Many Attempts" },
        { "200 without a number", coolify => coolify.Canned.Add(new(Deploy, 200, """{"deployments":[{"message":"Unauthorized to deploy this application.","resource_uuid":"milestoneapp0123456789ab"}]}""")), "NotDeployed", 1, "Coolify queued nothing: Unauthorized to deploy" },
        { "200 that names nobody", coolify => coolify.Canned.Add(new(Deploy, 200, """{"deployments":[]}""")), "NotDeployed", 1, "did not name the application" },
        { "the token is not known", coolify => coolify.Canned.Add(new("GET /api/v1/applications", 401, """{"message":"Unauthenticated."}""", 99)), "NotDeployed", 0, "MILESTONE_COOLIFY_TOKEN" },
        { "the API is off, which says success", coolify => coolify.Canned.Add(new("GET /api/v1/version", 403, """{"success":true,"message":"API is disabled."}""", 99)), "NotDeployed", 0, "Turn the API on" },
        { "the token may not deploy", coolify => coolify.Abilities.Remove("deploy"), "NotDeployed", 0, "The token lacks deploy" },
        { "the token may not write", coolify => coolify.Abilities.Remove("write"), "NotDeployed", 0, "The token lacks write" },
        { "the token may not see logs", coolify => coolify.Abilities.Remove("read:sensitive"), "Deployed", 1, "" },
        { "the application is not there", coolify => coolify.Canned.Add(new("GET /api/v1/applications", 404, """{"message":"Application not found."}""", 99)), "NotDeployed", 0, "Check the uuid" },
        { "GET was wanted", coolify => coolify.Canned.Add(new(Deploy, 405, """{"message":"This endpoint has changed to a POST request."}""", 99)), "NotDeployed", 1, "405" },
        { "the build fails", coolify => coolify.Endings.Enqueue("failed"), "NotDeployed", 1, "still serves" },
        { "somebody cancels it", coolify => coolify.Endings.Enqueue("cancelled-by-user"), "NotDeployed", 1, "somebody cancelled it" },
        { "the worker has died", coolify => coolify.Stuck = true, "NotDeployed", 1, "did not end within 30 minutes" },
        { "cancelling is answered with 500 and done, as before 4.3.9", coolify => { coolify.Stuck = true; coolify.Canned.Add(new("POST /api/v1/deployments/", 500, """{"message":"Server Error"}""", Heard: true)); }, "NotDeployed", 1, "was cancelled" },
    };

    [Theory]
    [MemberData(nameof(OddWays))]
    public async Task A_deployment_ends_as_the_public_address_says_when(string what, Action<Behaviour> behave, string outcome, int asked, string says)
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        behave(rehearsal.Coolify.Behaviour);

        var ended = await rehearsal.Deploy();

        Assert.True(outcome == ended.ToString(), $"{what}: {ended}\n{rehearsal.Said}");
        Assert.Equal(asked, rehearsal.Times("POST", "/deploy"));
        Assert.Contains(says, rehearsal.Said, StringComparison.Ordinal);
        Assert.Equal(outcome == "Deployed" ? Rehearsal.New : Rehearsal.Old, rehearsal.Releases.Serving!.Commit);
        Assert.DoesNotContain(Rehearsal.Token, rehearsal.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_goes_on_after_it_was_cancelled_is_never_called_off()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Coolify.Behaviour.Stuck = true;
        rehearsal.Coolify.Behaviour.IgnoresCancel = true;

        Assert.Equal(DeployOutcome.Broken, await rehearsal.Deploy());
        Assert.Contains("it may still replace what serves", rehearsal.Report.Reason, StringComparison.Ordinal);
        Assert.Equal(0, rehearsal.Times("POST", "/rollback"));
    }

    [Fact]
    public async Task A_deployment_that_ends_well_in_the_moment_it_is_cancelled_is_verified_like_any_other()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Plan = rehearsal.Plan with { DeployDeadline = TimeSpan.FromSeconds(1) };
        rehearsal.Coolify.Behaviour.IgnoresCancel = true;

        Assert.Equal(DeployOutcome.Deployed, await rehearsal.Deploy());
        Assert.Contains("cancelling it", rehearsal.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_of_which_nobody_knows_the_commit_cannot_be_verified_and_is_not_called_deployed()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Plan = rehearsal.Plan with { Commit = null, Version = null };
        rehearsal.Coolify.Behaviour.Canned.Add(new("GET /api/v1/deployments/deployment", 200, """{"deployment_uuid":"deployment000002","status":"finished","commit":"HEAD"}""", 99));

        Assert.NotEqual(DeployOutcome.Deployed, await rehearsal.Deploy());
        Assert.Contains("there is nothing to verify", rehearsal.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_duplicate_with_a_number_that_names_nothing_is_followed_to_the_deployment_that_runs()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        var running = rehearsal.Coolify.IsDeploying();

        var ended = await rehearsal.Deploy();

        Assert.Equal(DeployOutcome.Deployed, ended);
        Assert.Contains($"Following deployment {running}", rehearsal.Said, StringComparison.Ordinal);
        Assert.Equal(1, rehearsal.Times("POST", "/deploy"));
    }

    [Fact]
    public async Task A_number_that_names_nothing_is_noticed_even_without_the_words()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Coolify.Behaviour.Canned.Add(new(Deploy, 200, """{"deployments":[{"message":"queued","resource_uuid":"milestoneapp0123456789ab","deployment_uuid":"phantom"}]}""", Heard: true));

        Assert.Equal(DeployOutcome.Deployed, await rehearsal.Deploy());
        Assert.Contains("a number that it did not keep", rehearsal.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_of_an_older_commit_that_was_under_way_is_not_taken_for_ours()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Coolify.Head = Rehearsal.Old;
        rehearsal.Coolify.IsDeploying();
        rehearsal.Coolify.Head = Rehearsal.New;

        Assert.Equal(DeployOutcome.Deployed, await rehearsal.Deploy());
        Assert.Equal(2, rehearsal.Times("POST", "/deploy"));
    }

    [Theory]
    [InlineData(Fault.AnswersErrors, "500")]
    [InlineData(Fault.SaysAnotherVersion, "0.0.1")]
    [InlineData(Fault.LosesHeaders, "without Content-Security-Policy")]
    [InlineData(Fault.Alternates, "did not answer 5 times in a row")]
    public async Task A_bad_release_that_Coolify_calls_finished_is_rolled_back_and_the_time_is_taken(Fault fault, string says)
    {
        await using var rehearsal = await Rehearsal.OfRepository(fault);

        var ended = await rehearsal.Deploy();

        Assert.True(ended == DeployOutcome.RolledBack, rehearsal.Said);
        Assert.Equal(Rehearsal.Old, rehearsal.Releases.Serving!.Commit);
        Assert.Equal(1, rehearsal.Times("POST", "/rollback"));
        Assert.Contains(says, rehearsal.Said, StringComparison.Ordinal);
        Assert.True(rehearsal.Report.Recovery > TimeSpan.Zero);
        Assert.Equal("1.0.0", rehearsal.Report.After!.Version);
    }

    [Fact]
    public async Task A_release_that_never_becomes_healthy_leaves_the_old_one_serving_and_nothing_is_deployed_again()
    {
        await using var rehearsal = await Rehearsal.OfRepository(Fault.Unhealthy);

        Assert.Equal(DeployOutcome.NotDeployed, await rehearsal.Deploy());
        Assert.Equal(0, rehearsal.Times("POST", "/rollback"));
        Assert.Contains("New container is not healthy", rehearsal.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("docker inspect", rehearsal.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_that_fails_is_never_called_anything_but_broken()
    {
        await using var rehearsal = await Rehearsal.OfRepository(Fault.AnswersErrors);
        rehearsal.Coolify.Behaviour.Endings.Enqueue("finished");
        rehearsal.Coolify.Behaviour.Endings.Enqueue("failed");

        Assert.Equal(DeployOutcome.Broken, await rehearsal.Deploy());
        Assert.Contains("the way back ended as failed", rehearsal.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_4_3_the_way_back_is_the_commit_in_the_settings_which_follow_the_branch_again_afterwards()
    {
        await using var rehearsal = await Rehearsal.OfRepository(Fault.AnswersErrors);
        rehearsal.Coolify.Behaviour.Version = "4.2.0";

        Assert.Equal(DeployOutcome.RolledBack, await rehearsal.Deploy());
        Assert.Equal(0, rehearsal.Times("POST", "/rollback"));
        Assert.Equal("HEAD", rehearsal.Coolify.Settings!["git_commit_sha"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_image_is_deployed_by_its_tag()
    {
        await using var rehearsal = await Rehearsal.OfImage();

        Assert.Equal(DeployOutcome.Deployed, await rehearsal.Deploy());
        Assert.Equal("1.1.0", rehearsal.Tag);
    }

    [Fact]
    public async Task An_image_of_which_nobody_says_what_must_answer_is_refused_before_anything_happens()
    {
        await using var rehearsal = await Rehearsal.OfImage();
        rehearsal.Plan = rehearsal.Plan with { Version = null, Commit = null };

        Assert.Equal(DeployOutcome.NotDeployed, await rehearsal.Deploy());
        Assert.Equal(0, rehearsal.Times("POST", "/deploy"));
        Assert.Equal("1.0.0", rehearsal.Tag);
    }

    [Theory]
    [InlineData("bad")]
    [InlineData("failed")]
    [InlineData("cancelled-by-user")]
    [InlineData("refused")]
    public async Task Whatever_goes_wrong_with_an_image_its_old_tag_is_put_back(string what)
    {
        await using var rehearsal = await Rehearsal.OfImage(what == "bad" ? Fault.AnswersErrors : Fault.None);
        if (what == "refused") rehearsal.Coolify.Behaviour.Canned.Add(new(Deploy, 404, """{"message":"No resources found."}"""));
        else if (what != "bad") rehearsal.Coolify.Behaviour.Endings.Enqueue(what);

        Assert.Equal(what == "bad" ? DeployOutcome.RolledBack : DeployOutcome.NotDeployed, await rehearsal.Deploy());
        Assert.Equal("1.0.0", rehearsal.Tag);
        Assert.Equal("1.0.0", rehearsal.Releases.Serving!.Version);
        Assert.Equal(0, rehearsal.Times("POST", "/rollback"));
    }

    [Fact]
    public async Task A_first_release_that_is_bad_has_nothing_to_go_back_to_and_says_so()
    {
        await using var rehearsal = await Rehearsal.OfRepository(Fault.AnswersErrors);
        rehearsal.Coolify.Has("dockerfile");
        rehearsal.Releases.Serve(null);
        rehearsal.Coolify.Behaviour.Canned.Add(new("GET /api/v1/deployments/applications", 200, """{"count":0,"deployments":[]}""", 99));

        Assert.Equal(DeployOutcome.Broken, await rehearsal.Deploy());
        Assert.Contains("no earlier release to go back to", rehearsal.Report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("success", "Deployed", "The backup is there")]
    [InlineData("failed", "NotDeployed", "no space left")]
    [InlineData("none", "NotDeployed", "while the database is not running")]
    [InlineData("running", "NotDeployed", "did not end within 15 minutes")]
    public async Task Nothing_is_deployed_without_the_backup_that_was_asked_for(string backupEnds, string outcome, string says)
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Coolify.Behaviour.BackupEnds = backupEnds;
        var backup = new DatabaseBackup(rehearsal.Client, rehearsal.Time, rehearsal.Report);

        var ended = await rehearsal.Deploy(stop => backup.Take(StandIn.Database, null, TimeSpan.FromMinutes(15), stop));

        Assert.Equal(outcome, ended.ToString());
        Assert.Contains(says, rehearsal.Said, StringComparison.Ordinal);
        Assert.Equal(outcome == "Deployed" ? 1 : 0, rehearsal.Times("POST", "/deploy"));
    }

    [Fact]
    public async Task Whoever_stops_the_pipeline_cancels_the_deployment_that_it_began()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Coolify.Behaviour.Stuck = true;
        using var stop = new CancellationTokenSource();
        var report = new DeployReport(rehearsal.Time, line =>
        {
            if (line.Contains("in_progress", StringComparison.Ordinal)) stop.Cancel();
        }, text => text);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Deployment(rehearsal.Client, rehearsal.Site, rehearsal.Plan, rehearsal.Time, report).Run(_ => Task.CompletedTask, stop.Token));

        Assert.Equal(DeployOutcome.NotDeployed, report.Outcome);
        Assert.Contains(rehearsal.Coolify.Asked, asked => asked.Path.EndsWith("/cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_says_how_it_ended_and_when_what_happened_without_secrets()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        var report = new DeployReport(rehearsal.Time, _ => { }, text => text.Replace("secret-word", "***", StringComparison.Ordinal));
        report.Note("the secret-word | was seen");
        report.Conclude(DeployOutcome.NotDeployed, "because of secret-word");

        var text = report.Markdown();

        Assert.DoesNotContain("secret-word", text, StringComparison.Ordinal);
        Assert.Contains("**Not deployed**: because of ***", text, StringComparison.Ordinal);
        Assert.Contains("| 00:00:00.0 | the *** \\| was seen |", text, StringComparison.Ordinal);
    }
}
