using Milestone.Core.Reporting.Pdf.Charts;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Pdf;

public class ChartScaleTests
{
    [Theory]
    [InlineData("-50", "2000.50", "-500", "2500", "500")]
    [InlineData("3", "9", "0", "10", "2")]
    [InlineData("-9", "-3", "-10", "0", "2")]
    [InlineData("0.1", "0.25", "0", "0.25", "0.05")]
    [InlineData("0", "999999999.99", "0", "1000000000", "200000000")]
    public void Steps_are_round_and_take_in_nought(string least, string greatest, string low, string high, string step)
    {
        static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(new ChartScale(Parse(low), Parse(high), Parse(step)), ChartScale.For(Parse(least), Parse(greatest)));
    }

    [Fact]
    public void Values_stand_in_proportion()
    {
        var scale = new ChartScale(-500, 1500, 500);
        Assert.Equal((0f, 0.25f, 0.5f, 1f), (scale.PlaceOf(-500), scale.PlaceOf(0), scale.PlaceOf(500), scale.PlaceOf(1500)));
    }
}
