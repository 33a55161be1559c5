using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Changes;

/// <summary>A form as a browser without script sends it: the page is read first, for its token, its cookie and its hidden fields.</summary>
internal static class SentForm
{
    /// <summary>Fills in the only form of a page and sends it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(BooksHost books, string address, Dictionary<string, string> fields, (string Field, string Name, byte[] Content)? file = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var uri = new Uri(BrowsedBooks.Base + address, UriKind.Relative);
        using var opened = await books.Client.GetAsync(uri, cancellation);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var page = BrowsedBooks.Parse(await opened.Content.ReadAsStringAsync(cancellation));
        var form = Assert.Single(page.QuerySelectorAll("form[method=post]"));
        var values = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields)
            values[name] = value;

        using var request = new HttpRequestMessage(HttpMethod.Post, uri);
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        if (file is { } sent)
        {
            Assert.Equal("multipart/form-data", form.GetAttribute("enctype"));
            var parts = new MultipartFormDataContent();
            foreach (var (name, value) in values)
                parts.Add(new StringContent(value), name);
            parts.Add(new ByteArrayContent(sent.Content), sent.Field, sent.Name);
            request.Content = parts;
        }
        else
        {
            request.Content = new FormUrlEncodedContent(values);
        }

        return await books.Client.SendAsync(request, cancellation);
    }

    /// <summary>What a page says.</summary>
    public static async Task<IHtmlDocument> PageAsync(HttpResponseMessage answer) =>
        BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
