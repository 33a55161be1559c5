using System.Text.RegularExpressions;

namespace Milestone.Build.Auditing;

/// <summary>Secrets that were committed: keys and tokens by the form that their makers gave them, passwords by where they stand. Examples are told by their words.</summary>
internal static partial class SecretScan
{
    static readonly (string Name, Regex Form)[] Rules =
    [
        ("a private key", PrivateKey()),
        ("a key of a cloud", CloudKey()),
        ("a token of a code host", CodeHostToken()),
        ("a token of a chat or a payment", ChatToken()),
        ("a signing secret", SigningSecret()),
        ("a signed token", SignedToken()),
        ("a password in an address", PasswordInAddress()),
        ("a password", Password()),
    ];

    /// <summary>Looks through text as git log -p or a file gives it.</summary>
    /// <returns>What was found, without the secret itself.</returns>
    public static IEnumerable<string> Find(IEnumerable<string> lines, string where)
    {
        var (file, number) = (where, 0);
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith("+++ b/", StringComparison.Ordinal)) (file, number) = (line[6..], 0);
            if (line.Length > 20_000 || IsPinned(file)) continue;
            foreach (var (name, form) in Rules)
            {
                if (form.Match(line) is { Success: true } match && !IsExample(match)) yield return $"{name} in {file} ({where}, line {number})";
            }
        }
    }

    // Digests of packages look like secrets and are the opposite.
    static bool IsPinned(string file) => file.EndsWith("lock.json", StringComparison.Ordinal);

    // The words that people put where a secret would stand, passwords of servers that live for one run of tests, and the secret that the webhooks' own documentation publishes.
    static bool IsExample(Match match)
    {
        var value = match.Groups["value"] is { Success: true } group ? group.Value : match.Value;
        return Examples().IsMatch(value);
    }

    [GeneratedRegex(@"^$|\.\.\.|^pw$|^x+$|\$|\{|<|^\*+$|example|secret|hidden|password|changeme|wrong|invented|test|nobody|postgres$|milestone$|^none$|^hunter2$|^MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw$", RegexOptions.IgnoreCase)]
    private static partial Regex Examples();

    [GeneratedRegex(@"-----BEGIN (RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_\-]{35}\b")]
    private static partial Regex CloudKey();

    [GeneratedRegex(@"\bgh[pousr]_[0-9A-Za-z]{36,}\b|\bgithub_pat_[0-9A-Za-z_]{50,}\b|\bglpat-[0-9A-Za-z_\-]{20,}\b|\bnpm_[0-9A-Za-z]{36}\b|\boy2[a-z0-9]{43}\b")]
    private static partial Regex CodeHostToken();

    [GeneratedRegex(@"\bxox[baprs]-[0-9A-Za-z\-]{10,}|\bsk_live_[0-9A-Za-z]{16,}|\bpk_live_[0-9A-Za-z]{16,}|\brk_live_[0-9A-Za-z]{16,}")]
    private static partial Regex ChatToken();

    [GeneratedRegex(@"\bwhsec_(?<value>[0-9A-Za-z+/=]{24,})")]
    private static partial Regex SigningSecret();

    [GeneratedRegex(@"\beyJ[0-9A-Za-z_\-]{20,}\.eyJ[0-9A-Za-z_\-]{20,}\.[0-9A-Za-z_\-]{20,}")]
    private static partial Regex SignedToken();

    [GeneratedRegex(@"\b(?:postgres(?:ql)?|mysql|amqp|redis|mongodb)://[^:/@\s]+:(?<value>[^@\s/]{3,})@")]
    private static partial Regex PasswordInAddress();

    [GeneratedRegex(@"\bPassword=(?<value>[^;'""\s]*)|(?i:api[_-]?key|client[_-]?secret|auth[_-]?token)[""']?\s*[:=]\s*[""'](?<value>[0-9A-Za-z_\-+/=]{20,})[""']")]
    private static partial Regex Password();
}
