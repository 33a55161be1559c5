using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Milestone.Coolify;

/// <summary>
/// A Coolify that deploys one application on this machine: its API as version 4.3 answers it, oddities included, and the public address behind
/// its proxy. It listens on a free loopback port.
/// </summary>
public sealed partial class StandIn : IAsyncDisposable
{
    /// <summary>The application's uuid.</summary>
    public const string Application = "milestoneapp0123456789ab";

    /// <summary>The uuid of the database, its scheduled backup, the server and the destination.</summary>
    public const string Database = "milestonedb0123456789abc", Schedule = "schedule0123456789abcdef", Server = "server0123456789abcdefgh", Destination = "destination0123456789abc";

    private readonly WebApplication app;
    private readonly string token;
    private readonly bool inBackground;
    private readonly Lock gate = new();
    private readonly List<Row> rows = [];
    private readonly List<JsonObject> backups = [];
    private readonly CancellationTokenSource end = new();
    private int numbers;

    private StandIn(WebApplication app, string token, IReleases releases, bool inBackground)
    {
        this.app = app;
        this.token = token;
        this.inBackground = inBackground;
        Releases = releases;
    }

    /// <summary>What it does.</summary>
    public Behaviour Behaviour { get; } = new();

    /// <summary>What runs behind the public address.</summary>
    public IReleases Releases { get; }

    /// <summary>What commits and tags stand for.</summary>
    public Dictionary<string, Release> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The head of the branch.</summary>
    public string Head { get; set; } = "";

    /// <summary>The application as the API shows it; null: there is none yet.</summary>
    public JsonObject? Settings { get; private set; }

    /// <summary>The variables by their names.</summary>
    public Dictionary<string, JsonObject> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked: method, path and the names of the fields that came with it.</summary>
    public List<(string Method, string Path, IReadOnlyList<string> Fields)> Asked { get; } = [];

    /// <summary>Coolify's own address.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The product's.</summary>
    public Uri Site => new(Address, "/milestone-app");

    /// <param name="inBackground">Deployments go on by themselves; else each look takes them one step further.</param>
    public static async Task<StandIn> StartAsync(string token, IReleases releases, bool inBackground = false, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        var standIn = new StandIn(builder.Build(), token, releases, inBackground);
        standIn.app.Run(standIn.AnswerAsync);
        await standIn.app.StartAsync();
        standIn.Address = new Uri(standIn.app.Urls.First());
        return standIn;
    }

    /// <summary>An application that is there already, of the build pack, with a release that was deployed before.</summary>
    public void Has(string buildPack, string? tag = null, params string[] deployedBefore)
    {
        Settings = NewApplication(buildPack);
        Settings["docker_registry_image_tag"] = tag;
        foreach (var commit in deployedBefore) rows.Add(new Row { Uuid = NewUuid("old"), Id = ++numbers, Status = "finished", Commit = commit, Release = Known.GetValueOrDefault(commit) });
    }

    /// <summary>A deployment of another that is under way.</summary>
    public string IsDeploying(string commit = "HEAD")
    {
        var row = NewRow(commit, Known[Head], rollback: false);
        return row.Uuid;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        await Releases.DisposeAsync();
        end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!path.StartsWith("/api/v1/", StringComparison.Ordinal))
        {
            await Releases.AnswerAsync(context);
            return;
        }
        var body = await ReadAsync(context.Request);
        Reply reply;
        lock (gate)
        {
            Asked.Add((context.Request.Method, path, [.. context.Request.Query.Keys, .. body?.Select(pair => pair.Key) ?? []]));
            var request = $"{context.Request.Method} {path}";
            var canned = Behaviour.Canned.FirstOrDefault(one => one.Left > 0 && request.StartsWith(one.Request, StringComparison.Ordinal) && !IsProbe(context.Request, body));
            if (canned is not null) canned.Left--;
            if (canned is { Heard: true }) Decide(context, path, body);
            reply = canned is null ? Decide(context, path, body) : new Reply(canned.Status, canned.Body, canned.ContentType, canned.RetryAfter);
        }
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        if (reply.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(reply.Body);
    }

    // A request that only asks what the token may.
    private static bool IsProbe(HttpRequest request, JsonObject? body) =>
        (request.Path == "/api/v1/deploy" && request.Query.Count == 0) || (request.Method == "PATCH" && body is { Count: 0 });

    private Reply Decide(HttpContext context, string path, JsonObject? body)
    {
        var request = context.Request;
        if (request.Headers.Authorization != $"Bearer {token}") return Reply.Of(401, new JsonObject { ["message"] = "Unauthenticated." });
        string[] parts = path["/api/v1/".Length..].Split('/');
        var ability = request.Method == "GET" ? "read" : parts is ["deploy"] or ["applications", _, "rollback"] or ["deployments", _, "cancel"] ? "deploy" : "write";
        if (!Behaviour.Abilities.Contains(ability)) return Reply.Of(403, new JsonObject { ["message"] = $"Missing required permissions: {ability}" });
        return (request.Method, parts) switch
        {
            ("GET", ["version"]) => new Reply(200, Behaviour.Version, "text/html; charset=UTF-8"),
            ("GET", ["deploy"]) => Reply.Of(405, new JsonObject { ["message"] = "This endpoint has changed to a POST request." }),
            ("POST", ["deploy"]) => Deploy(request),
            ("GET", ["deployments"]) => List(rows.Where(row => !row.IsOver).Select(Show)),
            ("GET", ["deployments", "applications", Application]) => Page(request),
            ("GET", ["deployments", var uuid]) => LookAt(uuid),
            ("POST", ["deployments", var uuid, "cancel"]) => Cancel(uuid),
            ("POST", ["applications", "dockerimage" or "public" or "private-deploy-key"]) => Create(parts[1], body),
            ("GET", ["applications", Application]) when Settings is not null => Reply.Of(200, Settings.DeepClone()),
            ("PATCH", ["applications", Application]) when Settings is not null => Change(body),
            ("POST", ["applications", Application, "rollback"]) => Rollback(body),
            ("GET", ["applications", Application, "envs"]) => List(Variables.Values.Select(ShowVariable)),
            ("PATCH", ["applications", Application, "envs", "bulk"]) => SetVariables(body),
            ("GET", ["servers", Server, "destinations"]) => List([new JsonObject { ["id"] = 7, ["uuid"] = Destination, ["name"] = Behaviour.Network, ["network"] = Behaviour.Network }]),
            ("GET", ["databases", Database, "backups"]) => List([new JsonObject { ["uuid"] = Schedule, ["enabled"] = true, ["frequency"] = "0 2 * * *" }]),
            ("PATCH", ["databases", Database, "backups", Schedule]) => BackUp(),
            ("GET", ["databases", Database, "backups", Schedule, "executions"]) => Reply.Of(200, new JsonObject { ["executions"] = new JsonArray([.. backups.Select(one => one.DeepClone())]) }),
            (_, ["applications", ..]) => Reply.Of(404, new JsonObject { ["message"] = "Application not found." }),
            _ => Reply.Of(404, new JsonObject { ["message"] = "Not found.", ["docs"] = "https://coolify.io/docs" }),
        };
    }

    private Reply Deploy(HttpRequest request)
    {
        if (!request.Query.ContainsKey("uuid")) return Reply.Of(400, new JsonObject { ["message"] = "You must provide uuid or tag." });
        if (request.Query["uuid"] != Application || Settings is null) return Reply.Of(404, new JsonObject { ["message"] = "No resources found." });
        var commit = Settings["git_commit_sha"]?.GetValue<string>() ?? "HEAD";
        if (rows.Exists(row => !row.IsOver && row.Commit == commit))
        {
            // As Coolify does: a number that it never keeps.
            return Queued("Deployment already queued for this commit.", NewUuid("phantom"));
        }
        var name = IsImage ? Settings["docker_registry_image_tag"]?.GetValue<string>() ?? "" : commit == "HEAD" ? Head : commit;
        var row = NewRow(commit, Known.GetValueOrDefault(name), rollback: false);
        return Queued($"Application {Application} deployment queued.", row.Uuid);

        static Reply Queued(string message, string uuid) => Reply.Of(200, new JsonObject
        {
            ["deployments"] = new JsonArray(new JsonObject { ["message"] = message, ["resource_uuid"] = Application, ["deployment_uuid"] = uuid }),
        });
    }

    private Reply Rollback(JsonObject? body)
    {
        if (Behaviour.Version.StartsWith("4.2", StringComparison.Ordinal) || Behaviour.Version.StartsWith("4.1", StringComparison.Ordinal)) return Reply.Of(404, new JsonObject { ["message"] = "Not found." });
        var commit = body?["commit"]?.GetValue<string>();
        if (commit is null) return Reply.Of(422, new JsonObject { ["message"] = "Validation failed.", ["errors"] = new JsonObject { ["commit"] = new JsonArray("The commit field is required.") } });
        var name = IsImage && Behaviour.IgnoresTagOfRollback ? Settings!["docker_registry_image_tag"]!.GetValue<string>() : commit;
        var row = NewRow(IsImage ? "HEAD" : commit, Known.GetValueOrDefault(name), rollback: true);
        return Reply.Of(200, new JsonObject { ["message"] = "Rollback deployment queued.", ["deployment_uuid"] = row.Uuid });
    }

    private Row NewRow(string commit, Release? release, bool rollback)
    {
        var row = new Row { Uuid = NewUuid("deployment"), Id = ++numbers, Commit = commit, Release = release, IsRollback = rollback, Status = Behaviour.StartsInProgress ? "in_progress" : "queued" };
        if (Behaviour.Endings.TryDequeue(out var ending)) row.Ending = ending;
        rows.Add(row);
        if (inBackground) _ = Task.Run(() => GoOnAsync(row));
        return row;
    }

    private async Task GoOnAsync(Row row)
    {
        row.Status = "in_progress";
        var healthy = row.Release is not null && await Releases.RollAsync(row.Release, line => Log(row, line), end.Token);
        lock (gate)
        {
            if (!row.IsOver) Finish(row, healthy);
        }
    }

    private Reply LookAt(string uuid)
    {
        if (rows.Find(row => row.Uuid == uuid) is not { } row) return Reply.Of(404, new JsonObject { ["message"] = "Deployment not found." });
        if (!inBackground) Advance(row);
        return Reply.Of(200, Show(row));
    }

    private void Advance(Row row)
    {
        if (row.IsOver) return;
        row.Looks++;
        if (row.Status == "queued" && row.Looks > 1) row.Status = "in_progress";
        Log(row, $"Building, step {row.Looks}.");
        if (Behaviour.Stuck || row.Looks < Behaviour.Looks) return;
        if (row.Ending is { } ending and not "finished") row.Status = ending;
        else Finish(row, row.Release is not null && Releases.RollAsync(row.Release, line => Log(row, line), end.Token).GetAwaiter().GetResult());
    }

    private void Finish(Row row, bool healthy)
    {
        row.Status = healthy ? "finished" : "failed";
        if (healthy && !IsImage) row.Commit = row.Release!.Commit;
    }

    private Reply Cancel(string uuid)
    {
        if (rows.Find(row => row.Uuid == uuid) is not { } row) return Reply.Of(404, new JsonObject { ["message"] = "Deployment not found." });
        if (row.IsOver) return Reply.Of(400, new JsonObject { ["message"] = $"Deployment cannot be cancelled. Current status: {row.Status}" });
        if (!Behaviour.IgnoresCancel) row.Status = "cancelled-by-user";
        return Reply.Of(200, new JsonObject { ["message"] = "Deployment cancelled successfully.", ["deployment_uuid"] = uuid, ["status"] = "cancelled-by-user" });
    }

    private Reply Page(HttpRequest request)
    {
        var take = int.Parse(request.Query["take"].FirstOrDefault() ?? "10", CultureInfo.InvariantCulture);
        return Reply.Of(200, new JsonObject { ["count"] = rows.Count, ["deployments"] = ListNode(rows.OrderByDescending(row => row.Id).Take(take).Select(Show)) });
    }

    private Reply BackUp()
    {
        if (Behaviour.BackupEnds != "none")
            backups.Insert(0, new JsonObject { ["uuid"] = NewUuid("backup"), ["filename"] = "/data/coolify/backups/milestone.dmp", ["status"] = Behaviour.BackupEnds, ["message"] = Behaviour.BackupEnds == "failed" ? "pg_dump: error: no space left" : null });
        return Reply.Of(200, new JsonObject { ["message"] = "Database backup configuration updated" });
    }

    private static void Log(Row row, string line)
    {
        lock (row.Lines)
        {
            row.Lines.Add((line, false));
            row.Lines.Add(("docker inspect", true));
        }
    }

    private JsonObject Show(Row row)
    {
        var shown = new JsonObject
        {
            ["id"] = row.Id,
            ["deployment_uuid"] = row.Uuid,
            ["application_id"] = "12",
            ["status"] = row.Status,
            ["commit"] = row.Commit,
            ["commit_message"] = null,
            ["pull_request_id"] = 0,
            ["rollback"] = row.IsRollback,
            ["restart_only"] = row.RestartOnly,
            ["force_rebuild"] = false,
            ["git_type"] = null,
            ["finished_at"] = null,
            ["horizon_job_id"] = "77",
        };
        if (Behaviour.Abilities.Contains("read:sensitive"))
        {
            lock (row.Lines)
                shown["logs"] = JsonSerializer.Serialize(row.Lines.Select((line, order) => new { command = (string?)null, output = line.Output, type = "stdout", timestamp = "2026-01-01T00:00:00Z", hidden = line.Hidden, batch = 1, order }));
        }
        return shown;
    }

    private Reply List(IEnumerable<JsonObject> items) => Reply.Of(200, ListNode(items));

    private JsonNode ListNode(IEnumerable<JsonObject> items) => Behaviour.ListsAsObjects
        ? new JsonObject(items.Select((one, index) => KeyValuePair.Create<string, JsonNode?>((index * 2).ToString(CultureInfo.InvariantCulture), one)))
        : new JsonArray([.. items]);

    private bool IsImage => Settings?["build_pack"]?.GetValue<string>() == "dockerimage";

    private string NewUuid(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++numbers:000000}");

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
    }

    private sealed record Reply(int Status, string Body, string ContentType = "application/json", int? RetryAfter = null)
    {
        public static Reply Of(int status, JsonNode body) => new(status, body.ToJsonString());
    }
}
