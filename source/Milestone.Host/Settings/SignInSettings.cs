using System.Globalization;
using System.Net;
using Milestone.Core;

namespace Milestone.Host.Settings;

/// <summary>How people and programs show who they are: the variables Milestone__SignIn__*. docs/sign-in.md says which to set for whom.</summary>
internal sealed record SignInSettings
{
    /// <summary>Whether people may sign in with a password of this installation: LocalAccounts.</summary>
    public bool LocalAccounts { get; init; } = true;

    /// <summary>The OpenID provider's address, where its discovery document is: Authority. Null without a provider.</summary>
    public Uri? Authority { get; init; }

    /// <summary>What the provider calls this installation: ClientId.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The secret that goes with it: ClientSecret. Empty for a public client.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>What the button says after "Sign in with": ProviderName.</summary>
    public string ProviderName { get; init; } = "your organisation's account";

    /// <summary>Whether the provider's addresses are right although it does not say that it has verified them: TrustEmail. For a directory of one firm.</summary>
    public bool TrustEmail { get; init; }

    /// <summary>After how many minutes without use a session ends: IdleMinutes.</summary>
    public int IdleMinutes { get; init; } = 120;

    /// <summary>After how many hours a session ends whatever happens: SessionHours.</summary>
    public int SessionHours { get; init; } = 12;

    /// <summary>Who issues the session tokens that the API takes: TokenIssuer. Null takes none.</summary>
    public Uri? TokenIssuer { get; init; }

    /// <summary>The sites whose session tokens are taken (the claim azp): AuthorizedParties.</summary>
    public IReadOnlyList<string> AuthorizedParties { get; init; } = [];

    /// <summary>
    /// How long after one fetch of the issuer's keys an unknown key may bring about the next. The framework's five minutes would shut everybody out when keys change.
    /// </summary>
    public TimeSpan BetweenKeyFetches { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What the provider signs its messages with: WebhookSecret, as in whsec_...; empty takes no messages.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>Without its secrets: whatever prints settings must not print those.</summary>
    public override string ToString() => $"SignInSettings {{ LocalAccounts = {LocalAccounts}, Authority = {Authority}, TokenIssuer = {TokenIssuer} }}";

    /// <summary>The environment's settings.</summary>
    /// <exception cref="ProblemException">A value is missing or cannot be used.</exception>
    public static SignInSettings Read(IConfiguration configuration)
    {
        var all = configuration.GetSection("Milestone:SignIn");
        var defaults = new SignInSettings();
        var settings = new SignInSettings
        {
            LocalAccounts = ReadSwitch(all, "LocalAccounts", defaults.LocalAccounts),
            Authority = ReadAddress(all, "Authority"),
            ClientId = all["ClientId"] ?? "",
            ClientSecret = all["ClientSecret"] ?? "",
            ProviderName = all["ProviderName"] is { Length: > 0 } name ? name : defaults.ProviderName,
            TrustEmail = ReadSwitch(all, "TrustEmail", defaults.TrustEmail),
            IdleMinutes = ReadNumber(all, "IdleMinutes", defaults.IdleMinutes, 5, 24 * 60),
            SessionHours = ReadNumber(all, "SessionHours", defaults.SessionHours, 1, 24 * 30),
            TokenIssuer = ReadAddress(all, "TokenIssuer"),
            AuthorizedParties = (all["AuthorizedParties"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            WebhookSecret = all["WebhookSecret"] ?? "",
        };
        settings.Check();
        return settings;
    }

    private void Check()
    {
        if (Authority is not null && ClientId.Length == 0)
            throw Bad("ClientId", "is missing. The provider at Milestone__SignIn__Authority gives one to each application.");
        if (Authority is null && ClientId.Length > 0)
            throw Bad("Authority", "is missing. Set it to the provider's address, as in https://clerk.example.com.");
        if (Authority is null && !LocalAccounts)
            throw Bad("LocalAccounts", "is false, and there is no provider either: nobody could sign in. Set Milestone__SignIn__Authority, or leave local accounts on.");
        if (TokenIssuer is not null && AuthorizedParties.Count == 0)
            throw Bad("AuthorizedParties", "is missing. Name the sites whose session tokens are taken, as in https://books.example.com.");
        if (WebhookSecret.Length > 0 && !WebhookSecret.StartsWith("whsec_", StringComparison.Ordinal))
            throw Bad("WebhookSecret", "cannot be used. Copy the whole signing secret, which begins with whsec_.");
        if (WebhookSecret.Length > 0 && TokenIssuer is null && Authority is null)
            throw Bad("WebhookSecret", "is set, but neither Milestone__SignIn__Authority nor Milestone__SignIn__TokenIssuer says whose users the messages are about.");
    }

    private static bool ReadSwitch(IConfiguration all, string name, bool otherwise) => all[name] is not { Length: > 0 } text
        ? otherwise
        : bool.TryParse(text, out var value) ? value : throw Bad(name, $"is '{text}', which cannot be used. Write true or false.");

    // Plain http only to this machine: a token that travels in the open can be taken by anyone on the way.
    private static Uri? ReadAddress(IConfiguration all, string name)
    {
        if (all[name] is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0)
            throw Bad(name, $"is '{text}', which cannot be used. Write an address as in https://clerk.example.com.");
        return address.Scheme == Uri.UriSchemeHttps || IsThisMachine(address) ? address : throw Bad(name, $"is '{text}', which cannot be used: only https is safe beyond this machine.");
    }

    private static bool IsThisMachine(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    private static int ReadNumber(IConfiguration all, string name, int otherwise, int least, int most) => all[name] is not { Length: > 0 } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Bad(name, string.Create(CultureInfo.InvariantCulture, $"is '{text}', which cannot be used. Write a whole number from {least} to {most}."));

    private static ProblemException Bad(string name, string what) => new(ProblemKind.Invalid, $"Milestone__SignIn__{name} {what}") { Field = $"Milestone__SignIn__{name}" };
}
