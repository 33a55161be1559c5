using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;

namespace Milestone.Core.Values;

/// <summary>
/// A note that a person wrote. It may hold a few tags: b, i, em, strong, a (to http and https), ul, ol, li, p, br. Whatever else is markup is taken out
/// when a note is stored, and once more when it is shown, so that neither place has to trust the other. Text without a tag is kept as it was typed.
/// </summary>
public static partial class Note
{
    private static readonly HtmlSanitizer Sanitizer = MakeSanitizer();

    /// <summary>Whether a note holds markup, and so is not shown as it stands.</summary>
    /// <param name="note">The note.</param>
    public static bool HasMarkup(string note) => Markup().IsMatch(note);

    /// <summary>The note as it may be stored, and put into a page where it <see cref="HasMarkup"/>.</summary>
    /// <param name="note">The note as it was typed, or as it was stored.</param>
    public static string Clean(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (!HasMarkup(note))
            return note;
        var clean = Sanitizer.Sanitize(note).ReplaceLineEndings("\n").Trim();
        if (HasMarkup(clean))
            return clean;
        // Nothing is left but words: they are kept as words, unless they spell markup.
        var words = WebUtility.HtmlDecode(clean);
        return HasMarkup(words) ? clean : words;
    }

    /// <summary>The note's words alone, for cells of tables and files: a paragraph, a line and an item of a list begin a line.</summary>
    /// <param name="note">The note as it was stored.</param>
    public static string Words(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (!HasMarkup(note))
            return note;
        var lines = Breaks().Replace(Clean(note), match => match.Value.StartsWith("<li", StringComparison.OrdinalIgnoreCase) ? "\n• " : "\n");
        return Gaps().Replace(WebUtility.HtmlDecode(Tags().Replace(lines, "")), "\n").Trim();
    }

    private static HtmlSanitizer MakeSanitizer()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(["b", "i", "em", "strong", "a", "ul", "ol", "li", "p", "br"], StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>([Uri.UriSchemeHttp, Uri.UriSchemeHttps], StringComparer.OrdinalIgnoreCase),
        };
        var sanitizer = new HtmlSanitizer(options) { KeepChildNodes = true };
        // A link to a place of this host might do something there: it must name another place in full.
        sanitizer.FilterUrl += (_, link) =>
        {
            if (!Uri.TryCreate(link.OriginalUrl.Trim(), UriKind.Absolute, out var to) || (to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps))
                link.SanitizedUrl = null;
        };
        // What a script or a style sheet says is no words of a note.
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (removing.Tag.LocalName is "script" or "style" or "template" or "noscript" or "iframe" or "object" or "svg" or "math" or "title" or "textarea")
                removing.Tag.InnerHtml = "";
        };
        return sanitizer;
    }

    [GeneratedRegex("<[a-zA-Z/!?]")]
    private static partial Regex Markup();

    [GeneratedRegex("<(br|/p|p|li|/ul|/ol)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Gaps();
}
