using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>The figures of a believable builder, added up here from the payloads alone.</summary>
[Collection(nameof(DemoBooks))]
public sealed class DemoFiguresTests(DemoBooks books)
{
    sealed record Effect(DateOnly Date, JsonObject Account, string? Project, string? Phase, decimal Pounds)
    {
        public bool Is(params string[] types) => types.Contains(Account.Text("Type"));
    }

    /// <summary>docs/concepts.md, for live documents on the accrual basis.</summary>
    IEnumerable<Effect> Effects()
    {
        foreach (var document in books.Latest.Values.Select(v => v.Json).Where(d => d.IsLive()))
        {
            var sign = document.Text("Type") switch
            {
                "ACCREC" or "ACCPAYCREDIT" => 1,
                "ACCPAY" or "ACCRECCREDIT" => -1,
                "RECEIVE" or "RECEIVE-PREPAYMENT" when document.ContainsKey("BankTransactionID") => 1,
                "SPEND" or "SPEND-PREPAYMENT" when document.ContainsKey("BankTransactionID") => -1,
                "" when document.ContainsKey("JournalLines") => -1,
                _ => 0,
            };
            var rate = document.ContainsKey("CurrencyRate") ? document.Money("CurrencyRate") : 1m;
            var lines = document.List("LineItems").Concat(document.List("JournalLines")).Where(l => l.ContainsKey("AccountID"));
            foreach (var group in lines.GroupBy(l => (Account: l.Text("AccountID"), Project: l.Option("Project"), Phase: l.Option("Build phase"))))
            {
                var account = books.Accounts[group.Key.Account];
                if (sign == 0 || account.Text("Class") is not ("REVENUE" or "EXPENSE")) continue;
                var tax = group.Sum(l => l.Money("TaxAmount"));
                var gross = group.Sum(l => l.Money("LineAmount")) + (document.Is("LineAmountTypes", "Inclusive") ? 0m : tax);
                yield return new Effect(document.Day("Date"), account, group.Key.Project, group.Key.Phase, sign * (Pence(gross / rate) - Pence(tax / rate)));
            }
        }
    }

    static decimal Pence(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    static int FinancialYear(DateOnly day) => day.Month >= 4 ? day.Year + 1 : day.Year;

    [Fact]
    public void Revenue_and_margins_of_each_year_are_those_of_a_builder()
    {
        var years = Effects().GroupBy(e => FinancialYear(e.Date)).OrderBy(g => g.Key).ToList();
        Assert.Equal([2025, 2026, 2027], years.Select(y => y.Key));
        foreach (var year in years)
        {
            var income = year.Where(e => e.Is("SALES", "REVENUE")).Sum(e => e.Pounds);
            var gross = income + year.Where(e => e.Is("DIRECTCOSTS")).Sum(e => e.Pounds);
            var net = year.Sum(e => e.Pounds);
            // The current year has run for eight months of twelve.
            Assert.InRange(year.Key == 2027 ? income * 365m / 236m : income, 6_000_000m, 9_000_000m);
            Assert.InRange(gross / income, 0.15m, 0.25m);
            Assert.InRange(net / income, 0.03m, 0.08m);
        }
    }

    [Fact]
    public void Most_projects_earn_one_clearly_loses_and_some_cost_belongs_to_no_project()
    {
        var projects = Effects().Where(e => e.Project is not null).GroupBy(e => e.Project!)
            .Select(g => (Name: g.Key, Income: g.Where(e => e.Pounds > 0m && e.Is("SALES", "REVENUE")).Sum(e => e.Pounds), Profit: g.Sum(e => e.Pounds)))
            .ToList();
        Assert.InRange(projects.Count, 45, 60);
        Assert.True(projects.Count(p => p.Profit > 0m) > projects.Count * 3 / 4);
        Assert.Contains(projects, p => p.Profit < -0.05m * p.Income && p.Income > 100_000m);
        Assert.Contains(projects, p => p.Profit is > 0m && p.Profit < 0.08m * p.Income);
        Assert.True(projects.Max(p => p.Income) > 800_000m);

        var unassigned = -Effects().Where(e => e.Project is null && e.Is("DIRECTCOSTS")).Sum(e => e.Pounds);
        var direct = -Effects().Where(e => e.Is("DIRECTCOSTS")).Sum(e => e.Pounds);
        Assert.InRange(unassigned / direct, 0.01m, 0.10m);
    }

    [Fact]
    public void Xeros_report_of_a_month_is_what_the_documents_add_up_to()
    {
        // The last fetch brings two; one that came a fetch earlier shows an older month as it was then.
        var reports = books.Pages.Where(page => page.List == "Reports" && page.At == books.Stages[^1]).SelectMany(page => page.Records).ToList();
        Assert.Equal((2, 3), (reports.Count, books.Records("Reports").Count()));
        foreach (var report in reports)
        {
            var last = DateOnly.ParseExact(report["ReportTitles"]![2]!.GetValue<string>().Split(" to ")[1], "d MMMM yyyy", CultureInfo.InvariantCulture);
            var expected = Documents(last).Where(e => e.Value != 0m).ToDictionary();
            var shown = report.List("Rows").SelectMany(s => s.List("Rows"))
                .Where(r => r["Cells"]![0]!["Attributes"] is not null)
                .ToDictionary(r => r["Cells"]![0]!["Attributes"]![0]!.Text("Value"), r => decimal.Parse(r["Cells"]![1]!.Text("Value"), CultureInfo.InvariantCulture));
            Assert.Equal(expected.OrderBy(e => e.Key), shown.OrderBy(e => e.Key));
            var net = report.List("Rows").SelectMany(s => s.List("Rows")).Single(r => r["Cells"]![0]!.Is("Value", "Net Profit"));
            Assert.Equal(Effects().Where(e => e.Date.Year == last.Year && e.Date.Month == last.Month).Sum(e => e.Pounds),
                decimal.Parse(net["Cells"]![1]!.Text("Value"), CultureInfo.InvariantCulture));
        }
    }

    Dictionary<string, decimal> Documents(DateOnly month) =>
        Effects().Where(e => e.Date.Year == month.Year && e.Date.Month == month.Month)
            .GroupBy(e => e.Account)
            .ToDictionary(g => g.Key.Text("AccountID"), g => g.Sum(e => e.Pounds) * (g.Key.Is("Class", "REVENUE") ? 1 : -1));

    [Fact]
    public void Old_invoices_are_paid_recent_ones_are_due_and_a_few_are_overdue()
    {
        var today = DateOnly.FromDateTime(books.Stages[^1].UtcDateTime);
        foreach (var type in new[] { "ACCREC", "ACCPAY" })
        {
            var live = books.Final("Invoices").Where(i => i.Is("Type", type) && i.IsLive()).ToList();
            var old = live.Where(i => i.Day("Date") < today.AddDays(-120)).ToList();
            Assert.True(old.Count(i => i.Is("Status", "PAID")) >= old.Count * 0.97m);
            Assert.Contains(live, i => i.Money("AmountDue") > 0m && i.Day("DueDate") >= today);
            Assert.Contains(live, i => i.Money("AmountDue") > 0m && i.Day("DueDate") < today);
        }
    }
}
