using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>A browser without scripts: it keeps its cookies, sends forms with the token it was shown, and follows where an accepted form leads.</summary>
internal sealed class PlainBrowser(HttpClient client)
{
    private readonly CookieContainer cookies = new();

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
        var token = from.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseAddress!, BrowsedBooks.Base + address));
        request.Content = new FormUrlEncodedContent([
            new("_handler", form),
            new("__RequestVerificationToken", token),
            .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
        ]);
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

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } kept)
            request.Headers.TryAddWithoutValidation("Cookie", kept);
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var given))
        {
            foreach (var cookie in given)
                cookies.SetCookies(request.RequestUri!, cookie);
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
