using System.Globalization;
using System.Text.Json;

namespace Milestone.Build.Deploying;

/// <summary>The product as the world sees it, through its public address.</summary>
internal sealed class PublicSite(HttpClient http, Uri address, TimeProvider time)
{
    const int TriesOfAPage = 3;

    /// <summary>What answers, who may ask it, and which headers it must carry.</summary>
    static readonly (string Path, int[] Codes)[] Pages =
    [
        ("/api/health/live", [200]),
        ("/api/health", [200]),
        ("/sign-in", [200, 302, 303]),
        ("/", [200, 302, 303, 307]),
        ("/api/v1/organisations", [401, 403]),
        ("/no-such-page-for-anybody", [302, 303, 401, 403, 404]),
    ];

    static readonly string[] Headers = ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"];

    readonly string root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>One look at /api/health: who answers, or why nobody does.</summary>
    public async Task<Look> Health(CancellationToken stop)
    {
        var clock = time.GetTimestamp();
        try
        {
            using var answer = await Get("/api/health", stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            var took = time.GetElapsedTime(clock);
            var code = (int)answer.StatusCode;
            if (!text.TrimStart().StartsWith('{')) return new Look(code, null, false, took, $"{code} without a state of health: {Short(text)}");
            using var json = JsonDocument.Parse(text);
            var release = new Release(Text(json.RootElement, "version"), Text(json.RootElement, "commit"));
            var status = Text(json.RootElement, "status");
            var ready = code == 200 && status == "ready";
            return new Look(code, release, ready, took, $"{code} {status ?? "without a status"}, {release}");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return new Look(0, null, false, time.GetElapsedTime(clock), $"no answer: {error.Message}");
        }
    }

    /// <summary>Waits until the release has answered so many times in a row; null when it has, else the last that was seen.</summary>
    public async Task<string?> Confirm(Release wanted, int times, TimeSpan between, TimeSpan deadline, Action<string> note, CancellationToken stop)
    {
        var end = time.GetUtcNow() + deadline;
        var row = 0;
        string last = "", seen = "";
        while (true)
        {
            var look = await Health(stop);
            var good = look.Ready && look.Release!.Is(wanted);
            row = good ? row + 1 : 0;
            seen = look.Said;
            if (seen != last) note($"{root}/api/health: {seen}");
            last = seen;
            if (row >= times) return null;
            if (time.GetUtcNow() + between > end) break;
            await Task.Delay(between, time, stop);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{wanted} did not answer {times} times in a row within {deadline.TotalSeconds:0} s; seen last: {seen}");
    }

    /// <summary>The few pages and headers that must be right at once; each may be asked three times, since a proxy that changes over may answer 502. The faults.</summary>
    public async Task<IReadOnlyList<string>> Smoke(CancellationToken stop)
    {
        var faults = new List<string>();
        foreach (var (path, codes) in Pages)
        {
            string? fault = null;
            for (var attempt = 1; attempt <= TriesOfAPage; attempt++)
            {
                fault = await FaultOf(path, codes, stop);
                if (fault is null) break;
                if (attempt < TriesOfAPage) await Task.Delay(TimeSpan.FromSeconds(2), time, stop);
            }
            if (fault is not null) faults.Add($"{path}: {fault}");
        }
        return faults;
    }

    async Task<string?> FaultOf(string path, int[] codes, CancellationToken stop)
    {
        try
        {
            using var answer = await Get(path, stop);
            if (!codes.Contains((int)answer.StatusCode)) return string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} instead of {string.Join(" or ", codes)}");
            var missing = Headers.Where(header => !answer.Headers.Contains(header) && !answer.Content.Headers.Contains(header)).ToList();
            if (address.Scheme == Uri.UriSchemeHttps && !answer.Headers.Contains("Strict-Transport-Security")) missing.Add("Strict-Transport-Security");
            return missing.Count > 0 ? $"without {string.Join(", ", missing)}" : null;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return $"no answer: {error.Message}";
        }
    }

    Task<HttpResponseMessage> Get(string path, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, root + path);
        // A kept connection would ask the old container for as long as it lives.
        request.Headers.ConnectionClose = true;
        request.Headers.CacheControl = new() { NoCache = true };
        return http.SendAsync(request, stop);
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Short(string text) => text.Length > 80 ? text[..80].ReplaceLineEndings(" ") + "..." : text.ReplaceLineEndings(" ");
}

/// <summary>One look at the public address.</summary>
/// <param name="Code">0 when nothing answered.</param>
/// <param name="Said">In words.</param>
internal sealed record Look(int Code, Release? Release, bool Ready, TimeSpan Took, string Said);
