using Milestone.Core.Organisations;
using Milestone.Host.Tests.Pages;
using Milestone.Testing.Books;
using Xunit;

namespace Milestone.Host.Tests.Projects;

public sealed class JournalBooksPagesTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    [Fact]
    public async Task Books_that_post_from_journals_say_that_what_is_paid_is_not_available()
    {
        var journals = await ImportedBooks.NewAsync(books.Database, LedgerSource.Journals);
        await journals.ImportAsync(XeroPayloads.Of(LedgerText.Read("organisation GBP, year ends 31 March\naccount 310 Materials DIRECTCOSTS\nproject Alpha\n\n2026-04-10 journal J-1\n  310  100.00  Alpha")[^1].Book));
        var project = $"projects/{await journals.ProjectAsync("Alpha")}";

        var tracker = await books.OpenAsync($"{project}/cost-tracker?organisation={journals.Organisation}");
        Assert.Contains("What is paid is not available", tracker.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        var line = tracker.QuerySelectorAll(".report tbody tr").Single(row => BrowsedBooks.Seen(row.QuerySelector("th")!) == "Journal 1");
        Assert.Equal(["n/a", "n/a", "100.00"], line.QuerySelectorAll("td").Skip(3).Take(3).Select(BrowsedBooks.Seen));
        Assert.Contains("not available", (await books.OpenAsync($"{project}?organisation={journals.Organisation}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("There is no float here", (await books.OpenAsync($"{project}/float?organisation={journals.Organisation}")).QuerySelector(".empty h2")!.TextContent);
    }
}
