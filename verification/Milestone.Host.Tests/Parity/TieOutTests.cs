using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Host.Tests.Parity;

/// <summary>
/// The whole demo company, added up by hand from what the API answers: phases and Unassigned are the project, projects and Unassigned are the
/// organisation, and the reports of every project are what their own lines come to.
/// </summary>
public sealed class TieOutTests(DemoHost demo) : IClassFixture<DemoHost>
{
    private const string LastDay = "2026-11-25";
    private const string Days = "from=2023-01-01&to=" + LastDay;

    private static readonly string[] OfCustomers = ["Sales invoice", "Sales credit note", "Prepayment received"];
    private static readonly string[] Sections = ["income", "costOfSales", "otherIncome", "overheads"];

    /// <summary>Every project's id, and that of what no project is named for.</summary>
    private IEnumerable<Guid> Places => demo.Projects.Select(project => project.Id).Append(Guid.Empty);

    [Theory]
    [InlineData("accrual")]
    [InlineData("cash")]
    public async Task Phases_are_their_project_and_projects_are_the_organisation(string basis)
    {
        var projects = Sections.ToDictionary(section => section, _ => 0m);
        foreach (var project in Places)
        {
            var whole = Of(await StatementAsync($"{Days}&basis={basis}&project={project}"));
            var phases = Of(await StatementAsync($"{Days}&basis={basis}&project={project}&columns=phase"));
            foreach (var section in Sections)
            {
                Assert.True(whole[section].Sum() == phases[section].Sum(), $"{project}, {section}: {whole[section].Sum()} is {phases[section].Sum()} by phase");
                projects[section] += whole[section].Sum();
            }
        }

        var organisation = await StatementAsync($"{Days}&basis={basis}");
        foreach (var section in Sections)
            Assert.Equal(Of(organisation)[section].Sum(), projects[section]);
        var profit = projects["income"] + projects["otherIncome"] - projects["costOfSales"] - projects["overheads"];
        Assert.Equal((decimal)organisation["rows"]!.AsArray().Single(row => (string)row!["section"]! == "netProfit")!["total"]!, profit);
        Assert.NotEqual(0, profit);

        var list = (await demo.AskAsync($"projects?{Days}&basis={basis}"))["projects"]!.AsArray();
        Assert.Equal(demo.Projects.Count + 1, list.Count);
        Assert.Equal(profit, list.Sum(project => (decimal)project!["profit"]!));
    }

    [Fact]
    public async Task The_cost_tracker_of_every_project_is_its_summary_and_the_profit_and_loss()
    {
        foreach (var project in Places)
        {
            var accrual = Of(await StatementAsync($"{Days}&project={project}&columns=phase"));
            var cash = Of(await StatementAsync($"{Days}&basis=cash&project={project}"));
            var net = await TrackerAsync(project, "net");
            await TrackerAsync(project, "gross");

            // What the books say it cost and what of that is paid, by another report than the tracker.
            Assert.Equal(accrual["costOfSales"].Sum() + accrual["overheads"].Sum(), net.Cost);
            Assert.Equal(cash["costOfSales"].Sum() + cash["overheads"].Sum(), net.Paid);
        }
    }

    [Fact]
    public async Task The_float_of_every_project_is_its_movements_and_its_costs_are_the_trackers()
    {
        var moved = 0;
        foreach (var project in demo.Projects.Select(project => project.Id))
        {
            var (report, movements) = await PagesAsync($"projects/{project}/float?to={LastDay}", "movements");
            Assert.Null(report["notAvailable"]);
            decimal Figure(string name) => (decimal)report[name]!;
            decimal Sum(params string[] reasons) => movements.Where(movement => reasons.Contains((string)movement["reason"]!)).Sum(movement => (decimal)movement["amount"]!);

            var balance = 0m;
            foreach (var movement in movements)
                Assert.Equal(balance += (decimal)movement["amount"]!, (decimal)movement["balance"]!);
            Assert.Equal(balance, Figure("balance"));
            Assert.Equal(Sum("receipt", "moneyReceived", "onAccount", "moved"), Figure("in"));
            Assert.Equal(-Sum("costPaid", "refund"), Figure("out"));
            Assert.Equal(balance - Figure("costsDue"), Figure("afterCostsDue"));
            Assert.Equal(balance - Figure("costsDue") - Figure("openCommitments"), Figure("afterCommitments"));
            AgreesByItself(report, $"float of {project}");

            // What a sales document or a customer's prepayment charges to a cost account is a cost of the project, and never left the float.
            var costs = (await PagesAsync($"projects/{project}/cost-tracker?to={LastDay}&vat=gross", "lines")).Items.Where(line => !OfCustomers.Contains((string)line["kind"]!)).ToList();
            Assert.Equal(costs.Sum(line => (decimal)line["paid"]!), -Sum("costPaid"));
            Assert.Equal(costs.Sum(line => (decimal)line["due"]!), Figure("costsDue"));
            moved += movements.Count;
        }

        Assert.True(moved > 1000, "The demo company's projects have hardly any movements.");
    }

    private async Task<(decimal Cost, decimal Paid)> TrackerAsync(Guid project, string vat)
    {
        var where = $"{project}, {vat}";
        var (report, lines) = await PagesAsync($"projects/{project}/cost-tracker?to={LastDay}&vat={vat}", "lines");
        var summary = await demo.AskAsync($"projects/{project}/summary?to={LastDay}&vat={vat}");
        AgreesByItself(summary, $"summary of {where}");
        var summed = summary["phases"]!.AsArray().ToDictionary(phase => (Guid)phase!["id"]!, phase => phase!["costs"]!);
        foreach (var figure in new[] { "cost", "paid", "due", "refunded" })
        {
            foreach (var phase in report["phases"]!.AsArray())
            {
                var id = (Guid)phase!["id"]!;
                var sum = lines.Where(line => (Guid)line["phaseId"]! == id).Sum(line => (decimal)line[figure]!);
                Assert.True(sum == (decimal)phase["costs"]![figure]!, $"{where}: {figure} of the lines of {phase["name"]} is {sum}, of the phase {phase["costs"]![figure]}");
                Assert.True(sum == (decimal)summed[id][figure]!, $"{where}: {figure} of the lines of {phase["name"]} is {sum}, in the summary {summed[id][figure]}");
            }

            var total = lines.Sum(line => (decimal)line[figure]!);
            Assert.Equal(total, (decimal)report["total"]![figure]!);
            Assert.Equal(total, (decimal)summary["total"]!["costs"]![figure]!);
        }

        foreach (var (kind, figure) in new[] { (false, "direct"), (true, "refunds") })
            Assert.Equal(report["adjustments"]!.AsArray().Where(entered => (bool)entered!["isRefund"]! == kind).Sum(entered => (decimal)entered!["amount"]!), (decimal)report["total"]![figure]!);
        Assert.All(lines, line => Assert.Equal((decimal)line["cost"]!, (decimal)line["paid"]! + (decimal)line["due"]!));
        return (lines.Sum(line => (decimal)line["cost"]!), lines.Sum(line => (decimal)line["paid"]!));
    }

    // All pages of a report's list, with the report as its first page has it.
    private async Task<(JsonNode Report, List<JsonNode> Items)> PagesAsync(string address, string list)
    {
        var report = await demo.AskAsync($"{address}&limit=500");
        var items = report[list]!.AsArray().ToList();
        for (var next = (string?)report["next"]; next is not null;)
        {
            var page = await demo.AskAsync($"{address}&limit=500&after={Uri.EscapeDataString(next)}");
            items.AddRange(page[list]!.AsArray());
            next = (string?)page["next"];
        }

        return (report, [.. items.Select(item => item!)]);
    }

    private async Task<JsonNode> StatementAsync(string query)
    {
        var statement = await demo.AskAsync($"statement?{query}");
        Assert.True((bool)statement["tieOut"]!["agrees"]!, $"{query}: {statement["tieOut"]}");
        return statement;
    }

    // The amounts of the accounts of each section, column by column: no sum of the statement's own.
    private static Dictionary<string, List<decimal>> Of(JsonNode statement) => Sections.ToDictionary(
        section => section,
        section => statement["rows"]!.AsArray().Where(row => (string)row!["kind"]! == "item" && (string)row["section"]! == section)
            .SelectMany(row => row!["amounts"]!.AsArray()).Select(amount => (decimal)amount!).ToList());

    private static void AgreesByItself(JsonNode report, string what) => Assert.All(
        report["checks"]!.AsArray(),
        check => Assert.True((decimal)check!["difference"]! == 0, string.Create(CultureInfo.InvariantCulture, $"{what}: {check}")));
}
