using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Milestone.Core;

namespace Milestone.Host.Identity;

/// <summary>Passwords as hashes, by the framework's hasher (PBKDF2 with SHA-512). A check takes as long for an account that does not exist.</summary>
internal sealed class Passwords : IDisposable
{
    public const int Shortest = 12;
    public const int Longest = 128;

    // What OWASP advises for PBKDF2 with SHA-512.
    private const int Rounds = 210_000;
    private const int FewestLetters = 5;

    private static readonly object Anyone = new();

    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly Lazy<string> nobodys;

    // A hash keeps a processor busy for a tenth of a second: guessing must not take all of them from those who read.
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Passwords() => nobodys = new Lazy<string>(() => hasher.HashPassword(Anyone, Guid.NewGuid().ToString()));

    /// <summary>The hash of a password that somebody has chosen.</summary>
    /// <exception cref="ProblemException">Invalid: it is too easily guessed.</exception>
    public Task<string> HashAsync(string password, string email)
    {
        Check(password, email);
        return TakeTurnAsync(() => hasher.HashPassword(Anyone, password));
    }

    /// <summary>Whether a password is that of a hash; without a hash it is compared with one that nothing matches.</summary>
    public async Task<bool> IsRightAsync(string? hash, string password)
    {
        var typed = password.Length <= Longest ? password : "";
        var matches = await TakeTurnAsync(() => hasher.VerifyHashedPassword(Anyone, hash ?? nobodys.Value, typed) != PasswordVerificationResult.Failed);
        return matches && hash is not null;
    }

    /// <summary>A password that nobody has thought of, for a person to type once.</summary>
    public static string Random()
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz23456789"; // none that look alike
        var text = System.Security.Cryptography.RandomNumberGenerator.GetString(letters, 20);
        return string.Join('-', text[..5], text[5..10], text[10..15], text[15..]);
    }

    public void Dispose() => turns.Dispose();

    private static void Check(string password, string email)
    {
        if (password.Length < Shortest)
            throw Weak($"A password has at least {Shortest} characters. A few words together make a good one.");
        if (password.Length > Longest)
            throw Weak($"A password has at most {Longest} characters.");
        if (password.Distinct().Count() < FewestLetters)
            throw Weak("This password repeats too few characters. A few words together make a good one.");
        var name = email.Split('@')[0];
        if (name.Length >= 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            throw Weak("A password may not have your address in it.");
        if (password.Contains("password", StringComparison.OrdinalIgnoreCase) || password.Contains("milestone", StringComparison.OrdinalIgnoreCase))
            throw Weak("That is among the first passwords that somebody would try. A few words together make a good one.");
    }

    private static ProblemException Weak(string why) => new(ProblemKind.Invalid, why) { Field = "password" };

    private async Task<T> TakeTurnAsync<T>(Func<T> work)
    {
        await turns.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            turns.Release();
        }
    }
}
