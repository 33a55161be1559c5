using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Milestone.Build.Auditing;

/// <summary>Asks for every page that links lead to, every address of the API, and some that are refused, and looks at the headers of each answer.</summary>
internal sealed partial class HeaderCheck(HttpClient client, string asWhom)
{
    const int MostPages = 250;

    // What is not even HTTP, such as a path with a null character, the server refuses with an empty 400 before any program sees it.
    static readonly string[] Refused = ["nothing-here", "api/v1/nothing-here", "api/v1/statement?form=x", "statement?from=never", "dist/nothing.js", "..%2f..%2fetc%2fpasswd"];

    /// <summary>The pages that were found, with their queries, for those who look further.</summary>
    public IReadOnlyCollection<string> Pages => pages;

    readonly SortedSet<string> pages = new(StringComparer.Ordinal);

    public async Task<AuditLine> Run(CancellationToken stop)
    {
        var topic = $"Headers of every page, figure and refusal, asked by {asWhom}";
        var faults = new List<string>();
        var asked = 0;
        var next = new Queue<string>(["dashboard", "statement", "projects", "sign-in", "changes", "packs", "reconciliation", "assignments", "preferences", "account", "admin"]);
        var seen = new HashSet<string>(next.Select(PathOf), StringComparer.Ordinal);
        while (next.TryDequeue(out var page) && asked < MostPages)
        {
            var body = await Ask(page);
            pages.Add(page);
            foreach (Match link in Links().Matches(body))
            {
                var address = link.Groups["to"].Value.Replace("&amp;", "&", StringComparison.Ordinal);
                if (IsBelow(address) && seen.Add(PathOf(address))) next.Enqueue(address);
            }
        }

        var description = JsonNode.Parse(await Ask("openapi/v1.json"));
        foreach (var (path, methods) in description?["paths"]?.AsObject() ?? [])
        {
            if (methods!["get"] is not null) await Ask(path.TrimStart('/').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
        }

        foreach (var refused in Refused) await Ask(refused);
        return faults.Count == 0
            ? AuditLine.Passed(topic, $"{asked} answers, {pages.Count} of them pages")
            : AuditLine.Failed(topic, $"{faults.Count} faults of {asked} answers: {string.Join("; ", faults.Take(8))}");

        async Task<string> Ask(string address)
        {
            asked++;
            using var answer = await client.GetAsync(new Uri(client.BaseAddress!, address), stop);
            faults.AddRange(Faults(answer.Headers, (int)answer.StatusCode).Select(fault => $"{address}: {fault}"));
            return answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/json" ? await answer.Content.ReadAsStringAsync(stop) : "";
        }
    }

    internal static IEnumerable<string> Faults(HttpResponseHeaders headers, int status)
    {
        if (status >= 500) yield return $"it answered {status}";
        foreach (var (name, right) in Rules)
        {
            if (!headers.TryGetValues(name, out var values) || values.ToList() is not [var value] || !right(value)) yield return $"{name} is missing or wrong";
        }
        foreach (var cookie in headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            foreach (var part in (string[])["httponly", "samesite="])
            {
                if (!cookie.Contains(part, StringComparison.OrdinalIgnoreCase)) yield return $"the cookie {cookie.Split('=')[0]} lacks {part.TrimEnd('=')}";
            }
        }
        if (headers.Contains("Server")) yield return "Server says what the host is";
        if (status >= 400 && headers.CacheControl?.NoStore != true) yield return "a refusal may be kept";
    }

    static readonly (string Name, Func<string, bool> Right)[] Rules =
    [
        ("Content-Security-Policy", value => value.StartsWith("default-src 'none'", StringComparison.Ordinal) && value.Contains("frame-ancestors 'none'", StringComparison.Ordinal) && !value.Contains("unsafe", StringComparison.Ordinal)),
        ("X-Content-Type-Options", value => value == "nosniff"),
        ("X-Frame-Options", value => value == "DENY"),
        ("Referrer-Policy", value => value.Length > 0),
        ("Permissions-Policy", value => value.Contains("camera=()", StringComparison.Ordinal)),
        ("Cross-Origin-Opener-Policy", value => value == "same-origin"),
        ("Cross-Origin-Resource-Policy", value => value == "same-origin"),
    ];

    static bool IsBelow(string address) => address.Length > 0 && address[0] is not ('/' or '#' or '?') && !address.Contains("://", StringComparison.Ordinal) && !address.StartsWith("mailto:", StringComparison.Ordinal) && !address.Contains("sign-out", StringComparison.Ordinal);

    // One of each page and tab: that a page answers alike for each of a hundred projects is for the tests.
    static string PathOf(string address) => Ids().Replace(address.Split('?', '#')[0], "id");

    [GeneratedRegex("href=\"(?<to>[^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}
