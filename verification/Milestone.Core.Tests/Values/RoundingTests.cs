using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Values;

public sealed class RoundingTests
{
    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("2.675", "2.68")]
    [InlineData("15.025", "15.03")]
    [InlineData("6.2649", "6.26")]
    public void Pence_are_rounded_half_away_from_zero(string amount, string rounded) => Assert.Equal(Decimal(rounded), Pence.Round(Decimal(amount)));

    [Fact]
    public void A_margin_is_the_share_of_income() => Assert.Equal(0.25m, Margin.Of(250m, 1_000m));

    [Theory]
    [InlineData(0)]
    [InlineData(-100)]
    public void A_margin_without_income_is_absent(int income) => Assert.Null(Margin.Of(-400m, income));

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
