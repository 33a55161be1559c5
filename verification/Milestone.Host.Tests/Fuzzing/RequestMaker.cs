using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>An operation of the API as its description states it.</summary>
internal sealed record Operation(string Method, string Path, JsonObject Description)
{
    /// <summary>The statuses that the description names.</summary>
    public HashSet<int> Statuses { get; } = [.. Description["responses"]!.AsObject().Select(response => int.Parse(response.Key, CultureInfo.InvariantCulture))];

    /// <summary>Whether the answer is a file, which costs more to draw.</summary>
    public bool IsFile => Path.EndsWith(".pdf", StringComparison.Ordinal) || Path.EndsWith(".xlsx", StringComparison.Ordinal);
}

/// <summary>A request in the making: what was asked is said again where its answer was wrong.</summary>
internal sealed record FuzzedRequest(Operation Operation, string Target, string? Body, string? ContentType, IReadOnlyList<(string Name, string Value)> Headers, bool HasForeignPath)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Operation.Method), new Uri(Target, UriKind.Relative));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            if (ContentType is not null && MediaTypeHeaderValue.TryParse(ContentType, out var type))
                message.Content.Headers.ContentType = type;
        }

        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    public override string ToString() =>
        $"{Operation.Method} {Shortened(Target)} {string.Join(' ', Headers.Select(header => $"{header.Name}: {Shortened(header.Value)}"))} {ContentType} {Shortened(Body ?? "")}";

    private static string Shortened(string text) => text.Length > 600 ? $"{text[..600]}... ({text.Length})" : text;
}

/// <summary>
/// Makes requests from the API's description: each parameter and field by what the description says of it, in most cases, and something hostile in the
/// others, so that requests get past the first check and break later ones.
/// </summary>
internal sealed partial class RequestMaker(JsonNode description, IReadOnlyList<string> ids, string token)
{
    private static readonly string[] Days = ["2026-04-01", "2026-04-30", "2026-05-31", "2026-03-31", "2024-02-29", "1999-12-31", "2199-12-31"];

    private readonly List<Operation> operations = [.. description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
        .Where(method => method.Key is "get" or "post" or "put" or "delete")
        .Select(method => new Operation(method.Key.ToUpperInvariant(), path.Key, method.Value!.AsObject())))];

    /// <summary>How many operations the description has.</summary>
    public int Operations => operations.Count;

    /// <summary>One request; the same dice make the same.</summary>
    public FuzzedRequest Make(Random dice)
    {
        var operation = operations[dice.Next(operations.Count)];
        // A drawn file costs as much as fifty figures.
        if (operation.IsFile && dice.Next(12) != 0)
            operation = operations[dice.Next(operations.Count)];
        var foreign = false;
        var path = Placeholders().Replace(operation.Path, _ =>
        {
            if (dice.Next(10) < 8)
                return ids[dice.Next(ids.Count)];
            foreign = true;
            return Uri.EscapeDataString(HostileValues.Written(HostileValues.Text(dice))) is { Length: > 0 } text ? text[..Math.Min(text.Length, 2000)] : "-";
        });
        return new FuzzedRequest(operation, "/milestone-app" + path + Query(operation, dice), Body(operation, dice, out var type), type, Headers(operation, dice), foreign);
    }

    private static string Query(Operation operation, Random dice)
    {
        var given = new List<string>();
        foreach (var parameter in operation.Description["parameters"]?.AsArray().Where(one => (string?)one!["in"] == "query") ?? [])
        {
            if (dice.Next(3) != 0)
                continue;
            var name = (string)parameter!["name"]!;
            given.Add($"{name}={Uri.EscapeDataString(HostileValues.Written(Value(parameter, dice)))}");
            if (dice.Next(40) == 0)
                given.Add($"{name}=again");
        }

        if (dice.Next(25) == 0)
            given.Add($"{Uri.EscapeDataString(HostileValues.Written(HostileValues.Text(dice)))}=x");
        if (dice.Next(50) == 0)
            given.Add("%zz&&=&a[]=1&%00");
        var query = string.Join('&', given);
        return query.Length == 0 ? "" : "?" + query[..Math.Min(query.Length, 6000)];
    }

    private static string Value(JsonNode parameter, Random dice)
    {
        if (dice.Next(4) == 0)
            return HostileValues.Text(dice);
        var schema = parameter["schema"];
        if (schema?["enum"] is JsonArray { Count: > 0 } words)
            return (string)words[dice.Next(words.Count)]!;
        if ((string?)schema?["format"] == "date" || (string?)parameter["name"] is "from" or "to" or "since")
            return Days[dice.Next(Days.Length)];
        return (string?)parameter["name"] == "organisation" ? "Small Books" : (string?)parameter["example"]?.ToString() ?? dice.Next(-5, 3000).ToString(CultureInfo.InvariantCulture);
    }

    private string? Body(Operation operation, Random dice, out string? type)
    {
        type = null;
        if (operation.Method is "GET" or "DELETE")
            return null;
        type = dice.Next(20) switch { 0 => "text/plain", 1 => "application/x-www-form-urlencoded", 2 => null, _ => "application/json" };
        switch (dice.Next(16))
        {
            case 0:
                return HostileValues.Text(dice);
            case 1:
                return new string('[', dice.Next(1, 5000));
            case 2:
                return HostileValues.Json(dice)?.ToJsonString() ?? "null";
            case 3:
                return "{\"a\":1,\"a\":2}";
            case 4 when dice.Next(20) == 0:
                return new string(' ', 70_000) + "{}";
        }

        var content = Resolved(operation.Description["requestBody"])?["content"]?["application/json"];
        var body = content?["example"] is JsonObject example && dice.Next(2) == 0 ? (JsonObject)example.DeepClone() : FromSchema(Resolved(content?["schema"]), dice);
        foreach (var name in body.Select(field => field.Key).ToList())
        {
            if (dice.Next(6) == 0)
                body[name] = HostileValues.Json(dice);
            else if (dice.Next(12) == 0)
                body.Remove(name);
        }

        if (dice.Next(12) == 0)
            body[HostileValues.Written(HostileValues.Text(dice))] = HostileValues.Json(dice);
        var text = body.ToJsonString();
        return dice.Next(15) == 0 ? text[..dice.Next(text.Length)] : text;
    }

    private JsonObject FromSchema(JsonNode? schema, Random dice)
    {
        var made = new JsonObject();
        foreach (var (name, given) in schema?["properties"]?.AsObject() ?? [])
        {
            var field = Resolved(given);
            var format = (string?)field?["format"];
            made[name] = field?["enum"] is JsonArray { Count: > 0 } words ? words[dice.Next(words.Count)]?.DeepClone()
                : format == "date" ? Days[dice.Next(Days.Length)]
                : format == "uuid" ? ids[dice.Next(ids.Count)]
                : Types(field).Contains("boolean") ? dice.Next(2) == 0
                : Types(field).Contains("number") ? dice.Next(-100, 1_000_000) / 100m
                : Types(field).Contains("integer") ? dice.Next(-1, 7)
                : Types(field).Contains("array") ? new JsonArray(ids[dice.Next(ids.Count)])
                : dice.Next(3) == 0 ? HostileValues.Written(HostileValues.Text(dice)) : "Words";
        }

        return made;
    }

    private static IEnumerable<string> Types(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray several => several.Select(one => (string)one!),
        { } one => [(string)one!],
        null => [],
    };

    private JsonNode? Resolved(JsonNode? node)
    {
        for (var steps = 0; steps < 10 && node?["$ref"] is { } reference; steps++)
            node = ((string)reference!).TrimStart('#', '/').Split('/').Aggregate((JsonNode?)description, (at, name) => at?[name]);
        return node;
    }

    private List<(string, string)> Headers(Operation operation, Random dice)
    {
        var headers = new List<(string, string)>();
        if (operation.Path.Contains("/import/", StringComparison.Ordinal) || dice.Next(20) == 0)
            headers.Add(("Authorization", dice.Next(3) == 0 ? "Bearer " + Uri.EscapeDataString(HostileValues.Written(HostileValues.Text(dice))) : "Bearer " + token));
        if (operation.Method is "PUT" or "DELETE" or "POST")
        {
            if (dice.Next(8) != 0)
                headers.Add(("If-Match", dice.Next(5) == 0 ? Uri.EscapeDataString(HostileValues.Written(HostileValues.Text(dice))) : $"\"{dice.Next(0, 6)}\""));
        }
        else if (dice.Next(6) == 0)
        {
            headers.Add(("If-None-Match", dice.Next(2) == 0 ? "*" : "\"" + dice.Next() + "\""));
        }

        if (dice.Next(10) == 0)
            headers.Add(("Accept", dice.Next(2) == 0 ? "application/xml" : "*/*;q=NaN"));
        if (dice.Next(10) == 0)
            headers.Add(("Accept-Encoding", dice.Next(2) == 0 ? "br;q=0, gzip" : "nothing;;q=2"));
        if (dice.Next(30) == 0)
            headers.Add(("X-Forwarded-For", "1.2.3.4, ::1, nonsense"));
        return headers;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholders();
}
