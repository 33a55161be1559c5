using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Milestone.Build.Coolify;

/// <summary>
/// What the pipeline asks of Coolify's API. Every change is a POST or a PATCH, as new versions want and old ones allow.
/// Whatever is no success is a <see cref="CoolifyException"/>; nothing is repeated here.
/// </summary>
internal sealed class CoolifyClient(HttpClient http, Uri address, string token)
{
    readonly string root = address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/v1";

    /// <summary>A text, not JSON.</summary>
    public async Task<CoolifyVersion> Version(CancellationToken stop) => CoolifyVersion.Parse(await Send(HttpMethod.Get, "/version", null, stop));

    /// <summary>Which of the three abilities the token lacks: asked by requests that change nothing, since the ability is looked at before the request.</summary>
    public async Task<IReadOnlyList<string>> MissingAbilities(string application, CancellationToken stop)
    {
        var missing = new List<string>();
        if (await Lacks("read", HttpMethod.Get, "/version", null)) missing.Add("read");
        if (await Lacks("deploy", HttpMethod.Post, "/deploy", null)) missing.Add("deploy");                                  // neither uuid nor tag: 400
        if (await Lacks("write", HttpMethod.Patch, $"/applications/{application}", new JsonObject())) missing.Add("write");  // empty: 400
        return missing;

        async Task<bool> Lacks(string ability, HttpMethod method, string path, JsonObject? body)
        {
            try
            {
                await Send(method, path, body, stop);
                return false;
            }
            catch (CoolifyException error) when (error.Refusal.Status is 400 or 404 or 422 && !error.Refusal.Said.Contains("Invalid token", StringComparison.Ordinal))
            {
                return false;
            }
            catch (CoolifyException error) when (error.Refusal.Status == 403 && error.Refusal.Said.Contains("Missing required permissions", StringComparison.Ordinal))
            {
                return error.Refusal.Said.Contains(ability, StringComparison.Ordinal);
            }
        }
    }

    public Task<CoolifyApplication> Application(string uuid, CancellationToken stop) => Read<CoolifyApplication>($"/applications/{uuid}", stop);

    public Task Change(string application, JsonObject fields, CancellationToken stop) => Send(HttpMethod.Patch, $"/applications/{application}", fields, stop);

    /// <param name="kind">dockerimage, public or private-deploy-key.</param>
    public async Task<string> Create(string kind, JsonObject fields, CancellationToken stop) =>
        JsonNode.Parse(await Send(HttpMethod.Post, $"/applications/{kind}", fields, stop))?["uuid"]?.GetValue<string>() ?? "";

    public async Task<Triggered> Deploy(string application, CancellationToken stop)
    {
        var answer = JsonNode.Parse(await Send(HttpMethod.Post, $"/deploy?uuid={Uri.EscapeDataString(application)}&force=false", null, stop));
        return Items<Triggered>(answer?["deployments"]).FirstOrDefault(one => one.ResourceUuid is null || one.ResourceUuid == application)
            ?? new Triggered("Coolify did not name the application in its answer.", application, null);
    }

    public async Task<Triggered> Rollback(string application, string commit, CancellationToken stop) =>
        JsonSerializer.Deserialize<Triggered>(await Send(HttpMethod.Post, $"/applications/{application}/rollback", new JsonObject { ["commit"] = commit }, stop), CoolifyJson.Options)!;

    public Task<CoolifyDeployment> Deployment(string uuid, CancellationToken stop) => Read<CoolifyDeployment>($"/deployments/{uuid}", stop);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<CoolifyDeployment>> Deployments(string application, int take, CancellationToken stop)
    {
        var answer = JsonNode.Parse(await Send(HttpMethod.Get, $"/deployments/applications/{application}?skip=0&take={take}", null, stop));
        return Items<CoolifyDeployment>(answer is JsonObject named && named.TryGetPropertyValue("deployments", out var list) ? list : answer);
    }

    /// <summary>Everything that waits or runs on the team's servers.</summary>
    public Task<IReadOnlyList<CoolifyDeployment>> Running(CancellationToken stop) => ReadList<CoolifyDeployment>("/deployments", stop);

    public Task Cancel(string deployment, CancellationToken stop) => Send(HttpMethod.Post, $"/deployments/{deployment}/cancel", null, stop);

    public Task<IReadOnlyList<CoolifyDestination>> Destinations(string server, CancellationToken stop) => ReadList<CoolifyDestination>($"/servers/{server}/destinations", stop);

    public Task<IReadOnlyList<CoolifyVariable>> Variables(string application, CancellationToken stop) => ReadList<CoolifyVariable>($"/applications/{application}/envs", stop);

    /// <summary>Everything of each is named, since what is left out falls back; to the running container only, never to the build.</summary>
    public Task SetVariables(string application, IEnumerable<KeyValuePair<string, string>> variables, CancellationToken stop) => Send(
        HttpMethod.Patch,
        $"/applications/{application}/envs/bulk",
        new JsonObject
        {
            ["data"] = new JsonArray([.. variables.Select(pair => new JsonObject
            {
                ["key"] = pair.Key,
                ["value"] = pair.Value,
                ["is_preview"] = false,
                ["is_literal"] = true,
                ["is_multiline"] = pair.Value.Contains('\n', StringComparison.Ordinal),
                ["is_shown_once"] = false,
                ["is_runtime"] = true,
                ["is_buildtime"] = false,
            })]),
        },
        stop);

    public Task<IReadOnlyList<BackupSchedule>> BackupSchedules(string database, CancellationToken stop) => ReadList<BackupSchedule>($"/databases/{database}/backups", stop);

    public Task BackupNow(string database, string schedule, CancellationToken stop) =>
        Send(HttpMethod.Patch, $"/databases/{database}/backups/{schedule}", new JsonObject { ["backup_now"] = true }, stop);

    public async Task<IReadOnlyList<BackupRun>> BackupRuns(string database, string schedule, CancellationToken stop) =>
        Items<BackupRun>(JsonNode.Parse(await Send(HttpMethod.Get, $"/databases/{database}/backups/{schedule}/executions", null, stop))?["executions"]);

    async Task<T> Read<T>(string path, CancellationToken stop) =>
        JsonSerializer.Deserialize<T>(await Send(HttpMethod.Get, path, null, stop), CoolifyJson.Options)!;

    async Task<IReadOnlyList<T>> ReadList<T>(string path, CancellationToken stop) => Items<T>(JsonNode.Parse(await Send(HttpMethod.Get, path, null, stop)));

    // A list that was sorted may come as an object whose keys are its indexes.
    static IReadOnlyList<T> Items<T>(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.OfType<JsonNode>().Select(one => one.Deserialize<T>(CoolifyJson.Options)!)],
        JsonObject keyed => [.. keyed.Select(pair => pair.Value).OfType<JsonObject>().Select(one => one.Deserialize<T>(CoolifyJson.Options)!)],
        _ => [],
    };

    async Task<string> Send(HttpMethod method, string path, JsonObject? body, CancellationToken stop)
    {
        var asked = $"{method} /api/v1{path.Split('?')[0]}";
        using var request = new HttpRequestMessage(method, root + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, */*;q=0.1");
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            if (!response.IsSuccessStatusCode) throw new CoolifyException(Refusal.Read(asked, response.StatusCode, text, Wait(response)));
            // A page where JSON was asked for is a proxy or a sign-in form, whatever its code says; the version is a text.
            if (path != "/version" && !LooksLikeJson(text)) throw new CoolifyException(Refusal.Read(asked, System.Net.HttpStatusCode.BadGateway, text, null));
            return text;
        }
        catch (HttpRequestException error)
        {
            throw new CoolifyException(Refusal.NoAnswer(asked, error.Message));
        }
        catch (TaskCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new CoolifyException(Refusal.NoAnswer(asked, error.Message));
        }
    }

    static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    static TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}
