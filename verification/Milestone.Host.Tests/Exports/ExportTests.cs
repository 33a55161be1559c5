using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core.Auditing;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Host.Exports;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using UglyToad.PdfPig;
using Xunit;

namespace Milestone.Host.Tests.Exports;

/// <summary>Whole reports as files, and the history they are entered in. The figures are those of <see cref="SmallBooks"/>, added up by hand there.</summary>
public sealed class ExportTests
{
    private const string Days = "from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task The_company_is_its_statement_its_projects_and_its_months_and_in_detail_each_project_too()
    {
        await using var books = await BooksHost.FreshAsync();

        var summary = await TextAsync(books, $"exports/company.pdf?{Days}");
        var detailed = await TextAsync(books, $"exports/company.pdf?{Days}&template=detailed");

        foreach (var text in new[] { summary, detailed })
        {
            Assert.Contains("649.25", text, StringComparison.Ordinal);   // net profit
            Assert.Contains("599.50", text, StringComparison.Ordinal);   // Acacia Road
            Assert.Contains("499.25", text, StringComparison.Ordinal);   // April
            Assert.Contains("150.00", text, StringComparison.Ordinal);   // May
        }

        // Rent is an account: by month only in detail, where the sums have it among overheads.
        Assert.DoesNotContain("Accounts by month", summary, StringComparison.Ordinal);
        Assert.Contains("Accounts by month", detailed, StringComparison.Ordinal);
        Assert.True(detailed.Length > summary.Length);
    }

    [Fact]
    public async Task A_project_is_named_and_its_report_is_of_it_alone()
    {
        await using var books = await BooksHost.FreshAsync();

        var project = await TextAsync(books, $"exports/project.pdf?{Days}&project=acacia+road&template=detailed");
        using var unnamed = await GetAsync(books, $"exports/project.pdf?{Days}");
        using var unknown = await GetAsync(books, $"exports/company.pdf?{Days}&template=detailled");

        Assert.Contains("Acacia Road", project, StringComparison.Ordinal);
        Assert.Contains("599.50", project, StringComparison.Ordinal);
        Assert.DoesNotContain("Mill Lane", project, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
        Assert.Contains("Did you mean 'detailed'?", (string?)JsonNode.Parse(await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_is_entered_with_who_what_and_how_much_and_nothing_else_is()
    {
        await using var books = await BooksHost.FreshAsync();
        using var csv = await GetAsync(books, $"statement.csv?{Days}&project=mill+lane");
        var bytes = await csv.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        await GetAsync(books, $"statement?{Days}");
        using var workbook = await GetAsync(books, $"exports/projects.xlsx?{Days}");
        await workbook.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        var entered = (await books.GetAsync("/exports")).Body["exports"]!.AsArray();

        Assert.Equal(2, entered.Count);
        Assert.Equal(("projects-summary", "xlsx", "finished"), ((string?)entered[0]!["report"], (string?)entered[0]!["format"], (string?)entered[0]!["outcome"]));
        Assert.Equal(("profit-and-loss", "csv"), ((string?)entered[1]!["report"], (string?)entered[1]!["format"]));
        Assert.Equal(bytes.Length, (long)entered[1]!["bytes"]!);
        // Every record of the file but the heading, the blank one and the remarks is a row.
        var records = Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(records.Skip(1).Count(record => !record.StartsWith("\"# ", StringComparison.Ordinal) && !record.StartsWith("# ", StringComparison.Ordinal) && record.Trim(',', '"').Length > 0), (long)entered[1]!["rows"]!);
        Assert.Contains("Mill Lane", string.Join(' ', entered[1]!["filters"]!.AsArray()), StringComparison.Ordinal);

        var page = await books.Client.GetStringAsync(new Uri(BrowsedBooks.Base + "exports", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("The projects, summary", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_is_read_page_by_page_and_each_entry_once()
    {
        await using var books = await BooksHost.FreshAsync();
        for (var file = 0; file < 5; file++)
            (await GetAsync(books, $"statement.csv?{Days}")).Dispose();

        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = (await books.GetAsync($"/exports?limit=2{(next.Length > 0 ? "&after=" + next : "")}")).Body;
            seen.AddRange(page["exports"]!.AsArray().Select(one => (string)one!["id"]!));
            next = (string?)page["next"];
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task A_file_that_broke_off_is_entered_as_that()
    {
        await using var books = await BooksHost.FreshAsync();
        await using var database = Core.Storage.MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System);
        var history = new ExportHistory(database);
        var catalogue = new OrganisationCatalogue(database);
        var organisation = (await catalogue.ListAsync(TestContext.Current.CancellationToken)).Single();
        var recorder = new ExportRecorder(history, catalogue, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ExportRecorder>.Instance);
        var head = new TableHead("a-report", "A report", [], new Provenance(organisation.Name, "GBP", "1 Apr 2026", "Accrual basis", TimeProvider.System.GetUtcNow(), "a test"));
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => recorder.RecordAsync(
            head, "a-report", "A report", ReportFormat.Csv, () => 3, Stream.Null,
            async stream =>
            {
                await stream.WriteAsync(new byte[10], CancellationToken.None);
                await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
            },
            stop.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => recorder.RecordAsync(
            head, "b-report", "B report", ReportFormat.Csv, () => 0, Stream.Null, _ => throw new InvalidOperationException(), CancellationToken.None));

        var entries = await history.ListAsync(organisation.Id, 10, null, TestContext.Current.CancellationToken);
        Assert.Equal([ExportOutcome.Failed, ExportOutcome.BrokenOff], entries.Select(entry => entry.Outcome));
        Assert.Equal((10, 3), (entries[1].Bytes, entries[1].Rows));
    }

    [Fact]
    public async Task The_form_leads_to_the_file_and_nowhere_else()
    {
        await using var books = await BooksHost.FreshAsync();
        using var project = await books.Client.GetAsync(new Uri($"{BrowsedBooks.Base}exports/choose?report=project&project={SmallBooks.MillLane}&template=detailed&period=last-year&basis=cash&format=xlsx", UriKind.Relative), TestContext.Current.CancellationToken);
        using var odd = await books.Client.GetAsync(new Uri($"{BrowsedBooks.Base}exports/choose?report=%2F%2Fevil.example&format=exe", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal($"{BrowsedBooks.Base}api/v1/exports/project.xlsx?project={SmallBooks.MillLane}&template=detailed&period=last-year&basis=cash", project.Headers.Location!.OriginalString);
        Assert.Equal($"{BrowsedBooks.Base}api/v1/exports/company.pdf", odd.Headers.Location!.OriginalString);
    }

    private static Task<HttpResponseMessage> GetAsync(BooksHost books, string address) =>
        books.Client.GetAsync(new Uri("/milestone-app/api/v1/" + address, UriKind.Relative), TestContext.Current.CancellationToken);

    private static async Task<string> TextAsync(BooksHost books, string address)
    {
        using var answer = await GetAsync(books, address);
        Assert.True(answer.IsSuccessStatusCode, address);
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return string.Join('\n', pdf.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text))));
    }
}
