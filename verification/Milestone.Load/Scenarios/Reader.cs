using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Milestone.Load.Measuring;

namespace Milestone.Load.Scenarios;

/// <summary>
/// Somebody signed in, with a browser's habits: connections stay open, answers come compressed, and of what was seen before every other request says so.
/// </summary>
internal sealed partial class Reader : IDisposable
{
    private readonly HttpClient client;
    private readonly string cookie;
    private readonly ConcurrentDictionary<string, string> seen = new(StringComparer.Ordinal);

    private Reader(HttpClient client, string cookie) => (this.client, this.cookie) = (client, cookie);

    /// <summary>Signs in through the page's own form.</summary>
    public static async Task<Reader> SignInAsync(Target target, string email, CancellationToken stop)
    {
        var cookies = new CookieContainer();
        using var door = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = target.Root };
        var page = await door.GetStringAsync(new Uri("sign-in", UriKind.Relative), stop);
        using var form = new FormUrlEncodedContent([.. FieldsOf(page), new("email", email), new("password", target.Password)]);
        using var answer = await door.PostAsync(new Uri("sign-in", UriKind.Relative), form, stop);
        using var home = await door.GetAsync(new Uri("projects", UriKind.Relative), stop);
        if (home.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"Signing in as {email} answered {(int)answer.StatusCode}, and the projects then {(int)home.StatusCode}. Is it the demo company's password?");
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = target.Root, Timeout = TimeSpan.FromSeconds(60) };
        return new Reader(client, cookies.GetCookieHeader(new Uri(target.Root, "dashboard")));
    }

    /// <summary>Asks for a page or a file.</summary>
    public async Task<Answer> GetAsync(string address, bool mayBeKnown = false)
    {
        using var request = Request(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        if (mayBeKnown && seen.TryGetValue(address, out var tag))
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await AskAsync(
            request,
            answer =>
            {
                if (answer.Headers.ETag is { } marked)
                    seen[address] = marked.ToString();
                return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified;
            });
    }

    /// <summary>Opens a page with a form and sends it as it stands, as its button does.</summary>
    public async Task<Answer> SendAsync(string address)
    {
        using var open = Request(HttpMethod.Get, address);
        using var page = await client.SendAsync(open);
        var cookies = page.Headers.TryGetValues("Set-Cookie", out var given) ? string.Concat(given.Select(one => "; " + one.Split(';')[0])) : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = new FormUrlEncodedContent(FieldsOf(await page.Content.ReadAsStringAsync())) };
        request.Headers.Add("Cookie", cookie + cookies);
        // Ten at most wait for their turn: to be told so is an answer.
        return await AskAsync(request, answer => answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.Conflict);
    }

    /// <summary>What a page or the API says, for finding one's way.</summary>
    public async Task<string> ReadAsync(string address, CancellationToken stop)
    {
        using var request = Request(HttpMethod.Get, address);
        using var answer = await client.SendAsync(request, stop);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsStringAsync(stop)
            : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}; without it there is nothing to ask for.");
    }

    /// <summary>Hands in a page of Xero's.</summary>
    public async Task<Answer> ImportAsync(string token, byte[] page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/import/xero", UriKind.Relative)) { Content = new ByteArrayContent(page) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // A record that rejects itself is answered with 200 all the same, and the count says so.
        return await AskAsync(request, answer => answer.StatusCode == HttpStatusCode.OK, body => body.AsSpan().IndexOf("\"rejected\":0,"u8) < 0 ? "records were rejected" : null);
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add("Cookie", cookie);
        return request;
    }

    private async Task<Answer> AskAsync(HttpRequestMessage request, Func<HttpResponseMessage, bool> isExpected, Func<byte[], string?>? look = null)
    {
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await answer.Content.ReadAsByteArrayAsync();
            var fault = isExpected(answer) ? look?.Invoke(body) : $"{(int)answer.StatusCode} from {request.RequestUri!.OriginalString.Split('?')[0]}";
            return new Answer(body.Length, answer.StatusCode == HttpStatusCode.NotModified, fault, Asked(request));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new Answer(0, Fault: failure is TaskCanceledException ? "no answer within a minute" : failure.Message, Asked: Asked(request));
        }
    }

    // The client has made it absolute by now.
    private static string Asked(HttpRequestMessage request) => request.RequestUri is { IsAbsoluteUri: true } whole ? whole.PathAndQuery : request.RequestUri!.OriginalString;

    private static List<KeyValuePair<string, string>> FieldsOf(string page) =>
        [.. Hidden().Matches(page).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)))];

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
