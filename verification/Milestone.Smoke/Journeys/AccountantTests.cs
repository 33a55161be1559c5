using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>The accountant at month end: draws the month every way it is asked for, issues it, and is told when it changes.</summary>
public sealed class AccountantTests(Stage stage) : BrowserTest(stage)
{
    private static readonly WindowSettings Desk = new() { Traced = true };

    [Fact]
    public async Task Last_month_is_drawn_by_project_compared_rounded_and_on_cash_basis_and_taken_away_as_a_workbook() => await BrowseAsync(await Stage.HostAsync(Books.Demo), Desk, async window =>
    {
        var statement = await StatementPage.OpenAsync(window);
        await statement.ChoosePeriodAsync("Last month");
        await Expect(statement.Subtitle).ToContainTextAsync("1 Oct 2026 to 31 Oct 2026");
        var profit = await statement.AmountAsync("Net profit");

        // By project, Unassigned included: the columns add up to the firm, whatever they are.
        await statement.ShowAsync(("Columns", "Projects"));
        var columns = await statement.ColumnsAsync();
        Assert.Contains("Unassigned", columns);
        var shares = new List<decimal>();
        for (var i = 0; i < columns.Count; i++)
            shares.Add(await statement.AmountAsync("Net profit", i));
        Assert.Equal(profit, shares[^1]);
        Assert.Equal(profit, shares.SkipLast(1).Sum());
        await Expect(statement.TieOut).ToContainTextAsync("agrees");

        // Beside the month before: the change is the difference of the two.
        await statement.ShowAsync(("Columns", "The whole period"), ("Compare with", "1 earlier"));
        await statement.TickAsync("Change");
        Assert.Equal(profit, await statement.AmountAsync("Net profit"));
        Assert.Equal(profit - await statement.AmountAsync("Net profit", 1), await statement.AmountAsync("Net profit", 2));

        // In whole pounds, then on cash basis.
        await statement.ShowAsync(("Figures in", "Whole pounds"));
        Assert.Equal(Math.Round(profit, MidpointRounding.AwayFromZero), await statement.AmountAsync("Net profit"));
        await statement.ShowAsync(("Figures in", "Pence"), ("Basis", "Cash"));
        await Expect(statement.Subtitle).ToContainTextAsync("Cash basis");
        var cash = await statement.AmountAsync("Net profit");
        Assert.NotEqual(profit, cash);

        var (name, bytes) = await statement.TakeAwayAsync("Excel");
        Assert.EndsWith(".xlsx", name, StringComparison.Ordinal);
        Assert.Contains(cash, Numbers(bytes));
    });

    [Fact]
    public Task A_month_that_was_issued_says_what_came_later_and_keeps_what_it_said() => BrowseOwnDemoAsync(Desk, async window =>
    {
        var statement = await StatementPage.OpenAsync(window, "?period=last-month");
        var issued = await statement.AmountAsync("Net profit");
        var pack = await (await statement.IssueAsync()).IssueAsync("Board pack October 2026");
        await Expect(pack.Heading).ToHaveTextAsync("Board pack October 2026");
        await Expect(pack.Standing).ToContainTextAsync("Final");
        Assert.Equal(issued, await pack.NetProfitAsync());
        var address = window.Address;

        // A day later a bill of October arrives that nobody had sent.
        window.Host.Now = window.Host.Now.AddDays(1);
        await LaterBooks.ImportBillAsync(window.Host, "LATE-1", new DateOnly(2026, 10, 15), await LaterBooks.CodeOfAsync(window.Host, "Materials"), 1_234.56m);

        statement = await StatementPage.OpenAsync(window, "?from=2026-10-01&to=2026-10-31");
        Assert.Equal(issued - 1_234.56m, await statement.AmountAsync("Net profit"));
        await Expect(statement.PackNote).ToContainTextAsync("Changed since pack");
        await Expect(statement.PackNote).ToContainTextAsync("Board pack October 2026");
        await Expect(statement.PackNote).ToContainTextAsync("(1,234.56)");
        var changes = await statement.SeeWhatChangedAsync();
        Assert.Equal(-1_234.56m, await changes.EffectAsync());
        await Expect(changes.Document("LATE-1")).ToContainTextAsync("Latecomer Scaffolding");

        // The pack still says what it said.
        await window.GoAsync(address);
        Assert.Equal(issued, await new PackPage(window).NetProfitAsync());
        Assert.Contains("agree", await HostCommand.RunAsync(window.Host.ConnectionString, "ledger", "verify"), StringComparison.OrdinalIgnoreCase);
    });

    private static IReadOnlyList<decimal> Numbers(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var sheet = new StreamReader(zip.Entries.First(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).Open());
        return [.. Regex.Matches(sheet.ReadToEnd(), "<(?:x:)?v>(-?[0-9.]+)</").Select(match => decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture))];
    }
}
