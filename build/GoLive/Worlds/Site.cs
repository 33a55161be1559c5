using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Milestone.Build.Engine;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>
/// The product as its readers reach it, as nobody or as somebody of a role. Sabotage can put a proxy before it that changes what comes back, as badly set up
/// ones do.
/// </summary>
internal sealed partial class Site : IDisposable
{
    public const string Nobody = "nobody";

    readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
    readonly Dictionary<string, string> sessions = new(StringComparer.Ordinal);
    readonly Accounts accounts;
    Func<Answer, Answer>? proxy;

    public Site(Uri root, Accounts accounts)
    {
        Root = root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/");
        this.accounts = accounts;
    }

    /// <summary>With a slash at its end.</summary>
    public Uri Root { get; }

    /// <summary>Whether somebody can be signed in as.</summary>
    public bool HasAccounts => accounts.Password is not null;

    public Task<Answer> Get(string path, CancellationToken stop, string who = Nobody, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, who, stop, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string who, CancellationToken stop, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, path)) { Content = content };
        if (who != Nobody) request.Headers.Add("Cookie", await Cookie(who, stop));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, stop);
        var answer = await Answer.Of($"{method} {path}{(who == Nobody ? "" : " as " + who)}", response, stop);
        return proxy is null ? answer : proxy(answer);
    }

    public Task<Answer> Post(string path, string json, string who, CancellationToken stop, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), who, stop, headers);

    /// <summary>From now on every answer goes through it.</summary>
    public IAsyncDisposable Before(Func<Answer, Answer> changing)
    {
        proxy = changing;
        return Undo.By(() => proxy = null);
    }

    /// <summary>A page's form as a browser would send it: its hidden fields, and the cookie that goes with them.</summary>
    public async Task<(List<KeyValuePair<string, string>> Fields, string Cookie)> Form(string page, string who, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, page));
        if (who != Nobody) request.Headers.Add("Cookie", await Cookie(who, stop));
        using var response = await client.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(one => one.Split(';')[0]) : [];
        var fields = Hidden().Matches(text).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).DistinctBy(pair => pair.Key).ToList();
        return (fields, string.Join("; ", cookies.Prepend(who == Nobody ? "" : await Cookie(who, stop)).Where(one => one.Length > 0)));
    }

    /// <summary>The session of somebody of the role: viewer, manager, accountant, administrator or owner.</summary>
    public async Task<string> Cookie(string who, CancellationToken stop)
    {
        if (sessions.TryGetValue(who, out var known)) return known;
        if (accounts.Password is null) throw new StepFailedException("nobody can be signed in as: name an account with --site-email and --site-password");
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Root };
        var page = await browser.GetStringAsync(new Uri("sign-in", UriKind.Relative), stop);
        var fields = Hidden().Matches(page).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).ToList();
        using var form = new FormUrlEncodedContent([.. fields, new("email", accounts.AddressOf(who)), new("password", accounts.Password)]);
        using var answer = await browser.PostAsync(new Uri("sign-in", UriKind.Relative), form, stop);
        using var home = await browser.GetAsync(new Uri("account", UriKind.Relative), stop);
        if (home.StatusCode != HttpStatusCode.OK) throw new StepFailedException($"signing in as {accounts.AddressOf(who)} answered {(int)answer.StatusCode}, and a page then {(int)home.StatusCode}");
        return sessions[who] = cookies.GetCookieHeader(new Uri(Root, "dashboard"));
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
