using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Assignments;

/// <summary>The pages of assigning as a browser without scripts uses them, over Small Books.</summary>
public sealed class AssignmentPageTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Groundworks = "a0000000-0000-4000-8000-000000000011";

    [Fact]
    public async Task The_page_lists_what_names_no_project_with_a_box_for_each_and_a_suggestion()
    {
        var page = await new PlainBrowser(books.Client).OpenAsync("assignments");

        Assert.Equal("Lines to assign", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Yard", "Screws"], page.QuerySelectorAll("td.description").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["(150.00)", "(100.25)"], page.QuerySelectorAll("td.amount").Select(BrowsedBooks.Seen));
        Assert.Equal(2, page.QuerySelectorAll("td.pick input[type=checkbox]").Length);
        Assert.Contains("2 lines · effect on profit (250.25)", string.Join(' ', BrowsedBooks.Seen(page.QuerySelector(".sheet-head")!).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.StartsWith("Acacia Road", page.QuerySelectorAll("td.suggestion")[1].TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_that_is_followed_chooses_the_line_and_the_place_and_assigns_nothing()
    {
        var page = await new PlainBrowser(books.Client).OpenAsync("assignments");

        var followed = await new PlainBrowser(books.Client).OpenAsync(page.QuerySelector("td.suggestion a")!.GetAttribute("href")!);

        Assert.Equal("Screws", Assert.Single(followed.QuerySelectorAll("tr:has(input[type=checkbox][checked])")).QuerySelector("td.description")!.TextContent.Trim());
        Assert.Equal("Acacia Road", followed.QuerySelector("#toProject option[selected]")!.TextContent);
        Assert.Equal(2, followed.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task What_was_chosen_survives_an_error_and_every_field_at_fault_is_named()
    {
        var browser = new PlainBrowser(books.Client);
        var page = await browser.OpenAsync("assignments");

        var nothing = await browser.SendAsync("assignments", page, "assign", HttpStatusCode.BadRequest, ("step", "preview"));
        Assert.Equal(
            ["No line is chosen. Tick at least one.", "Neither a project nor a phase is chosen. Choose one of them, or both."],
            nothing.QuerySelectorAll(".form-errors li").Select(one => one.TextContent));
        var noPlace = await browser.SendAsync("assignments", page, "assign", HttpStatusCode.BadRequest, ("step", "preview"), ("line", Token(page, 1)), ("mode", "override"));

        Assert.Equal(Token(page, 1), Assert.Single(noPlace.QuerySelectorAll("input[type=checkbox][checked]")).GetAttribute("value"));
        Assert.Equal("override", Assert.Single(noPlace.QuerySelectorAll("input[type=radio][checked]")).GetAttribute("value"));
        Assert.Single(noPlace.QuerySelectorAll(".field-error"));
    }

    [Fact]
    public async Task A_choice_is_looked_at_taken_back_confirmed_and_said()
    {
        await using var fresh = await BooksHost.FreshAsync();
        var browser = new PlainBrowser(fresh.Client);
        var page = await browser.OpenAsync("assignments");
        (string, string)[] choice = [("line", Token(page, 0)), ("line", Token(page, 1)), ("toProject", SmallBooks.MillLane), ("toPhase", Groundworks), ("mode", "fill")];

        var effect = await browser.SendAsync("assignments", page, "assign", HttpStatusCode.OK, [.. choice, ("step", "preview")]);
        Assert.Equal("What this would do", effect.QuerySelector("h1")!.TextContent);
        // Mill Lane / Groundworks has nothing yet; 250.25 of costs arrive there and leave Unassigned.
        Assert.Equal(
            ["Mill Lane Groundworks – (250.25) (250.25)", "Unassigned Unassigned (250.25) 250.25 –"],
            effect.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(BrowsedBooks.Seen))));
        var back = await browser.SendAsync("assignments", effect, "assign", HttpStatusCode.OK, [.. choice, ("step", "back")]);
        Assert.Equal(2, back.QuerySelectorAll("input[type=checkbox][checked]").Length);

        var done = await browser.SendAsync("assignments", effect, "assign", HttpStatusCode.OK, [.. Hidden(effect), ("step", "confirm")]);
        Assert.StartsWith("2 lines assigned.", BrowsedBooks.Seen(done.QuerySelector(".done")!), StringComparison.Ordinal);
        Assert.Equal("Every line names a project", done.QuerySelector("#empty-title")!.TextContent);
        var made = await browser.OpenAsync("assignments/made");
        Assert.Equal(["Mill Lane / Groundworks", "Mill Lane / Groundworks"], made.QuerySelectorAll("td.project").Select(cell => cell.TextContent.Trim()));
        var project = await browser.OpenAsync($"projects/{SmallBooks.MillLane}/assignments");
        Assert.Equal(["Fence"], project.QuerySelectorAll("form td.description").Select(cell => cell.TextContent.Trim())); // names no phase
        Assert.Equal(2, project.QuerySelectorAll("td.project").Length - project.QuerySelectorAll("form td.project").Length);
    }

    [Fact]
    public async Task A_line_that_changed_between_the_steps_is_refused_and_shown_as_it_is_now()
    {
        await using var fresh = await BooksHost.FreshAsync();
        var browser = new PlainBrowser(fresh.Client);
        var page = await browser.OpenAsync("assignments");
        (string, string)[] choice = [("line", Token(page, 1)), ("toProject", SmallBooks.MillLane), ("mode", "fill")];
        await fresh.ImportAsync(SmallBooks.Json.Replace("\"LineAmount\": 100.25", "\"LineAmount\": 101.25", StringComparison.Ordinal)
            .Replace("\"SubTotal\": 500.75, \"TotalTax\": 0.00, \"Total\": 500.75, \"UpdatedDateUTC\": \"/Date(1776700000000+0000)/\"", "\"SubTotal\": 501.75, \"TotalTax\": 0.00, \"Total\": 501.75, \"UpdatedDateUTC\": \"/Date(1776800000000+0000)/\"", StringComparison.Ordinal));

        var refused = await browser.SendAsync("assignments", page, "assign", HttpStatusCode.PreconditionFailed, [.. choice, ("step", "confirm")]);

        Assert.Equal("Changed by somebody else", refused.QuerySelector(".form-errors h2")!.TextContent);
        Assert.Equal("(101.25)", BrowsedBooks.Seen(refused.QuerySelectorAll("table")[1].QuerySelector("tbody tr td:last-child")!));
        // Having seen it, one can go on from there.
        var done = await browser.SendAsync("assignments", refused, "assign", HttpStatusCode.OK, [.. Hidden(refused), ("step", "confirm")]);
        Assert.StartsWith("1 line assigned.", BrowsedBooks.Seen(done.QuerySelector(".done")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_leads_to_its_lines_with_the_right_one_chosen()
    {
        var document = await new PlainBrowser(books.Client).OpenAsync($"documents/{SmallBooks.FirstBill}");
        var link = document.QuerySelectorAll("a").Single(one => one.TextContent.Contains("Screws", StringComparison.Ordinal));

        var page = await new PlainBrowser(books.Client).OpenAsync(link.GetAttribute("href")!);

        Assert.Equal(["Joists", "Screws"], page.QuerySelectorAll("td.description").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("Screws", Assert.Single(page.QuerySelectorAll("tr:has(input[type=checkbox][checked])")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fill_that_Xero_overtook_is_reviewed_made_an_override_and_removed_by_forms()
    {
        await using var fresh = await BooksHost.FreshAsync();
        var browser = new PlainBrowser(fresh.Client);
        var page = await browser.OpenAsync("assignments");
        var effect = await browser.SendAsync("assignments", page, "assign", HttpStatusCode.OK, ("line", Token(page, 1)), ("toProject", SmallBooks.MillLane), ("mode", "fill"), ("step", "preview"));
        await browser.SendAsync("assignments", effect, "assign", HttpStatusCode.OK, [.. Hidden(effect), ("step", "confirm")]);
        await fresh.ImportAsync(SmallBooks.Json
            .Replace("\"Description\": \"Screws\", \"AccountCode\": \"310\", \"LineAmount\": 100.25, \"TaxAmount\": 0.00, \"Tracking\": []", "\"Description\": \"Screws\", \"AccountCode\": \"310\", \"LineAmount\": 100.25, \"TaxAmount\": 0.00, \"Tracking\": [{ \"TrackingCategoryID\": \"b0000000-0000-4000-8000-000000000001\", \"TrackingOptionID\": \"a0000000-0000-4000-8000-000000000001\", \"Name\": \"Project\", \"Option\": \"Acacia Road\" }]", StringComparison.Ordinal)
            .Replace("/Date(1776700000000+0000)/", "/Date(1776800000000+0000)/", StringComparison.Ordinal));

        var review = await browser.OpenAsync("assignments/review");
        Assert.Equal("Xero now says Acacia Road, and that is what counts.", BrowsedBooks.Seen(review.QuerySelector(".question")!));
        var edit = review.QuerySelector(".kept .button.primary")!.GetAttribute("href")!;
        var form = await browser.OpenAsync(edit);
        Assert.Equal("override", Assert.Single(form.QuerySelectorAll("input[type=radio][checked]")).GetAttribute("value"));
        var version = form.QuerySelector("form.entry input[name=version]")!.GetAttribute("value")!;
        var line = form.QuerySelector("#line option[selected]")!.GetAttribute("value")!;
        var listed = await browser.SendAsync(edit, form, "change", HttpStatusCode.OK, ("version", version), ("line", line), ("toProject", SmallBooks.MillLane), ("toPhase", ""), ("mode", "override"));
        Assert.Equal("Override", listed.QuerySelectorAll("tbody tr td")[4].TextContent.Trim());
        Assert.Equal("Every assignment is in order", (await browser.OpenAsync("assignments/review")).QuerySelector("#empty-title")!.TextContent);

        var stale = await browser.SendAsync(edit, form, "remove", HttpStatusCode.PreconditionFailed, ("version", version));
        Assert.Contains("changed by", stale.QuerySelector(".form-errors")!.TextContent, StringComparison.Ordinal);
        var removed = await browser.SendAsync(edit, form, "remove", HttpStatusCode.OK, ("version", "2"));
        Assert.Contains("The assignment is removed", removed.QuerySelector(".done")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assignments")]
    [InlineData("assignments?lacks=phase")]
    [InlineData("assignments/made")]
    [InlineData("assignments/review")]
    [InlineData("projects/00000000-0000-0000-0000-000000000000/assignments")]
    [InlineData("projects/a0000000-0000-4000-8000-000000000001/assignments")]
    public async Task Each_page_has_one_heading_labels_and_no_script(string address)
    {
        var page = await new PlainBrowser(books.Client).OpenAsync(address);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select"), control => Assert.NotNull(control.Closest("label")));
        Assert.DoesNotContain(page.QuerySelectorAll("[id]").GroupBy(element => element.Id), same => same.Count() > 1);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style]"));
    }

    private static string Token(IHtmlDocument page, int index) => page.QuerySelectorAll("td.pick input")[index].GetAttribute("value")!;

    private static IEnumerable<(string, string)> Hidden(IHtmlDocument page) => page.QuerySelectorAll("form[aria-label='Confirm the assignment'] input[type=hidden]")
        .Where(input => input.GetAttribute("name") is "line" or "toProject" or "toPhase" or "mode")
        .Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
}
