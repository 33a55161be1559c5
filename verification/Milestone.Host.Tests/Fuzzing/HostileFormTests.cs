using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>Every form that a page shows is sent with hostile words in every field: it is taken or refused, never broken, and no page afterwards holds anything that a browser would run.</summary>
public sealed class HostileFormTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const int Rounds = 4;

    private static readonly string[] Pages =
    [
        $"projects/{SmallBooks.AcaciaRoad}/settings", $"projects/{SmallBooks.AcaciaRoad}/estimates", $"projects/{SmallBooks.AcaciaRoad}/estimates/new", $"projects/{SmallBooks.AcaciaRoad}/progress",
        $"projects/{SmallBooks.AcaciaRoad}/adjustments", $"projects/{SmallBooks.AcaciaRoad}/adjustments/new", "packs/issue?from=2026-04-01&to=2026-05-31", "packs", "reconciliation/import", "reconciliation/check",
        "assignments", "preferences", "views", "statement?from=2026-04-01&to=2026-05-31", $"projects/{SmallBooks.AcaciaRoad}", "dashboard?from=2026-04-01&to=2026-05-31",
    ];

    [Fact]
    public async Task Every_form_survives_whatever_is_typed_and_no_page_shows_it_as_markup()
    {
        var browser = new PlainBrowser(books.Client);
        var dice = new Random(FuzzSettings.Seed);
        var (sent, faults) = (0, new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var address in Pages)
            {
                var page = await browser.TryOpenAsync(address);
                foreach (var form in page.Document.Forms.Where(form => form.Method.Equals("post", StringComparison.OrdinalIgnoreCase)))
                {
                    var fields = Fields(form, dice).ToList();
                    var answer = await browser.TrySendAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : address, fields);
                    sent++;
                    if ((int)answer.Status >= 500)
                        faults.Add($"{(int)answer.Status} {address} <- {string.Join(" | ", fields.Select(field => $"{field.Key}={field.Value[..Math.Min(field.Value.Length, 80)]}"))}");
                    faults.AddRange(Dangers(answer.Document).Select(danger => $"{address} answers with {danger}"));
                }
            }
        }

        foreach (var address in Pages.Append($"projects/{SmallBooks.AcaciaRoad}/estimates/history"))
        {
            var page = await browser.TryOpenAsync(address);
            if ((int)page.Status >= 500)
                faults.Add($"{address} answers {(int)page.Status}");
            faults.AddRange(Dangers(page.Document).Select(danger => $"{address} shows {danger}"));
        }

        Assert.True(sent >= Rounds * 8, $"Only {sent} forms were found.");
        Assert.True(faults.Count == 0, $"seed {FuzzSettings.Seed}, {sent} forms sent, {faults.Count} faults:\n{string.Join('\n', faults.Take(20))}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form, Random dice)
    {
        foreach (var field in form.Elements.Where(field => field.GetAttribute("name") is { Length: > 0 }))
        {
            var name = field.GetAttribute("name")!;
            // Without these the form would not reach what reads the others.
            var mustStay = name is "_handler" or "__RequestVerificationToken" or "version";
            var usual = field switch
            {
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => field.GetAttribute("value") ?? "",
            };
            yield return new(name, mustStay || dice.Next(3) == 0 ? usual : HostileValues.Written(HostileValues.Text(dice)));
        }
    }

    private static IEnumerable<string> Dangers(IHtmlDocument document)
    {
        foreach (var element in document.All)
        {
            if (element.LocalName is "script" && (element.TextContent.Length > 0 || element.GetAttribute("src")?.StartsWith("dist/", StringComparison.Ordinal) != true))
                yield return "a script";
            if (element.LocalName is "style" or "iframe" or "object" or "embed" or "img" or "svg" && element.OuterHtml.Contains("hacked", StringComparison.Ordinal))
                yield return $"an element {element.LocalName}";
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || (attribute.Name is "href" or "action" or "src" && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)))
                    yield return $"an attribute {attribute.Name} of {element.LocalName}";
            }
        }
    }
}
