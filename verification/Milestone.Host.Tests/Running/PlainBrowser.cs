using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>A browser without scripts: it keeps its cookies, sends forms with the token it was shown, and follows where an accepted form leads.</summary>
internal sealed class PlainBrowser(HttpClient client)
{
    private readonly CookieContainer cookies = new();
    private readonly List<string> given = [];
    private HttpClient client = client;
    private HttpResponseMessage? last;

    /// <summary>The cookies that it was given, as they were given.</summary>
    public IReadOnlyList<string> Given => given;

    /// <summary>The cookies that it sends with every request below the base.</summary>
    public string CookieHeader => cookies.GetCookieHeader(new Uri(client.BaseAddress!, BrowsedBooks.Base));

    /// <summary>A header of the last answer, or null.</summary>
    public string? LastHeader(string name) => last!.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Goes on with another host, which its cookies know under the same name: they tell hosts apart by name, not by port.</summary>
    public void MoveTo(HttpClient other) => client = other;

    /// <summary>What an address answers, as it is, not followed.</summary>
    public async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseAddress!, BrowsedBooks.Base + address));
        return await AskAsync(request);
    }

    /// <summary>What an address answers, as text.</summary>
    public async Task<string> TextAsync(string address)
    {
        using var answer = await GetAsync(address);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends what a button on one of the product's pages sends, without the token of a form; the answer as it is.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseAddress!, BrowsedBooks.Base + address));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        return await AskAsync(request);
    }

    /// <summary>Sends a form of a page that was opened; the answer as it is, not followed.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string address, IHtmlDocument from, string form, params (string Name, string Value)[] fields)
    {
        using var request = Filled(address, from, form, fields);
        return await AskAsync(request);
    }

    /// <summary>Opens a page by its address below the base.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseAddress!, BrowsedBooks.Base + address));
        using var answer = await AskAsync(request);
        return await PageAsync(address, answer, status);
    }

    /// <summary>Sends a form of a page that was opened; the status is that of the page it comes to.</summary>
    public async Task<IHtmlDocument> SendAsync(string address, IHtmlDocument from, string form, HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using var request = Filled(address, from, form, fields);
        using var answer = await AskAsync(request);
        if (answer.Headers.Location is not { } location)
            return await PageAsync(address, answer, status);

        using var follow = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!, location));
        using var followed = await AskAsync(follow);
        return await PageAsync(location.ToString(), followed, status);
    }

    /// <summary>Opens a page, whatever its status.</summary>
    public async Task<(HttpStatusCode Status, IHtmlDocument Document)> TryOpenAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseAddress!, BrowsedBooks.Base + address));
        using var answer = await AskAsync(request);
        return (answer.StatusCode, BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Sends fields to an address, whatever comes of it; it goes nowhere from there.</summary>
    public async Task<(HttpStatusCode Status, IHtmlDocument Document)> TrySendAsync(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(client.BaseAddress!, BrowsedBooks.Base), address)) { Content = new FormUrlEncodedContent(fields) };
        using var answer = await AskAsync(request);
        return (answer.StatusCode, BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private HttpRequestMessage Filled(string address, IHtmlDocument from, string form, (string Name, string Value)[] fields)
    {
        var token = from.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseAddress!, BrowsedBooks.Base + address))
        {
            Content = new FormUrlEncodedContent([
                new("_handler", form),
                new("__RequestVerificationToken", token),
                .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
            ]),
        };
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } kept)
            request.Headers.TryAddWithoutValidation("Cookie", kept);
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        last = answer;
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                given.Add(cookie);
                cookies.SetCookies(request.RequestUri!, cookie);
            }
        }

        return answer;
    }

    private static async Task<IHtmlDocument> PageAsync(string address, HttpResponseMessage answer, HttpStatusCode status)
    {
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{address} answered {(int)answer.StatusCode}: {html}");
        return BrowsedBooks.Parse(html);
    }
}
