using System.Net;
using System.Text.RegularExpressions;
using Milestone.Build.Engine;

namespace Milestone.Build.Auditing;

/// <summary>Signs in as a person does, through the page's own form, and gives the cookies that every later request carries.</summary>
internal static partial class AuditedSignIn
{
    /// <summary>An administrator: whoever may do most of what one organisation offers. The owner of the installation would be offered no other pages.</summary>
    public const string Email = "administrator@demo.example";

    /// <param name="said">What the host's demo command printed: the password stands in its last line about it.</param>
    public static string PasswordIn(IEnumerable<string> said) =>
        said.Select(line => Password().Match(line)).LastOrDefault(match => match.Success)?.Groups["password"].Value
        ?? throw new StepFailedException("The demo command printed no password: what is to be audited cannot be signed in to.");

    /// <returns>The value of the Cookie header.</returns>
    public static async Task<string> CookieOf(Uri root, string password, CancellationToken stop)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = root };
        var page = await client.GetStringAsync(new Uri("sign-in", UriKind.Relative), stop);
        var fields = Hidden().Matches(page).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).ToList();
        using var form = new FormUrlEncodedContent([.. fields, new("email", Email), new("password", password)]);
        using var answer = await client.PostAsync(new Uri("sign-in", UriKind.Relative), form, stop);
        using var home = await client.GetAsync(new Uri("dashboard", UriKind.Relative), stop);
        if (home.StatusCode != HttpStatusCode.OK)
            throw new StepFailedException($"Signing in as {Email} answered {(int)answer.StatusCode}, and the dashboard then {(int)home.StatusCode}: only a signed-in audit is one.");
        return cookies.GetCookieHeader(new Uri(root, "dashboard"));
    }

    [GeneratedRegex("with the password: (?<password>\\S+)")]
    private static partial Regex Password();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
