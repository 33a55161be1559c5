using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core.Access;

namespace Milestone.Host.Identity;

/// <summary>Ends a session, or all of a person's.</summary>
internal static class SignOut
{
    /// <summary>
    /// The button stands on pages that are kept and given again, which can hold no token of a form. So the browser has to say that it was pressed on one of our own:
    /// it does so in headers that no page of another site can set, and does not send the cookie with another site's form in the first place.
    /// </summary>
    public static async Task<Results<RedirectHttpResult, BadRequest>> AnswerAsync(HttpContext context, SessionRegister sessions)
    {
        if (!IsOurs(context.Request))
            return TypedResults.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (SessionCookie.Of(context.Request) is { } text)
        {
            if (context.Features.Get<OpenSession>() is { } session)
            {
                if (form["everywhere"].Count > 0)
                    await sessions.EndAllAsync(session.Person.User, session.Person.Name, context.RequestAborted);
                else
                    await sessions.EndAsync(session, text, context.RequestAborted);
            }

            SessionCookie.Forget(context);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/sign-in?out=true");
    }

    private static bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
