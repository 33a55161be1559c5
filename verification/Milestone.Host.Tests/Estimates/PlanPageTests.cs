using System.Net;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;
using static Milestone.Host.Tests.Estimates.PlanningClient;

namespace Milestone.Host.Tests.Estimates;

/// <summary>The forms about a project, as people use them in a browser without scripts.</summary>
public sealed class PlanPageTests
{
    private const string Pages = $"projects/{SmallBooks.AcaciaRoad}";

    [Fact]
    public async Task An_estimate_is_added_changed_and_removed_and_each_page_says_so()
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"{Pages}/estimates");
        Assert.Equal("Nothing is estimated yet", ann.Page.QuerySelector(".empty h2")!.TextContent);

        await ann.OpenAsync($"{Pages}/estimates/new");
        await ann.SendAsync($"{Pages}/estimates/new", ("phase", Groundworks), ("amount", "£1,000"), ("notes", "<b>From</b> the drawings"));
        Assert.Equal("The estimate is added.", ann.Saved);
        Assert.Equal("1,000.00", BrowsedBooks.Seen(ann.Page.QuerySelector(".report .line td:nth-child(3)")!));
        var edit = ann.Page.QuerySelector(".report .line td a")!.GetAttribute("href")!;

        await ann.OpenAsync(edit);
        Assert.Equal(("1,000.00", "<b>From</b> the drawings", "1"), (ann.Value("amount"), ann.Value("notes"), ann.Value("version")));
        Assert.Empty(ann.Page.QuerySelectorAll("form.entry b"));
        await ann.SendAsync(edit, ("amount", "1250.5"));
        Assert.Equal("The estimate is changed. The one before is in the history.", ann.Saved);

        await ann.OpenAsync($"{Pages}/estimates/history");
        Assert.Equal(["1,250.50", "1,000.00"], ann.Page.QuerySelectorAll(".report .line td:nth-child(3)").Select(BrowsedBooks.Seen));

        await ann.OpenAsync($"{edit}/remove");
        await ann.SendAsync($"{edit}/remove");
        Assert.Equal("The estimate is removed. Its versions are in the history.", ann.Saved);
        Assert.Equal("Nothing is estimated yet", ann.Page.QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task The_second_of_two_people_sees_both_versions_loses_nothing_and_may_save_over_the_other()
    {
        await using var books = await BooksHost.FreshAsync();
        var made = await new PlanningClient(books).PostAsync($"{Project}/estimates", Cost);
        var edit = made.Path[1..];
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        using var bob = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync(edit);
        await bob.OpenAsync(edit);
        await ann.SendAsync(edit, ("amount", "1100"));
        await bob.SendAsync(edit, ("amount", "1200"), ("notes", "Bob's\r\nreasons"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, bob.Status);
        Assert.Equal("Changed by somebody else", bob.Page.QuerySelector(".form-errors h2")!.TextContent);
        Assert.Equal(
            ["Amountdiffers 1,100.00 1,200.00", "Estimated on 2026-04-01 2026-04-01", "Confidence 3 3", "Notesdiffers From the drawings Bob's\nreasons"],
            bob.Page.QuerySelectorAll(".stale tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Equal(("1200", "Bob's\nreasons", "2"), (bob.Value("amount"), bob.Value("notes").ReplaceLineEndings("\n"), bob.Value("version")));
        Assert.Equal(edit, bob.Page.QuerySelector(".stale .button")!.GetAttribute("href"));

        await bob.SendAsync(edit);
        Assert.Equal("The estimate is changed. The one before is in the history.", bob.Saved);
        Assert.Equal(["1200.00", "1100.00", "1000.00"], (await new PlanningClient(books).GetAsync($"{Project}/estimates?history=true")).Body!.AsArray().Select(one => one!["amount"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        foreach (var page in new[] { "estimates/new", "adjustments/new", "settings", "progress" })
        {
            await ann.OpenAsync($"{Pages}/{page}");
            await ann.SendAsync($"{Pages}/{page}", ("__RequestVerificationToken", null), ("amount", "1"), ("supplier", "S"), ("client", "C"), ("percent-00000000000000000000000000000000", "5"));
            Assert.Equal(HttpStatusCode.BadRequest, ann.Status);
        }

        var client = new PlanningClient(books);
        Assert.Empty((await client.GetAsync($"{Project}/estimates")).Body!.AsArray());
        Assert.Empty((await client.GetAsync($"{Project}/adjustments")).Body!.AsArray());
        Assert.Empty((await client.GetAsync($"{Project}/progress")).Body!.AsArray());
        Assert.Equal("\"0\"", (await client.GetAsync($"{Project}/settings")).Version);
    }

    [Fact]
    public async Task Every_field_at_fault_is_named_above_the_form_and_beside_the_field_and_what_was_typed_stays()
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"{Pages}/estimates/new");
        await ann.SendAsync($"{Pages}/estimates/new", ("amount", "a lot"), ("date", "2026-02-30"), ("confidence", "9"), ("notes", "Kept"));

        Assert.Equal(HttpStatusCode.BadRequest, ann.Status);
        Assert.Equal(["amount", "date", "confidence"], ann.Faults);
        Assert.Equal(("a lot", "Kept"), (ann.Value("amount"), ann.Value("notes")));
        Assert.All(ann.Faults, field => Assert.NotNull(ann.Page.GetElementById($"{field}-error")));

        await ann.OpenAsync($"{Pages}/adjustments/new");
        await ann.SendAsync($"{Pages}/adjustments/new", ("supplier", "S"), ("amount", "0"), ("date", "2199-01-01"));
        Assert.Equal(["date", "amount"], ann.Faults);

        await ann.OpenAsync($"{Pages}/settings");
        await ann.SendAsync($"{Pages}/settings", ("startDate", "2026-05-02"), ("endDate", "2026-05-01"), ("client", "Kept"));
        Assert.Equal(["endDate"], ann.Faults);
        Assert.Equal("Kept", ann.Value("client"));
    }

    [Fact]
    public async Task A_second_estimate_of_the_same_kind_leads_to_the_first()
    {
        await using var books = await BooksHost.FreshAsync();
        var made = await new PlanningClient(books).PostAsync($"{Project}/estimates", Cost);
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"{Pages}/estimates/new?phase={Groundworks}");
        await ann.SendAsync($"{Pages}/estimates/new", ("amount", "5"));

        Assert.Equal(HttpStatusCode.Conflict, ann.Status);
        Assert.Contains(ann.Page.QuerySelectorAll(".warning a"), link => link.GetAttribute("href") == made.Path[1..]);
        Assert.Equal("5", ann.Value("amount"));
    }

    [Fact]
    public async Task Progress_of_all_phases_is_set_on_one_page_and_only_what_was_changed_is_saved()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var groundworks = $"percent-{Guid.Parse(Groundworks):N}";
        var whole = $"percent-{Guid.Empty:N}";
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        using var bob = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"{Pages}/progress");
        await bob.OpenAsync($"{Pages}/progress");
        await ann.SendAsync($"{Pages}/progress", (groundworks, "40 %"));
        Assert.Equal("The progress is saved.", ann.Saved);

        // Bob judges the project, which Ann left alone: no quarrel. Then he judges the groundworks on what he saw, which is out of date.
        await bob.SendAsync($"{Pages}/progress", (whole, "25"));
        Assert.Equal("The progress is saved.", bob.Saved);
        await bob.OpenAsync($"{Pages}/progress");
        await ann.OpenAsync($"{Pages}/progress");
        await ann.SendAsync($"{Pages}/progress", (groundworks, "45"));
        await bob.SendAsync($"{Pages}/progress", (groundworks, "60"), (whole, "30"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, bob.Status);
        Assert.Equal(["Groundworksdiffers 45 60"], bob.Page.QuerySelectorAll(".stale tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))));
        Assert.Equal(("60", "30"), (bob.Value(groundworks), bob.Value(whole)));

        await bob.SendAsync($"{Pages}/progress");
        Assert.Equal("The progress is saved.", bob.Saved);
        Assert.Equal(["0: 30.00", "0: 25.00", "a: 60.00", "a: 45.00", "a: 40.00"],
            (await client.GetAsync($"{Project}/progress?history=true")).Body!.AsArray().Select(one => $"{((string)one!["phase"]!)[0]}: {one["percent"]!.ToJsonString()}"));

        await bob.OpenAsync($"{Pages}/progress");
        await bob.SendAsync($"{Pages}/progress");
        Assert.Contains("Nothing was changed", bob.Page.QuerySelector(".form-errors")!.TextContent, StringComparison.Ordinal);
        await bob.SendAsync($"{Pages}/progress", (groundworks, ""), (whole, "101"));
        Assert.Equal([groundworks, whole], bob.Faults);
    }

    [Fact]
    public async Task An_adjustment_that_somebody_removed_meanwhile_can_be_added_again_from_what_was_typed()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var made = await client.PostAsync($"{Project}/adjustments", Skips);
        var edit = made.Path[1..];
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync(edit);
        Assert.Equal(("Grab & Go Skips", "200.00", "40.00", "direct"), (ann.Value("supplier"), ann.Value("amount"), ann.Value("tax"), ann.Value("kind")));
        await client.DeleteAsync(made.Path, made.Version);
        await ann.SendAsync(edit, ("amount", "210"));

        Assert.Equal(HttpStatusCode.NotFound, ann.Status);
        Assert.Equal("210", ann.Value("amount"));
        await ann.SendAsync(edit);
        Assert.Equal("The adjustment is added.", ann.Saved);
        Assert.Equal(["210.00"], (await client.GetAsync($"{Project}/adjustments")).Body!.AsArray().Select(one => one!["amount"]!.ToJsonString()));

        var again = ann.Page.QuerySelector(".report .line td a")!.GetAttribute("href")!;
        await ann.OpenAsync($"{again}/remove");
        await ann.SendAsync($"{again}/remove");
        Assert.Equal("The adjustment is removed. What it was is in the audit log.", ann.Saved);
    }

    [Fact]
    public async Task Settings_are_described_and_two_who_describe_at_once_see_one_another()
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        using var bob = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"{Pages}/settings");
        await bob.OpenAsync($"{Pages}/settings");
        await ann.SendAsync($"{Pages}/settings", ("client", "Mr & Mrs Field"), ("status", "on-hold"), ("contractSum", "145,000"), ("startDate", "2026-04-01"), ("outputMethod", "true"));
        Assert.Equal("The settings are saved.", ann.Saved);
        Assert.Equal(("Mr & Mrs Field", "on-hold", "145,000.00", "true", "1"), (ann.Value("client"), ann.Value("status"), ann.Value("contractSum"), ann.Value("outputMethod"), ann.Value("version")));

        await bob.SendAsync($"{Pages}/settings", ("client", "The Fields"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, bob.Status);
        Assert.Contains("Mr & Mrs Field", bob.Page.QuerySelector(".stale")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The Fields", bob.Value("client"));
        await bob.SendAsync($"{Pages}/settings");
        Assert.Equal("The Fields", bob.Value("client"));
    }

    [Theory]
    [InlineData($"{Pages}/estimates")]
    [InlineData($"{Pages}/estimates/new")]
    [InlineData($"{Pages}/estimates/history")]
    [InlineData($"{Pages}/progress")]
    [InlineData($"{Pages}/adjustments")]
    [InlineData($"{Pages}/adjustments/new")]
    [InlineData($"{Pages}/settings")]
    public async Task A_page_about_plans_has_one_heading_labels_for_every_field_and_nothing_inline(string address)
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, ann.Status);
        Assert.Single(ann.Page.QuerySelectorAll("h1"));
        Assert.Equal(1, ann.Page.QuerySelectorAll("h2").Length);
        Assert.Empty(ann.Page.QuerySelectorAll("[style], script:not([src])"));
        Assert.DoesNotContain(ann.Page.QuerySelectorAll("[id]").GroupBy(element => element.Id), same => same.Count() > 1);
        Assert.All(ann.Page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"), field =>
            Assert.True(field.Closest("label") is not null || ann.Page.QuerySelector($"label[for='{field.Id}']") is not null, field.OuterHtml));
        Assert.Contains("Acacia Road", ann.Page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("estimates")]
    [InlineData("settings")]
    public async Task What_is_unassigned_is_no_project_to_plan(string page)
    {
        await using var books = await BooksHost.FreshAsync();
        using var ann = new BrowsedForm(books.Client.BaseAddress!);
        await ann.OpenAsync($"projects/{Guid.Empty:D}/{page}");

        Assert.Equal(HttpStatusCode.NotFound, ann.Status);
        Assert.Contains("What is unassigned is no project", ann.Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }
}
