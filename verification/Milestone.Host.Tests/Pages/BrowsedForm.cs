using System.Net;
using AngleSharp.Html.Dom;
using Xunit;

namespace Milestone.Host.Tests.Pages;

/// <summary>One person with a browser without scripts: keeps cookies, fills in the form of a page and sends it as it stands.</summary>
internal sealed class BrowsedForm : IDisposable
{
    private readonly HttpClient client;

    public BrowsedForm(Uri host)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host };
    }

    /// <summary>The page in view.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>The status of its answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>The form of the page.</summary>
    public IHtmlFormElement Entry => (IHtmlFormElement)Page.QuerySelector("form.entry")!;

    /// <summary>Opens a page by its address below the base.</summary>
    public async Task OpenAsync(string address)
    {
        using var answer = await client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
        await TakeAsync(answer);
    }

    /// <summary>Types into the fields of the form, and sends it with everything else as the page had it; follows where it leads.</summary>
    public async Task SendAsync(string address, params (string Field, string? Value)[] typed)
    {
        var fields = Fields();
        foreach (var (field, value) in typed)
        {
            fields.RemoveAll(one => one.Key == field);
            if (value is not null)
                fields.Add(KeyValuePair.Create(field, value));
        }

        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), content, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.Redirect)
            await OpenAsync(answer.Headers.Location!.PathAndQuery[BrowsedBooks.Base.Length..]);
        else
            await TakeAsync(answer);
    }

    /// <summary>What a field of the form holds.</summary>
    public string Value(string field) => Fields().Single(one => one.Key == field).Value;

    /// <summary>What the page says after something was saved.</summary>
    public string Saved => Page.QuerySelector("[role=status]")?.TextContent.Trim('✓', ' ', '\n') ?? "";

    /// <summary>The fields at fault, as the summary above the form links to them.</summary>
    public IEnumerable<string> Faults => Page.QuerySelectorAll(".form-errors a").Select(link => link.GetAttribute("href")!.Split('#')[1]);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private List<KeyValuePair<string, string>> Fields()
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in Entry.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "checkbox" } box => (box.IsChecked ? box.Name : null, box.Value),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement text => (text.Name, text.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                _ => (null, ""),
            };
            if (name is not null)
                fields.Add(KeyValuePair.Create(name, value ?? ""));
        }

        return fields;
    }

    private async Task TakeAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Page = BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
