using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Milestone.Core.Reporting;
using Milestone.Host.Components.Charts;
using Milestone.Host.Components.Charts.Kinds;
using Milestone.Host.Tests.Pages;
using Xunit;

namespace Milestone.Host.Tests.Charts;

/// <summary>The kinds of charts that take plain points: what they say, and that the table, the picture and the script's data agree.</summary>
public sealed class ChartTests
{
    // Groundworks 10,000 of 12,000 is paid and 3,000 due: 1,000 over. Roofing is within its estimate, Extras have none.
    private static readonly PhaseCost[] Phases =
    [
        new("Groundworks", 12_000m, 10_000m, 3_000m, -1_000m, "projects/x?phase=1"),
        new("Roofing", 8_000m, 2_000m, 500m, 5_500m, null),
        new("Extras", null, 400m, 0m, null, null),
    ];

    [Fact]
    public async Task Phases_stand_against_their_estimates()
    {
        var page = await ComponentPage.RenderAsync<PhaseVarianceChart>(new() { ["Phases"] = Phases });

        Assert.Equal("1 of 2 estimated phases cost more than their estimate; Groundworks is over by 1,000", page.QuerySelector(".chart-title")!.TextContent);
        Assert.Equal(["12,000", "10,000", "3,000", "(1,000)"], Figures(page, 0));
        Assert.Equal(["n/a", "400", "–", "n/a"], Figures(page, 2));
        Assert.Equal(["Groundworks"], page.QuerySelectorAll("tbody th a[href='projects/x?phase=1']").Select(link => link.TextContent));
        // Paid and due stand on one another, beside the estimate; the variance is told and not drawn.
        Assert.Equal([("bar", null), ("bar", "cost"), ("bar", "cost"), ("none", (string?)null)], Data(page)["series"]!.AsArray().Select(series => ((string)series!["shape"]!, (string?)series["stack"])));
        // The scale ends at 13,000, the paid and due of Groundworks: the due part begins at 10,000 / 13,000 = 76.92 % and is 23.08 % wide.
        var due = page.QuerySelectorAll("tbody tr:first-child rect")[2];
        Assert.Equal(("76.92%", "23.08%"), (due.GetAttribute("x"), due.GetAttribute("width")));
    }

    [Theory]
    [InlineData(150_000, "90,000 spent, 60.0% of the estimate")]
    [InlineData(80_000, "90,000 spent, 10,000 more than estimated")]
    [InlineData(null, "90,000 spent; nothing is estimated yet")]
    public async Task Cost_grows_towards_its_estimate(int? estimate, string says)
    {
        var page = await ComponentPage.RenderAsync<CumulativeCostChart>(new()
        {
            ["Months"] = new CostToDate[] { new("Apr 2026", 20_000m), new("May 2026", 90_000m) },
            ["Estimate"] = (decimal?)estimate,
        });

        Assert.Equal(says, page.QuerySelector(".chart-title")!.TextContent);
        Assert.Equal(estimate is null ? 1 : 2, Data(page)["series"]!.AsArray().Count);
        Assert.Equal(2, page.QuerySelectorAll("rect.bar.tone-costOfSales[height]:not([width='14'])").Length);
    }

    [Fact]
    public async Task Costs_are_areas_from_the_largest_on_and_a_credit_has_none_but_is_told()
    {
        var page = await ComponentPage.RenderAsync<CostTreemapChart>(new()
        {
            ["Parts"] = new CostPart[] { new("Rent", "Overheads", 100m, null), new("Materials", "Cost of sales", 350m, "lines"), new("Refunds", "Cost of sales", -50m, null), new("Nothing", "Overheads", 0m, null) },
        });

        // 350 of 400 in all.
        Assert.Equal("Materials takes 87.5% of the costs", page.QuerySelector(".chart-title")!.TextContent);
        Assert.Equal(["Materials", "Rent", "Refunds"], page.QuerySelectorAll("tbody th").Select(name => name.TextContent.Trim()));
        Assert.Equal(["(50)", "(12.5%)"], Figures(page, 2));
        Assert.Equal(["Cost of sales", "Overheads", "Cost of sales"], Data(page)["points"]!.AsArray().Select(point => (string)point!["group"]!));
    }

    [Fact]
    public async Task A_chart_of_nothing_is_no_chart()
    {
        var costs = await ComponentPage.RenderAsync<CostTreemapChart>(new() { ["Parts"] = Array.Empty<CostPart>() });
        var phases = await ComponentPage.RenderAsync<PhaseVarianceChart>(new() { ["Phases"] = Array.Empty<PhaseCost>() });

        Assert.Empty(costs.QuerySelectorAll("figure"));
        Assert.Empty(phases.QuerySelectorAll("figure"));
    }

    // Above zero, below zero, and across it: what a stack is made of must lie exactly where the step does.
    [Theory]
    [InlineData(100, 40, 40, 60, 0)]
    [InlineData(-20, -70, -20, 0, -50)]
    [InlineData(30, -10, 0, 30, -10)]
    [InlineData(0, 25, 0, 25, 0)]
    public void A_step_of_a_bridge_is_cut_at_zero(int from, int to, int blank, int above, int below)
    {
        var picture = new ChartPicture("A bridge", ["A step"], [new ChartPictureSeries("income", "Amount", ChartShape.Bar, [1m])])
        {
            Kind = ChartKind.Bridge,
            Points = [new ChartPoint { From = from, To = to }],
        };

        var point = JsonNode.Parse(ChartJson.Of(picture))!["points"]![0]!;
        Assert.Equal((blank, above, below), ((int)point["base"]!, (int)point["above"]!, (int)point["below"]!));
    }

    [Fact]
    public void A_name_that_is_markup_stays_a_name_in_the_scripts_data()
    {
        const string Name = "</figure><script>alert(\"{a|b}\")";
        var picture = new ChartPicture(Name, [Name], [new ChartPictureSeries("income", Name, ChartShape.Bar, [null])]);

        var data = JsonNode.Parse(ChartJson.Of(picture))!;
        Assert.Equal((Name, Name, "n/a"), ((string)data["title"]!, (string)data["points"]![0]!["label"]!, (string)data["series"]![0]!["words"]![0]!));
    }

    private static JsonNode Data(IParentNode page) => JsonNode.Parse(page.QuerySelector("figure")!.GetAttribute("data-chart")!)!;

    private static IEnumerable<string> Figures(IParentNode page, int row) => page.QuerySelectorAll("tbody tr")[row].QuerySelectorAll(".amount").Select(BrowsedBooks.Seen);
}
