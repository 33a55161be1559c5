using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>What each fetch brings, so that the ledger's history has something to show.</summary>
[Collection(nameof(DemoBooks))]
public sealed class DemoStageTests(DemoBooks books)
{
    [Fact]
    public void The_books_are_fetched_seven_times_up_to_today()
    {
        Assert.Equal(7, books.Stages.Count);
        Assert.Equal(books.Stages.Order(), books.Stages);
        Assert.Equal(new DateOnly(2026, 11, 23), DateOnly.FromDateTime(books.Stages[^1].UtcDateTime));
    }

    [Fact]
    public void A_record_is_fetched_in_the_stage_in_which_it_changed_and_never_before()
    {
        Assert.All(books.Versions, version =>
        {
            Assert.True(version.Updated <= books.Stages[version.Stage]);
            Assert.True(version.Stage == 0 || version.Updated > books.Stages[version.Stage - 1]);
        });
    }

    [Fact]
    public void No_id_comes_twice_but_as_a_later_version_of_the_same_record()
    {
        Assert.All(books.Versions.GroupBy(v => v.Id), versions =>
        {
            Assert.Single(versions.Select(v => v.List).Distinct());
            Assert.Equal(versions.Count(), versions.Select(v => v.Stage).Distinct().Count());
        });
    }

    [Fact]
    public void Every_later_stage_brings_late_bills_changed_amounts_moved_lines_and_voids()
    {
        for (var stage = 1; stage < books.Stages.Count; stage++)
        {
            var before = books.Versions.Where(v => v.Stage < stage && v.List == "Invoices").GroupBy(v => v.Id)
                .ToDictionary(g => g.Key, g => g.MaxBy(v => v.Stage)!.Json);
            var now = books.Versions.Where(v => v.Stage == stage && v.List == "Invoices").ToList();
            var month = DateOnly.FromDateTime(books.Stages[stage - 1].UtcDateTime).AddDays(-20);
            Assert.Contains(now, v => !before.ContainsKey(v.Id) && v.Json.Day("Date") < month);
            var changed = now.Where(v => before.ContainsKey(v.Id)).Select(v => (Old: before[v.Id], New: v.Json)).ToList();
            Assert.Contains(changed, c => c.Old.Money("Total") != c.New.Money("Total"));
            Assert.Contains(changed, c => Tracked(c.Old, "Project") != Tracked(c.New, "Project"));
            Assert.Contains(changed, c => Tracked(c.Old, "Build phase") != Tracked(c.New, "Build phase"));
            Assert.Contains(changed, c => c.Old.IsLive() && c.New.Is("Status", "VOIDED"));
        }
    }

    static string Tracked(JsonNode invoice, string category) =>
        string.Join('|', invoice.List("LineItems").Select(l => l.Option(category)));

    [Fact]
    public void The_first_page_already_knows_how_many_there_will_be()
    {
        Assert.All(books.Pages.Where(p => p.Body.ContainsKey("pagination")).GroupBy(p => (p.Stage, p.List)), pages =>
        {
            var count = pages.Sum(p => p.Records.Count());
            var number = 0;
            Assert.All(pages, page =>
            {
                var pagination = page.Body["pagination"]!;
                Assert.Equal(++number, pagination["page"]!.GetValue<int>());
                Assert.Equal(pages.Count(), pagination["pageCount"]!.GetValue<int>());
                Assert.Equal(count, pagination["itemCount"]!.GetValue<int>());
                Assert.InRange(page.Records.Count(), 1, 100);
            });
        });
    }

    [Fact]
    public void What_a_line_names_was_fetched_no_later_than_the_line()
    {
        var accounts = books.Accounts.Keys.ToHashSet();
        var contacts = books.Records("Contacts").Select(c => c.Text("ContactID")).ToHashSet();
        var options = new HashSet<string>();
        for (var stage = 0; stage < books.Stages.Count; stage++)
        {
            var categories = books.Pages.Single(p => p.Stage == stage && p.List == "TrackingCategories").Records;
            options = [.. categories.SelectMany(c => c.List("Options")).Select(o => o.Text("TrackingOptionID"))];
            Assert.All(books.Versions.Where(v => v.Stage == stage && v.List != "Payments"), version =>
            {
                if (version.Json["Contact"] is { } contact) Assert.Contains(contact.Text("ContactID"), contacts);
                foreach (var line in version.Json.List("LineItems").Concat(version.Json.List("JournalLines")))
                {
                    if (line.ContainsKey("AccountID")) Assert.Contains(line.Text("AccountID"), accounts);
                    Assert.All(line.List("Tracking"), t => Assert.Contains(t.Text("TrackingOptionID"), options));
                }
            });
        }

        Assert.InRange(options.Count, 60, 117);
    }

    [Fact]
    public void Twin_dates_agree()
    {
        Assert.All(books.Versions.Where(v => v.Json.ContainsKey("DateString")), version =>
            Assert.Equal($"{version.Json.Day("Date"):yyyy-MM-dd}T00:00:00", version.Json.Text("DateString")));
    }
}
