using System.Globalization;
using System.Text.Json.Nodes;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>What nobody types by accident: markup, SQL, paths, numbers and days beyond every range, characters that are none, and very much of anything.</summary>
internal static class HostileValues
{
    /// <summary>Texts, each with something that a careless program would run, follow, or break on.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "", " ", "null", "undefined", "NaN", "true", "[]", "{}", "0", "-0", "-1", "1e309", "9999999999999999999999", "0x7fffffff", "١٢٣",
        "79228162514264337593543950336", "0.00000000000000000000000000001", "1,000.00", "2026-02-30", "0000-00-00", "9999-12-31", "-2026-01-01", "2026-01-01T00:00:00Z",
        "<script>document.body.dataset.hacked=1</script>", "\"><img src=x onerror=\"document.body.dataset.hacked=1\">", "<svg/onload=document.body.dataset.hacked=1>",
        "javascript:document.body.dataset.hacked=1", "<a href=\"javascript:document.body.dataset.hacked=1\">x</a>", "<b onmouseover=document.body.dataset.hacked=1>x</b>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=document.body.dataset.hacked=1>", "<iframe srcdoc=\"<script>parent.document.body.dataset.hacked=1</script>\"></iframe>",
        "</textarea><script>document.body.dataset.hacked=1</script>", "<style>*{display:none}</style>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>",
        "' OR '1'='1", "'; DROP TABLE postings; --", "1; SELECT pg_sleep(10)", "\\'; COPY (SELECT 1) TO PROGRAM 'id'; --", "$1", "%", "_", "%00", "*", "a||b", "{0}", "${7*7}", "{{7*7}}",
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd", "http://169.254.169.254/", "//evil.example", "C:\\",
        "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r\nSet-Cookie: a=b", "＝1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\")",
        "\u0000", "\u0001", "a\u0000b", "\uFEFF", "\u202Egnp.exe", "\u200B", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👦", "\uFFFF", "ß", "İ", "ﷺ",
        "\uD800", "\uDC00\uD800", "%E0%A4%A", "%ff%fe", "&amp;&lt;", "&#0;", new string('a', 300), new string('a', 5000), new string('%', 200), new string('[', 2000), new string('<', 3000),
    ];

    /// <summary>Pieces of JSON of every kind.</summary>
    public static JsonNode? Json(Random dice) => dice.Next(14) switch
    {
        0 => null,
        1 => JsonValue.Create(true),
        2 => JsonValue.Create(dice.Next()),
        3 => JsonValue.Create(-dice.NextInt64()),
        4 => JsonNode.Parse("1e400"),
        5 => JsonNode.Parse("-0.000000000000000000000000000000000001"),
        6 => JsonNode.Parse("123456789012345678901234567890.123456789"),
        7 => new JsonArray(),
        8 => new JsonObject(),
        9 => Deep(dice.Next(1, 80)),
        10 => new JsonArray([.. Enumerable.Range(0, dice.Next(1, 50)).Select(number => (JsonNode?)JsonValue.Create(number))]),
        11 => JsonValue.Create(Guid.Empty.ToString()),
        12 => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"/Date({dice.NextInt64(long.MinValue, long.MaxValue)}+0000)/")),
        _ => JsonValue.Create(Written(Text(dice))),
    };

    /// <summary>One of the texts.</summary>
    public static string Text(Random dice) => Texts[dice.Next(Texts.Count)];

    /// <summary>A text as JSON can carry it.</summary>
    public static string Written(string text) => new([.. text.Select((c, at) => char.IsSurrogate(c) && !IsPair(text, at) ? '\uFFFD' : c)]);

    private static bool IsPair(string text, int at) =>
        (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])) || (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));

    private static JsonNode Deep(int depth)
    {
        JsonNode node = JsonValue.Create(1);
        for (var level = 0; level < depth; level++)
            node = level % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        return node;
    }
}
