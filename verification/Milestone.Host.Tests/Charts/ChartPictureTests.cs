using Milestone.Core.Reporting;
using Milestone.Host.Components.Charts;
using Milestone.Host.Tests.Pages;
using Xunit;

namespace Milestone.Host.Tests.Charts;

public sealed class ChartPictureTests
{
    private static ChartPicture Of(params decimal?[] amounts) =>
        new("A picture", [.. amounts.Select((_, i) => $"Month {i + 1}")], [new ChartPictureSeries("netProfit", "Net profit", ChartShape.Bar, amounts)]);

    [Fact]
    public void The_scale_has_round_lines_and_holds_zero_and_every_amount()
    {
        Assert.Equal([-100_000m, 0, 100_000, 200_000, 300_000, 400_000], Of(395_000, -44_000).Ticks);
        Assert.Equal([0m, 5, 10, 15, 20, 25], Of(25, 3).Ticks);
        Assert.Equal([-20m, -15, -10, -5, 0], Of(-17.5m, -20).Ticks);
    }

    [Fact]
    public void A_picture_of_nothing_is_flat_and_divides_by_nothing()
    {
        var picture = Of(0, null);

        Assert.Equal(ChartPicture.Height, picture.Y(0));
    }

    [Fact]
    public void A_loss_stands_below_zero()
    {
        var picture = Of(100, -100);

        Assert.Equal(ChartPicture.Height / 2, picture.Y(0));
        Assert.Equal(0, picture.Y(100));
        Assert.Equal(ChartPicture.Height, picture.Y(-100));
    }

    [Theory]
    [InlineData(1_250_000, "1.25m")]
    [InlineData(-40_000, "(40k)")]
    [InlineData(0, "0")]
    [InlineData(500, "500")]
    public void Amounts_on_the_axis_are_short(int amount, string text) => Assert.Equal(text, ChartPicture.Short(amount));

    [Fact]
    public async Task A_chart_says_its_figures_in_words_and_has_no_style_of_its_own()
    {
        var page = await ComponentPage.RenderAsync<Chart>(new() { ["Picture"] = Of(1234.5m, -99) });

        Assert.Equal(["Month 1: Net profit 1,235", "Month 2: Net profit (99)"], page.QuerySelectorAll("rect.hover title").Select(title => title.TextContent));
        Assert.Empty(page.QuerySelectorAll("[style]"));
        Assert.Equal("img", page.QuerySelector(".chart-frame")!.GetAttribute("role"));
    }
}
