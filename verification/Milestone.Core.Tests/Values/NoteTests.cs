using AngleSharp.Html.Parser;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Values;

public sealed class NoteTests
{
    [Theory]
    [InlineData("From the drawings, 5 < 6 & more", "From the drawings, 5 < 6 & more")]
    [InlineData("<b>Bold</b> and <em>leaning</em>", "<b>Bold</b> and <em>leaning</em>")]
    [InlineData("<a href=\"https://example.com/a?b=1\">there</a>", "<a href=\"https://example.com/a?b=1\">there</a>")]
    [InlineData("<script>alert(1)</script>words", "words")]
    [InlineData("<img src=x onerror=alert(1)>words", "words")]
    [InlineData("<b onclick=alert(1) style=color:red class=x>b</b>", "<b>b</b>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"//evil.example\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"admin/users?remove=1\">x</a>", "<a>x</a>")]
    [InlineData("<h1>Title</h1> text", "Title text")]
    [InlineData("<x>5 &lt; 6</x>", "5 < 6")]
    public void What_is_kept_is_the_words_and_the_few_tags_that_a_note_may_hold(string typed, string kept)
    {
        Assert.Equal(kept, Note.Clean(typed));
        Assert.Equal(kept, Note.Clean(kept));
    }

    [Theory]
    [InlineData("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<svg><style><!--</style><img src=x onerror=alert(1)>--></svg>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("<x>&lt;script&gt;alert(1)&lt;/script&gt;</x>")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>")]
    [InlineData("<a href=\"jav&#x09;ascript:alert(1)\">x</a>")]
    [InlineData("<a href=\" javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe><base href=//evil.example>")]
    [InlineData("<form action=/milestone-app/sign-out><button formaction=x>y</button></form>")]
    [InlineData("<b")]
    [InlineData("<!--><script>alert(1)</script>-->")]
    [InlineData("<![CDATA[<script>alert(1)</script>]]>")]
    [InlineData("<textarea><img src=x onerror=alert(1)></textarea>")]
    public void Whatever_is_typed_a_browser_finds_nothing_to_run_in_what_is_kept(string typed)
    {
        var kept = Note.Clean(typed);
        var page = new HtmlParser().ParseDocument($"<body><div>{kept}</div></body>");

        string[] allowed = ["HTML", "HEAD", "BODY", "DIV", "B", "I", "EM", "STRONG", "A", "UL", "OL", "LI", "P", "BR"];
        Assert.All(page.All, element => Assert.Contains(element.TagName, allowed));
        Assert.All(page.All.SelectMany(element => element.Attributes), attribute => Assert.Equal(("href", true), (attribute.Name, attribute.Value.StartsWith("http", StringComparison.Ordinal))));
        Assert.DoesNotContain("<script", kept, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("<p>One</p><p>two &amp; three</p><ul><li>a</li><li>b</li></ul>", "One\ntwo & three\n• a\n• b")]
    [InlineData("first<br>second <b>bold</b>", "first\nsecond bold")]
    [InlineData("as typed, a < b", "as typed, a < b")]
    public void A_table_shows_the_words(string note, string words) => Assert.Equal(words, Note.Words(note));
}
