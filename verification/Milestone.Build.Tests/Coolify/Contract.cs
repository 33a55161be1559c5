using System.Text.Json.Nodes;

namespace Milestone.Build.Tests.Coolify;

/// <summary>Coolify's own description of its API, as far as it can be held against requests and answers: paths, methods, parameters, bodies, types.</summary>
internal sealed class Contract(JsonNode document)
{
    /// <summary>The faults of a request; none when the description knows it so.</summary>
    public IReadOnlyList<string> OfRequest(string method, string path, IEnumerable<string> query, JsonNode? body)
    {
        if (Operation(method, path) is not { } operation) return [$"{method} {path} is not described"];
        var faults = new List<string>();
        var known = (operation["parameters"] as JsonArray ?? []).Where(one => (string?)one!["in"] == "query").Select(one => (string)one!["name"]!).ToHashSet();
        faults.AddRange(query.Where(name => !known.Contains(name)).Select(name => $"{method} {path}: no parameter {name}"));
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (body is not null && schema is null) faults.Add($"{method} {path}: takes no body");
        else if (body is not null) Check(body, schema!, "body", mayHaveMore: false, faults);
        return faults;
    }

    public IReadOnlyList<string> OfAnswer(string method, string path, int status, string contentType, string text)
    {
        var answer = Resolved(Operation(method, path)?["responses"]?[status.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        if (answer is null) return [$"{method} {path}: {status} is not described"];
        if (answer["content"] is not JsonObject content) return [];
        if (content[contentType.Split(';')[0]]?["schema"] is not { } schema) return [$"{method} {path}: {status} as {contentType} is not described"];
        var faults = new List<string>();
        if (contentType.StartsWith("application/json", StringComparison.Ordinal)) Check(JsonNode.Parse(text), schema, "answer", mayHaveMore: true, faults);
        return faults;
    }

    private JsonNode? Operation(string method, string path)
    {
        var parts = path.Split('/');
        // A name before a placeholder: /deployments/applications/{uuid} and not /deployments/{uuid}/{more}.
        return document["paths"]!.AsObject()
            .Where(one => Fits(one.Key.Split('/'), parts))
            .OrderBy(one => one.Key.Count(letter => letter == '{'))
            .Select(one => one.Value?[method.ToLowerInvariant()])
            .FirstOrDefault(one => one is not null);
    }

    private static bool Fits(string[] template, string[] parts) => template.Length == parts.Length && template.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private JsonNode? Resolved(JsonNode? node)
    {
        while ((string?)(node as JsonObject)?["$ref"] is { } reference)
        {
            node = reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (at, name) => at?[name]);
        }
        return node;
    }

    private void Check(JsonNode? value, JsonNode schema, string at, bool mayHaveMore, List<string> faults)
    {
        schema = Resolved(schema)!;
        // Nearly nothing is described as nullable, and nearly everything may be null.
        if (value is null) return;
        var types = schema["type"] switch { JsonArray several => several.Select(one => (string)one!).ToList(), JsonNode one => [(string)one!], _ => [] };
        if (types.Count > 0 && !types.Any(type => IsOf(value, type)))
        {
            faults.Add($"{at} is {value.GetValueKind()} and not {string.Join(" or ", types)}");
            return;
        }
        if (value is JsonArray list && schema["items"] is { } items)
        {
            foreach (var one in list) Check(one, items, at + "[]", mayHaveMore, faults);
        }
        if (value is not JsonObject named || schema["properties"] is not JsonObject properties) return;
        foreach (var needed in schema["required"] as JsonArray ?? [])
        {
            if (!named.ContainsKey((string)needed!)) faults.Add($"{at} lacks {needed}");
        }
        foreach (var (name, inner) in named)
        {
            if (properties[name] is { } described) Check(inner, described, $"{at}.{name}", mayHaveMore, faults);
            else if (!mayHaveMore) faults.Add($"{at}.{name} is not described");
        }
    }

    private static bool IsOf(JsonNode value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "integer" or "number" => value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "null" => false,
        _ => true,
    };
}
