using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;

namespace Milestone.Core.Access;

/// <summary>
/// Slows guessing down, for all hosts together: after a few failures each further attempt has to wait twice as long as the one before, by account and by address.
/// An attempt counts before it is made, so that a thousand at once count as a thousand. Whether an account exists makes no difference.
/// </summary>
public sealed class SignInAttempts(MilestoneDatabase database)
{
    private const int FreeOfAccount = 5;
    private const int FreeOfAddress = 25; // an office shares one
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Counts an attempt.</summary>
    /// <param name="account">The account as it was typed.</param>
    /// <param name="address">The network address it comes from.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>How long the attempt has to wait; null where it may be made now.</returns>
    public async Task<TimeSpan?> CountAsync(string account, string address, CancellationToken cancellation)
    {
        var now = database.Now;
        var until = await CountAsync(OfAddress(address), FreeOfAddress, now, cancellation).ConfigureAwait(false)
            ?? await CountAsync(OfAccount(account), FreeOfAccount, now, cancellation).ConfigureAwait(false);
        return until - now;
    }

    /// <summary>The attempt was none of guessing: it succeeded.</summary>
    public Task ForgiveAsync(string account, string address, CancellationToken cancellation) => database.NoteAsync(
        connection => connection.RunAsync(
            "Access/Sql/forgive-attempts.sql",
            parameters =>
            {
                parameters.AddWithValue("account", OfAccount(account));
                parameters.AddWithValue("address", OfAddress(address));
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    /// <summary>Writes down that somebody was refused, and why; never what they typed.</summary>
    public Task RecordRefusalAsync(Guid? user, string why, string address, CancellationToken cancellation) => new AuditLog(database).RecordAsync(
        new AuditEvent(AuditLog.Installation, user?.ToString("D") ?? "nobody", "sign-in-refused", "session", new Dictionary<string, string> { ["why"] = why, ["address"] = address }),
        cancellation);

    private async Task<DateTimeOffset?> CountAsync(byte[] subject, int free, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = await database.NoteAsync(
            connection => connection.ValueAsync<DateTimeOffset>(
                "Access/Sql/count-attempt.sql",
                parameters =>
                {
                    parameters.AddWithValue("subject", subject);
                    parameters.AddWithValue("free", free);
                    parameters.AddWithValue("longest", Longest);
                    parameters.AddWithValue("now", now);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return until == default ? null : until;
    }

    private static byte[] OfAccount(string account) => SHA256.HashData(Encoding.UTF8.GetBytes("account " + account.Trim().ToUpperInvariant()));

    private static byte[] OfAddress(string address) => SHA256.HashData(Encoding.UTF8.GetBytes("address " + address));
}
