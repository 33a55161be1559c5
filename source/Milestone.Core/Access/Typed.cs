namespace Milestone.Core.Access;

/// <summary>What people type about themselves: an address and a name, trimmed and checked.</summary>
internal static class Typed
{
    private const int LongestEmail = 254;
    private const int LongestName = 120;

    /// <summary>An address as it can be written to.</summary>
    /// <exception cref="ProblemException">Invalid: it is none.</exception>
    public static string Email(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var email = text.Trim();
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var isGood = email.Length is >= 3 and <= LongestEmail && at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1
            && !email.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '<' or '>' or ',' or ';' or '"');
        return isGood ? email : throw new ProblemException(ProblemKind.Invalid, "That is not an email address. Write it as in anna@example.com.") { Field = "email" };
    }

    /// <summary>A name.</summary>
    /// <exception cref="ProblemException">Invalid: it is empty or too long.</exception>
    public static string Name(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
            ? name
            : throw new ProblemException(ProblemKind.Invalid, $"A name has 1 to {LongestName} characters.") { Field = "name" };
    }
}
