using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Milestone.Build.Coolify;

/// <summary>An answer that was no success, read as well as it can be: Coolify words its refusals in a dozen ways.</summary>
/// <param name="Asked">As in "POST /api/v1/deploy".</param>
/// <param name="Status">The code; 0 when nothing answered.</param>
/// <param name="Said">Coolify's own words.</param>
/// <param name="Fields">What is wrong with which field.</param>
/// <param name="Conflicts">The domains that others have, and who.</param>
/// <param name="RetryAfter">How long to wait, where that was said.</param>
/// <param name="IsCoolify">Whether Coolify itself spoke, and not a proxy in front of it.</param>
internal sealed record Refusal(
    string Asked,
    int Status,
    string Said,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields,
    IReadOnlyList<string> Conflicts,
    TimeSpan? RetryAfter,
    bool IsCoolify)
{
    static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFields = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Asking again may help: a proxy, a restart, the throttle.</summary>
    public bool IsPassing => Status is 0 or 429 or 502 or 503 or 504 || (Status >= 500 && !IsCoolify);

    public bool IsThrottle => Status == 429;

    /// <summary>What a person does about it.</summary>
    public string Advice => Status switch
    {
        0 => "Check the address in MILESTONE_COOLIFY_URL, and that this machine may reach it.",
        401 => "Make a token in Coolify, under Keys & Tokens in the team of the application, and give it as MILESTONE_COOLIFY_TOKEN.",
        400 when Has("Invalid token") => "The token belongs to no team: make a new one in the team of the application.",
        403 when Has("Missing required permissions") => $"Give the token the ability {Said.Split(':')[^1].Trim().TrimEnd('.')}; the pipeline needs deploy, read and write, and none implies another.",
        403 when Has("team role") => "The token's user must be an administrator or the owner of the team.",
        403 when Has("API is disabled") => "Turn the API on: Settings, Advanced, API Access.",
        403 when Has("not allowed to access") => "Add this machine's address to the API's allow-list: Settings, Advanced.",
        404 => "Check the uuid: it stands at the end of the resource's address in Coolify, and the token must be of the same team.",
        405 => "This Coolify wants another method for the call: the client and Coolify do not fit together.",
        409 when Conflicts.Count > 0 => "Free the domain there, or choose another.",
        409 => "It is there already.",
        422 => "Correct what is named; a field that is not allowed needs a newer Coolify.",
        429 => "Wait and repeat.",
        _ when !IsCoolify => "That was not Coolify but what stands in front of it: is Coolify running?",
        _ => "Look into Coolify's own log.",
    };

    public string Message
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"{Asked}: ");
            text.Append(Status == 0 ? "nothing answered" : string.Create(CultureInfo.InvariantCulture, $"{(IsCoolify ? "Coolify" : "a server before Coolify")} answered {Status}"));
            if (Said.Length > 0) text.Append(CultureInfo.InvariantCulture, $": {Said.TrimEnd('.')}");
            text.Append('.');
            foreach (var (name, faults) in Fields) text.Append(CultureInfo.InvariantCulture, $" {name}: {string.Join(" ", faults)}");
            foreach (var conflict in Conflicts) text.Append(CultureInfo.InvariantCulture, $" {conflict}");
            return text.Append(' ').Append(Advice).ToString();
        }
    }

    public static Refusal NoAnswer(string asked, string why) => new(asked, 0, why, NoFields, [], null, IsCoolify: false);

    public static Refusal Read(string asked, HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return OfJson(asked, (int)status, json.RootElement, retryAfter);
        }
        catch (JsonException)
        {
            // A page of a proxy, or of the framework below Coolify.
        }
        return new Refusal(asked, (int)status, Title(body), NoFields, [], retryAfter, IsCoolify: false);
    }

    static Refusal OfJson(string asked, int status, JsonElement json, TimeSpan? retryAfter)
    {
        var said = Text(json, "message") ?? "";
        if (Text(json, "error") is { } error && error != said) said = said.Length == 0 ? error : $"{said.TrimEnd('.')}: {error}";
        return new Refusal(asked, status, said, FieldsOf(json), ConflictsOf(json), retryAfter, IsCoolify: true);
    }

    // Each fault is a text or a list of texts, whoever wrote the check.
    static IReadOnlyDictionary<string, IReadOnlyList<string>> FieldsOf(JsonElement json)
    {
        if (!json.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object) return NoFields;
        return errors.EnumerateObject().ToDictionary(
            field => field.Name,
            IReadOnlyList<string> (field) => field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray().Select(one => one.ToString())] : [field.Value.ToString()]);
    }

    static IReadOnlyList<string> ConflictsOf(JsonElement json) =>
        json.TryGetProperty("conflicts", out var conflicts) && conflicts.ValueKind == JsonValueKind.Array
            ? [.. conflicts.EnumerateArray().Select(one => $"{Text(one, "domain")} belongs to {Text(one, "resource_name")} ({Text(one, "resource_type")} {Text(one, "resource_uuid")}).")]
            : [];

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Title(string body)
    {
        var start = body.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : body.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        var text = end > 0 ? body[(start + "<title>".Length)..end] : body;
        return text.Trim() is { Length: > 200 } length ? length[..200] + "..." : text.Trim();
    }

    bool Has(string words) => Said.Contains(words, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Coolify would not, or could not be asked.</summary>
internal sealed class CoolifyException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
