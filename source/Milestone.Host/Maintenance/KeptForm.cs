using Microsoft.AspNetCore.Antiforgery;

namespace Milestone.Host.Maintenance;

/// <summary>What somebody typed into a form that was refused, as the page of the refusal sends it again. Passwords are not kept on a page.</summary>
/// <param name="Fields">By name, in order.</param>
/// <param name="Token">The token against forgery, by the name of its field.</param>
public sealed record KeptForm(IReadOnlyList<(string Name, string Value)> Fields, (string Name, string Value) Token)
{
    private const int Most = 512 * 1024;

    /// <summary>Whether a file was sent along, which a page cannot keep.</summary>
    public bool HadFiles { get; init; }

    /// <summary>What a person typed, for reading: neither ids nor what the form says of itself.</summary>
    public IEnumerable<(string Name, string Value)> Typed => Fields.Where(one => one.Value.Trim().Length > 0 && !one.Name.StartsWith('_') && one.Name != "version" && !Guid.TryParse(one.Value, out _));

    /// <summary>What can be kept of a form; null where it is too much, or holds a password.</summary>
    internal static KeptForm? Of(IFormCollection form, AntiforgeryTokenSet token)
    {
        var fields = form.Where(field => field.Key != token.FormFieldName).SelectMany(field => field.Value, (field, value) => (field.Key, value ?? "")).ToList();
        return fields.Count == 0 || fields.Sum(field => (long)field.Item2.Length) > Most || fields.Any(field => field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            ? null
            : new KeptForm(fields, (token.FormFieldName, token.RequestToken ?? "")) { HadFiles = form.Files.Count > 0 };
    }
}
