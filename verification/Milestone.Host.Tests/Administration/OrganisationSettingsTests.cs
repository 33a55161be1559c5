using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Changes;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Administration;

/// <summary>What an administrator sets for the books of <see cref="SmallBooks"/>, on the page and over HTTP: whose word counts, who was first, and what moves.</summary>
public sealed class OrganisationSettingsTests
{
    private const string Project = "b0000000-0000-4000-8000-000000000001";
    private const string Phase = "b0000000-0000-4000-8000-000000000002";
    private const string Groundworks = "a0000000-0000-4000-8000-000000000011";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_comes_before_what_Xero_says_is_audited_and_found_by_the_former_name_too()
    {
        await using var books = await BooksHost.FreshAsync();
        var wrong = await SendAsync(books, "The books", new() { ["name"] = "", ["timeZone"] = "Europe/Paris", ["yearEnd"] = "02-30" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.NotNull(wrong.Page.QuerySelector("#name-error"));
        Assert.Contains("'02-30' is no day of a year", wrong.Page.QuerySelector("#yearEnd-error")!.TextContent, StringComparison.Ordinal);
        var nowhere = await SendAsync(books, "The books", new() { ["timeZone"] = "Europe/Nowhere" });
        Assert.Contains("There is no time zone Europe/Nowhere", nowhere.Page.QuerySelector("#timeZone-error")!.TextContent, StringComparison.Ordinal);
        // The other form is not refused with it, and keeps what there is.
        Assert.Single(nowhere.Page.QuerySelectorAll(".form-errors"));

        var saved = await SendAsync(books, "The books", new() { ["name"] = "Small & Sons", ["timeZone"] = "Europe/Paris", ["yearEnd"] = "06-30", ["cisDeducted"] = SmallBooks.Materials });
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        await books.ImportAsync(SmallBooks.Json.Replace("\"BaseCurrency\": \"GBP\"", "\"BaseCurrency\": \"GBP\", \"ShortCode\": \"!x\"", StringComparison.Ordinal));
        Assert.Equal("Small & Sons Europe/Paris 6 30 !x", await SqlAsync(books, "SELECT name || ' ' || time_zone || ' ' || year_end_month || ' ' || year_end_day || ' ' || short_code FROM milestone.organisation"));

        var page = await OpenAsync(books, "admin/settings?organisation=small+BOOKS");
        Assert.Equal("Small & Sons", page.QuerySelector(".page-head .subtitle")!.TextContent.Trim());
        Assert.Equal(SmallBooks.Materials, ((IHtmlSelectElement)page.QuerySelector("#cisDeducted")!).Value);
        var change = (await books.GetAsync("/admin/audit?entity=organisation&action=update")).Body["entries"]!.AsArray()
            .Single(entry => entry!["changes"]!.AsArray().Any(one => (string?)one!["field"] == "name"))!["changes"]!.AsArray();
        Assert.Contains(change, one => (string)one!["field"]! == "name" && one!["before"]!.ToJsonString().Contains("Small Books", StringComparison.Ordinal) && one["after"]!.GetValue<string>() == "Small & Sons");
        Assert.Single((await books.GetAsync("/admin/audit?entity=organisation_setting")).Body["entries"]!.AsArray());
    }

    [Fact]
    public async Task The_second_of_two_administrators_is_shown_both_versions_and_saves_over_the_first_only_knowing_it()
    {
        await using var books = await BooksHost.FreshAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(books, "The books", new() { ["timeZone"] = "Europe/Paris" })).Status);

        var stale = await SendAsync(books, "The books", new() { ["timeZone"] = "Europe/Rome", ["version"] = "0" });

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        var row = stale.Page.QuerySelectorAll(".stale tr.differs").Single();
        Assert.Equal(["Europe/Paris", "Europe/Rome"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("1", ((IHtmlInputElement)stale.Page.QuerySelector("form[aria-label='The books'] input[name=version]")!).Value);
        Assert.Equal("Europe/Paris", await SqlAsync(books, "SELECT time_zone FROM milestone.organisation_setting"));
    }

    [Fact]
    public async Task Another_category_as_projects_is_shown_first_then_posted_in_one_batch_and_the_past_stays_to_be_seen()
    {
        await using var books = await BooksHost.FreshAsync();
        var before = await SqlAsync(books, "SELECT max(batch) FROM milestone.batch");
        Dictionary<string, string> swapped = new() { ["project"] = Phase, ["phase"] = Project };
        var both = await SendAsync(books, "Projects and build phases", new() { ["project"] = Phase, ["phase"] = Phase });
        Assert.Equal((HttpStatusCode.BadRequest, true), (both.Status, both.Page.QuerySelector("#phase-error") is not null));

        var shown = await SendAsync(books, "Projects and build phases", swapped);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        // By hand: INV-1, B-1 and INV-2 name a category; B-2 names none.
        Assert.Equal(["Build phase instead of Project", "Project instead of Build phase", "3"], shown.Page.QuerySelectorAll("[role=status] dd").Select(one => one.TextContent));
        Assert.Equal(before, await SqlAsync(books, "SELECT max(batch) FROM milestone.batch"));

        // Another choice than the one that was shown is shown first, too.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(books, "Projects and build phases", new(swapped) { ["confirmed"] = $"{Project}/{Phase}" })).Status);
        var stale = await SendAsync(books, "Projects and build phases", new(swapped) { ["confirmed"] = $"{Phase}/{Project}", ["version"] = "0" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(books, "Projects and build phases", new(swapped) { ["confirmed"] = $"{Phase}/{Project}" })).Status);

        // The 1000.00 of Groundworks alone name what is projects now; the firm's sum is what it was, and so is what was known before.
        Assert.Equal(1000.00m, await SqlAsync(books, $"SELECT abs(sum(amount)) FROM milestone.posting WHERE basis = 0 AND project_id = '{Groundworks}'"));
        Assert.Equal((long)before! + 1, await SqlAsync(books, "SELECT max(batch) FROM milestone.batch"));
        Assert.Equal(649.25m, await SqlAsync(books, "SELECT abs(sum(amount)) FROM milestone.posting WHERE basis = 0"));
        Assert.Equal(599.50m, await SqlAsync(books, $"SELECT abs(sum(amount)) FROM milestone.posting WHERE basis = 0 AND project_id = '{SmallBooks.AcaciaRoad}' AND batch <= {before}"));
        var entry = Assert.Single((await books.GetAsync("/admin/audit?action=tracking-chosen")).Body["entries"]!.AsArray())!.ToJsonString();
        Assert.Contains("\"Project\"", entry, StringComparison.Ordinal);
        Assert.Contains("\"Build phase\"", entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_and_saves_settings_on_the_version_it_read()
    {
        await using var books = await BooksHost.FreshAsync();
        var (status, tag, body) = await AskAsync(books, HttpMethod.Get, "admin/settings", null, null);
        Assert.Equal((HttpStatusCode.OK, "\"0\"", "Small Books"), (status, tag, (string)body!["name"]!));
        const string Entry = """{"name":"Small Books","timeZone":"Europe/London","financialYearEnd":"03-31"}""";

        Assert.Equal((HttpStatusCode)428, (await AskAsync(books, HttpMethod.Put, "admin/settings", Entry, null)).Status);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (await AskAsync(books, HttpMethod.Put, "admin/settings", Entry, "\"0\"")) is var (saved, first, _) ? (saved, first) : default);
        var stale = await AskAsync(books, HttpMethod.Put, "admin/settings", Entry, "\"0\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, 1), (stale.Status, (int)stale.Body!["current"]!["version"]!));
        foreach (var (entry, field) in new[]
        {
            ("""{"name":" "}""", "name"), ("""{"name":"A","timeZone":"GMT Standard Time"}""", "timeZone"), ("""{"name":"A","financialYearEnd":"31-03"}""", "financialYearEnd"),
            ("""{"name":"A","cisSuffered":"c0000000-0000-4000-8000-00000000ffff"}""", "cisSuffered"), ("""{"nome":"A"}""", "nome"),
        })
        {
            var refused = await AskAsync(books, HttpMethod.Put, "admin/settings", entry, "\"1\"");
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, FieldOf(refused.Body)));
        }

        await books.TokenAsync("Other Books");
        var taken = await AskAsync(books, HttpMethod.Put, "admin/settings?organisation=Small+Books", """{"name":"other books"}""", "\"1\"");
        Assert.Equal((HttpStatusCode.Conflict, "name"), (taken.Status, FieldOf(taken.Body)));
    }

    [Fact]
    public async Task A_program_chooses_tracking_categories_on_the_version_it_read()
    {
        await using var books = await BooksHost.FreshAsync();
        var (_, tag, choice) = await AskAsync(books, HttpMethod.Get, "admin/settings/tracking", null, null);
        Assert.Equal([("Build phase", false, true, false), ("Project", true, false, false)], choice!["categories"]!.AsArray().Select(one => ((string)one!["name"]!, (bool)one["isProject"]!, (bool)one["isPhase"]!, (bool)one["isChosen"]!)));
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(books, HttpMethod.Put, "admin/settings/tracking", $$"""{"project":"{{SmallBooks.Materials}}"}""", tag)).Status);

        var made = await AskAsync(books, HttpMethod.Put, "admin/settings/tracking", $$"""{"project":"{{Project}}"}""", tag);
        // The same category, but said by a person now: no document moves.
        Assert.Equal((HttpStatusCode.OK, 0, true), (made.Status, (int)made.Body!["documents"]!, made.Body["batch"] is not null));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await AskAsync(books, HttpMethod.Put, "admin/settings/tracking", "{}", tag)).Status);
        var again = await AskAsync(books, HttpMethod.Get, "admin/settings/tracking", null, null);
        Assert.Equal((HttpStatusCode.OK, true), (await AskAsync(books, HttpMethod.Put, "admin/settings/tracking", $$"""{"project":"{{Project}}"}""", again.Tag)) is var (status, _, same) ? (status, same!["batch"] is null) : default);
    }

    private static string? FieldOf(JsonNode? problem) => problem?["errors"]?.AsObject().Select(fault => fault.Key).FirstOrDefault();

    private static async Task<(HttpStatusCode Status, string? Tag, JsonNode? Body)> AskAsync(BooksHost books, HttpMethod method, string path, string? body, string? version)
    {
        using var request = new HttpRequestMessage(method, new Uri(BrowsedBooks.Base + "api/v1/" + path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await books.Client.SendAsync(request, Stop);
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop)));
    }

    private static async Task<IHtmlDocument> OpenAsync(BooksHost books, string address)
    {
        using var answer = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await SentForm.PageAsync(answer);
    }

    // As a browser sends it: every field as the page shows it, but for what was typed.
    private static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(BooksHost books, string form, Dictionary<string, string> typed)
    {
        var uri = new Uri(BrowsedBooks.Base + "admin/settings", UriKind.Relative);
        using var opened = await books.Client.GetAsync(uri, Stop);
        var shown = (await SentForm.PageAsync(opened)).QuerySelector($"form[method=post][aria-label='{form}']")!;
        var values = shown.QuerySelectorAll("input").OfType<IHtmlInputElement>().Select(input => (input.Name!, input.Value))
            .Concat(shown.QuerySelectorAll("select").OfType<IHtmlSelectElement>().Select(select => (select.Name!, select.Value ?? "")))
            .ToDictionary(field => field.Item1, field => field.Item2);
        foreach (var (name, value) in typed)
            values[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var answer = await books.Client.SendAsync(request, Stop);
        return (answer.StatusCode, await SentForm.PageAsync(answer));
    }

    private static async Task<object?> SqlAsync(BooksHost books, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(books.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
