using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Figures;

internal sealed class Endpoints : Check
{
    public override string Task => "T311";

    public override string Title => "The API is what its description says";

    public override string Proves => "Every address of the OpenAPI description answers, with a code and a media type that it names, and with every property that it requires; without a session or token it is 401, and a refusal says what is wrong";

    public override string Sabotage => "A proxy before the host renames a property of every answer";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var said = await site.Get("openapi/v1.json", stop, "administrator");
        var description = JsonNode.Parse(said.Text)!;
        var (asked, checkedBodies, refused) = (0, 0, 0);
        var codes = new SortedDictionary<int, int>();
        foreach (var (path, methods) in description["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject().Where(pair => pair.Key is "get" or "post" or "put" or "delete" or "patch"))
            {
                var address = Address(path, operation!);
                if (operation!["tags"]?[0]?.ToString() == "Health" && method != "get") continue;
                // What changes something is asked without a body, by nobody: that it is refused.
                var open = path.Contains("/health", StringComparison.Ordinal) || path.EndsWith("/api/status", StringComparison.Ordinal) || path.Contains("webhook", StringComparison.Ordinal);
                if (!open)
                {
                    var nobody = await site.Send(new HttpMethod(method.ToUpperInvariant()), address, method == "get" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Site.Nobody, stop);
                    refused++;
                    if (nobody.Code != 401) evidence.Fault($"{nobody.Asked}: {nobody.Says} instead of 401");
                }
                if (method != "get") continue;
                var answer = await site.Get(address, stop, "administrator");
                asked++;
                codes[answer.Code] = codes.GetValueOrDefault(answer.Code) + 1;
                if (operation["responses"]?[answer.Code.ToString(CultureInfo.InvariantCulture)] is not { } documented)
                {
                    evidence.Fault($"{answer.Asked}: {answer.Code} is not described");
                    continue;
                }
                if (documented["content"] is not JsonObject content || answer.Bytes.Length == 0) continue;
                if (!content.Any(pair => pair.Key.Split(';')[0] == answer.Type)) evidence.Fault($"{answer.Asked}: {answer.Type} is not described");
                if (!answer.Type.EndsWith("json", StringComparison.Ordinal)) continue;
                checkedBodies++;
                var fault = Fault(JsonNode.Parse(answer.Text), content.First(pair => pair.Key.Split(';')[0] == answer.Type).Value?["schema"], description, "");
                if (fault is not null) evidence.Fault($"{answer.Asked}: {fault}");
            }
        }
        evidence.Expect(said.Code == 200 && asked > 30, "every GET of openapi/v1.json as administrator", string.Create(CultureInfo.InvariantCulture, $"{asked} asked: {string.Join(", ", codes.Select(pair => $"{pair.Value} x {pair.Key}"))}; {checkedBodies} bodies compared with their schemas"));
        evidence.Expect(refused > 30, "every address that is not public, as nobody", string.Create(CultureInfo.InvariantCulture, $"{refused} asked, each answered 401"));
        var problem = await site.Get("api/v1/statement?from=never", stop, "administrator");
        evidence.Expect(problem.Code == 400 && problem.Type == "application/problem+json" && problem.Text.Contains("from", StringComparison.Ordinal), problem.Asked, $"{problem.Says} {problem.Text}");
        var unknown = await site.Get("api/v1/nothing-here", stop, "administrator");
        evidence.Expect(unknown.Code == 404 && unknown.Type == "application/problem+json", unknown.Asked, unknown.Says);
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        (await world.Site(stop)).Before(answer => answer.Asked.Contains("api/v1/organisations", StringComparison.Ordinal) && answer.Code == 200 ? answer.As(200, answer.Text.Replace("\"name\":", "\"title\":", StringComparison.Ordinal)) : answer);

    /// <summary>With the examples of its parameters where it needs any.</summary>
    static string Address(string path, JsonNode operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = parameter!["name"]!.ToString();
            if ((string?)parameter["in"] == "path") path = path.Replace("{" + name + "}", Example(parameter), StringComparison.Ordinal);
            else if ((string?)parameter["in"] == "query" && (bool?)parameter["required"] == true) query.Add($"{name}={Uri.EscapeDataString(Example(parameter))}");
        }
        return path.TrimStart('/') + (query.Count > 0 ? "?" + string.Join('&', query) : "");
    }

    static string Example(JsonNode parameter) =>
        parameter["example"]?.ToString() ?? parameter["schema"]?["example"]?.ToString() ?? ((string?)parameter["schema"]?["format"] switch
        {
            "uuid" => "0d000000-0000-4000-8000-00000000000d",
            "date" => "2026-04-01",
            "int32" or "int64" => "999999",
            _ => "x",
        });

    /// <summary>The first property that is required and missing; null when the body fits.</summary>
    static string? Fault(JsonNode? body, JsonNode? schema, JsonNode description, string where, int depth = 0)
    {
        if (schema is null || depth > 12) return null;
        if ((string?)schema["$ref"] is { } reference) return Fault(body, description["components"]!["schemas"]![reference.Split('/')[^1]], description, where, depth + 1);
        if (body is JsonObject fields)
        {
            foreach (var name in schema["required"]?.AsArray() ?? [])
            {
                if (!fields.ContainsKey(name!.ToString())) return $"{where}.{name} is required and missing";
            }
            foreach (var (name, inner) in schema["properties"]?.AsObject() ?? [])
            {
                if (fields.TryGetPropertyValue(name, out var value) && value is not null && Fault(value, inner, description, $"{where}.{name}", depth + 1) is { } fault) return fault;
            }
        }
        if (body is JsonArray items && schema["items"] is { } item)
        {
            foreach (var one in items.Take(5))
            {
                if (one is not null && Fault(one, item, description, where + "[]", depth + 1) is { } fault) return fault;
            }
        }
        return null;
    }
}
