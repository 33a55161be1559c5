using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using Milestone.Core.Access;
using Milestone.Host.Settings;

namespace Milestone.Host.Identity;

/// <summary>
/// Session tokens that a provider issues to the pages of a site, sent to the API as a bearer's: signed by RS256 with a key of the issuer's set, for a short time,
/// on a site that is known. They say who somebody is there; who that is here was decided when the person first signed in.
/// </summary>
internal sealed class SessionTokens : IDisposable
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    private readonly SignInSettings settings;
    private readonly IdentityLinks links;
    private readonly TimeProvider clock;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1024 * 1024 };
    private readonly ConfigurationManager<JsonWebKeySet>? keys;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly string issuer;

    public SessionTokens(HostSettings settings, IdentityLinks links, TimeProvider clock)
    {
        this.settings = settings.SignIn;
        this.links = links;
        this.clock = clock;
        issuer = this.settings.TokenIssuer?.AbsoluteUri.TrimEnd('/') ?? "";
        if (!IsOn)
            return;
        keys = new ConfigurationManager<JsonWebKeySet>(
            issuer + "/.well-known/jwks.json", new KeySetReader(), new HttpDocumentRetriever(http) { RequireHttps = this.settings.TokenIssuer!.Scheme == Uri.UriSchemeHttps })
        {
            RefreshInterval = this.settings.BetweenKeyFetches,
        };
    }

    /// <summary>Whether any are taken.</summary>
    public bool IsOn => settings.TokenIssuer is not null;

    /// <summary>The token that a request carries, or null; an ingest token is none of these.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Authorization.Count == 0)
            return null;
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.AsSpan().Count('.') == 2 ? header[Scheme.Length..].Trim() : null;
    }

    /// <summary>The person of a token; null, with the reason noted for the answer, where it is not good or is linked to nobody.</summary>
    public async Task<KnownPerson?> PersonAsync(string token, HttpContext context)
    {
        var result = await ValidateAsync(token, context.RequestAborted);
        if (!result.IsValid)
            return Refuse(context, result.Exception is SecurityTokenExpiredException ? "The token has expired" : "The token is not good");
        if (result.SecurityToken is not JsonWebToken { Subject: { Length: > 0 } subject } good)
            return Refuse(context, "The token names no subject");
        // Without azp there is no site to check, and so nothing that says the token was meant for this one.
        if (!good.TryGetPayloadValue<string>("azp", out var party) || !settings.AuthorizedParties.Contains(party.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
            return Refuse(context, "The token was issued to another site");
        if (good.TryGetPayloadValue<string>("sts", out var status) && status != "active")
            return Refuse(context, "The session is not active yet");
        return await links.PersonAsync(issuer, subject, context.RequestAborted) ?? Refuse(context, "The token's subject is no user here: sign in on the pages once");
    }

    public void Dispose() => http.Dispose();

    private async Task<TokenValidationResult> ValidateAsync(string token, CancellationToken cancellation)
    {
        JsonWebKeySet set;
        try
        {
            set = await keys!.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException failure)
        {
            return new TokenValidationResult { IsValid = false, Exception = failure };
        }

        var result = await handler.ValidateTokenAsync(token, Wanted(set));
        if (result is { IsValid: false, Exception: SecurityTokenSignatureKeyNotFoundException })
            keys.RequestRefresh();
        return result;
    }

    private TokenValidationParameters Wanted(JsonWebKeySet set) => new()
    {
        ValidIssuer = issuer,
        ValidateAudience = false, // session tokens have none; azp says for whom they are
        IssuerSigningKeys = set.GetSigningKeys(),
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        LifetimeValidator = (from, until, _, wanted) => Lives(from, until, wanted.ClockSkew),
        TryAllIssuerSigningKeys = false,
    };

    // By the host's clock, which tests may set.
    private bool Lives(DateTime? from, DateTime? until, TimeSpan skew)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (until is null)
            return false;
        if (until < now - skew)
            throw new SecurityTokenExpiredException();
        return from is null || from <= now + skew;
    }

    private static KnownPerson? Refuse(HttpContext context, string why)
    {
        context.Features.Set(new RefusedToken(why));
        return null;
    }

    private sealed class KeySetReader : IConfigurationRetriever<JsonWebKeySet>
    {
        public async Task<JsonWebKeySet> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel) =>
            new(await retriever.GetDocumentAsync(address, cancel));
    }
}

/// <summary>A bearer's token that was refused.</summary>
/// <param name="Why">In words for whoever sent it.</param>
internal sealed record RefusedToken(string Why);
