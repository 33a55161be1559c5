using System.Globalization;
using Milestone.Core.Access;
using Milestone.Host.Observability;

namespace Milestone.Host.Identity;

/// <summary>Signing in with an address and a password of this installation, and everything that begins a session.</summary>
internal sealed class LocalSignIn(UserRegister users, Passwords passwords, SignInAttempts attempts, SessionRegister sessions)
{
    private const int LongestEmail = 254;

    /// <summary>Signs somebody in, or says why not. Whether the account exists, is disabled or has another password makes no difference in words or time.</summary>
    public async Task<SignInOutcome> TryAsync(HttpContext context, string email, string password, CancellationToken cancellation)
    {
        var address = AddressOf(context);
        email = email.Length <= LongestEmail ? email.Trim() : "";
        if (await attempts.CountAsync(email, address, cancellation) is { } wait)
        {
            await attempts.RecordRefusalAsync(null, "too many attempts", address, cancellation);
            Instruments.CountSignIn("throttled");
            return SignInOutcome.Later(wait);
        }

        var account = await users.AccountAsync(email, cancellation);
        var isRight = await passwords.IsRightAsync(account?.PasswordHash, password);
        if (!isRight || account is null || account.DisabledAt is not null)
        {
            await attempts.RecordRefusalAsync(account?.User, account is null ? "unknown account" : isRight ? "disabled" : "wrong password", address, cancellation);
            Instruments.CountSignIn("refused");
            return SignInOutcome.Wrong;
        }

        await attempts.ForgiveAsync(email, address, cancellation);
        await BeginAsync(context, account.User, isLocal: true, cancellation);
        Instruments.CountSignIn("done");
        return SignInOutcome.Done;
    }

    /// <summary>Begins a session for somebody who has shown who they are; an earlier one of the same browser ends.</summary>
    public async Task BeginAsync(HttpContext context, Guid user, bool isLocal, CancellationToken cancellation)
    {
        if (SessionCookie.Of(context.Request) is { } old && await sessions.FindAsync(old, cancellation) is { } earlier)
            await sessions.EndAsync(earlier, old, cancellation);
        var (text, _) = await sessions.StartAsync(user, isLocal, AddressOf(context), cancellation);
        SessionCookie.Give(context, text);
    }

    /// <summary>Where a request comes from, as far as known proxies say.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}

/// <summary>How an attempt to sign in ended.</summary>
/// <param name="IsIn">Whether a session has begun.</param>
/// <param name="Message">Why not, and what to do.</param>
/// <param name="Wait">How long to wait before the next attempt, where there is to be a wait.</param>
internal sealed record SignInOutcome(bool IsIn, string Message, TimeSpan? Wait = null)
{
    public static SignInOutcome Done { get; } = new(true, "");

    public static SignInOutcome Wrong { get; } = new(false, "The address or the password is not right. Check both and try again.");

    public static SignInOutcome Later(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new(
            false,
            string.Create(CultureInfo.InvariantCulture, $"There were too many attempts. Try again in {(seconds < 90 ? $"{seconds} seconds" : $"{(seconds + 59) / 60} minutes")}."),
            TimeSpan.FromSeconds(seconds));
    }
}
