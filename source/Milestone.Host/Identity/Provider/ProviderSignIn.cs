using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Host.Security.Areas;
using Milestone.Host.Settings;
using Milestone.Host.Shell;
using Milestone.Host.Shell.Masthead;

namespace Milestone.Host.Identity.Provider;

/// <summary>
/// Signing in at an OpenID provider, by the framework's handler: authorization code with PKCE. What it finds out becomes a session of our own, so that signing out
/// and being put out work the same for everybody; the provider's tokens are not kept.
/// </summary>
internal static class ProviderSignIn
{
    private const string Scheme = "provider";
    private const string Callback = "/sign-in/callback";

    // The framework wants to know who keeps what it found out. Nobody does: the session begins before it would ask.
    private const string Keeper = "nobody";

    public static void AddProvider(this WebApplicationBuilder builder, SignInSettings settings)
    {
        if (settings.Authority is not { } authority)
            return;
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, KeepsNothing>(Keeper, null)
            .AddOpenIdConnect(Scheme, options => Configure(options, settings, authority));
    }

    public static void MapProvider(this WebApplication app, SignInSettings settings)
    {
        // A signature instead of a session.
        if (settings.WebhookSecret.Length > 0)
            app.MapPost("/api/v1/webhooks/clerk", ProviderWebhook.AnswerAsync).In(Area.Public).ExcludeFromDescription();
        if (settings.Authority is null)
            return;
        // The framework would look at every request for one on its way back from the provider; the address of that way is enough.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        // By a link, not a form: the policy of forms would forbid to be led on to another site.
        app.MapGet("/sign-in/provider", (HttpContext context, string? @return) => context.ChallengeAsync(
            Scheme, new AuthenticationProperties { RedirectUri = $"{context.Request.PathBase}/{Theme.PathBelowBase(@return)}" })).In(Area.Public).ExcludeFromDescription();
        app.MapGet(Callback, FinishAsync).In(Area.Public).ExcludeFromDescription();
    }

    private static void Configure(OpenIdConnectOptions options, SignInSettings settings, Uri authority)
    {
        options.Authority = authority.AbsoluteUri.TrimEnd('/');
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
        options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        options.CallbackPath = Callback;
        options.SignInScheme = Keeper;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // In the address of a redirect, not in a form that the provider's page sends: then cookies need not be sent with other sites' forms.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey("email_verified", "email_verified");
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Scope.Add("email");
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new OpenIdConnectEvents { OnTicketReceived = ReceivedAsync, OnRemoteFailure = FailedAsync, OnAccessDenied = DeniedAsync };
    }

    private static async Task FinishAsync(HttpContext context)
    {
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        if (await handlers.GetHandlerAsync(context, Scheme) is not IAuthenticationRequestHandler handler || !await handler.HandleRequestAsync())
            Refuse(context, "failed");
    }

    private static async Task ReceivedAsync(TicketReceivedContext received)
    {
        var context = received.HttpContext;
        var cancellation = context.RequestAborted;
        var person = received.Principal ?? new ClaimsPrincipal();
        var identity = new ProvidedIdentity(
            (person.FindFirst("sub")?.Issuer ?? "").TrimEnd('/'),
            person.FindFirstValue("sub") ?? "",
            person.FindFirstValue("email"),
            string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase),
            person.FindFirstValue("name"));
        received.HandleResponse();
        var services = context.RequestServices;
        if (identity.Subject.Length == 0 || await services.GetRequiredService<ProviderPeople>().UserAsync(identity, cancellation) is not { } user)
        {
            await services.GetRequiredService<SignInAttempts>().RecordRefusalAsync(null, "stranger from the provider", LocalSignIn.AddressOf(context), cancellation);
            Refuse(context, "stranger");
            return;
        }

        try
        {
            await services.GetRequiredService<LocalSignIn>().BeginAsync(context, user, isLocal: false, cancellation);
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.Forbidden)
        {
            Refuse(context, "stranger");
            return;
        }

        context.Response.Redirect(received.ReturnUri ?? $"{context.Request.PathBase}/");
    }

    private static Task FailedAsync(RemoteFailureContext failed)
    {
        // What exactly failed is for the log, by kind: the words may repeat what came in the address.
        failed.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Milestone.SignIn").ProviderFailed(failed.Failure?.GetType().Name ?? "unknown");
        failed.HandleResponse();
        Refuse(failed.HttpContext, "failed");
        return Task.CompletedTask;
    }

    private static Task DeniedAsync(AccessDeniedContext denied)
    {
        denied.HandleResponse();
        Refuse(denied.HttpContext, "denied");
        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, string why) => context.Response.Redirect($"{context.Request.PathBase}/{Address.To("sign-in").With("refused", why)}");
}

/// <summary>Keeps nothing of what the framework finds out.</summary>
internal sealed class KeepsNothing(Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties) => Task.CompletedTask;

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties) => Task.CompletedTask;
}

internal static partial class ProviderLog
{
    [LoggerMessage(LogLevel.Warning, "Signing in at the provider failed ({Failure})")]
    public static partial void ProviderFailed(this ILogger log, string failure);
}
