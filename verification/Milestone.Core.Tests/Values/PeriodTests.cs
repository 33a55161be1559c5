using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Values;

public sealed class PeriodTests
{
    [Fact]
    public void Both_ends_belong_to_it()
    {
        var april = Of("2026-04-01..2026-04-30");
        Assert.True(april.Contains(new DateOnly(2026, 4, 1)));
        Assert.True(april.Contains(new DateOnly(2026, 4, 30)));
        Assert.False(april.Contains(new DateOnly(2026, 3, 31)));
        Assert.False(april.Contains(new DateOnly(2026, 5, 1)));
        Assert.Equal(30, april.Days);
        Assert.Equal(1, Of("2026-04-01..2026-04-01").Days);
    }

    [Fact]
    public void It_cannot_end_before_it_starts_and_says_how_to_put_that_right()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Period(new DateOnly(2026, 5, 1), new DateOnly(2026, 4, 30)));
        Assert.Contains("2026-04-30", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Swap", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-04-01..2026-06-30", true)]
    [InlineData("2026-02-01..2026-02-28", true)]
    [InlineData("2028-02-01..2028-02-28", false)] // a leap year
    [InlineData("2028-02-01..2028-02-29", true)]
    [InlineData("2026-04-02..2026-06-30", false)]
    [InlineData("2026-04-01..2026-06-29", false)]
    public void Whole_months_start_on_a_first_and_end_on_a_last(string period, bool whole) => Assert.Equal(whole, Of(period).IsWholeMonths);

    [Theory]
    [InlineData("2026-08-01..2026-08-16", "2026-07-01..2026-07-16")] // like with like
    [InlineData("2026-08-01..2026-08-31", "2026-07-01..2026-07-31")]
    [InlineData("2026-03-01..2026-03-31", "2026-02-01..2026-02-28")] // a month is a month, whatever its length
    [InlineData("2026-04-01..2026-06-30", "2026-01-01..2026-03-31")]
    [InlineData("2026-01-01..2026-12-31", "2025-01-01..2025-12-31")]
    [InlineData("2026-03-15..2026-03-31", "2026-02-15..2026-02-28")] // the shorter month ends it
    [InlineData("2026-04-06..2027-04-05", "2025-04-06..2026-04-05")] // 365 days back from a year without a leap day
    [InlineData("2026-03-30..2026-04-02", "2026-03-26..2026-03-29")] // over a month's end: as many days
    public void The_period_before_has_the_same_shape(string period, string before) => Assert.Equal(Of(before), Of(period).Previous());

    [Theory]
    [InlineData("2026-08-01..2026-08-16", "2025-08-01..2025-08-16")]
    [InlineData("2025-02-01..2025-02-28", "2024-02-01..2024-02-29")] // a February is a February
    [InlineData("2024-02-01..2024-02-29", "2023-02-01..2023-02-28")]
    [InlineData("2024-02-29..2024-02-29", "2023-02-28..2023-02-28")]
    public void The_year_before_has_the_same_days(string period, string before) => Assert.Equal(Of(before), Of(period).YearBefore());

    [Fact]
    public void Its_months_cover_it_once()
    {
        string[] pieces = [.. Of("2026-01-30..2026-04-02").Months().Select(month => month.ToString())];
        Assert.Equal(["2026-01-30..2026-01-31", "2026-02-01..2026-02-28", "2026-03-01..2026-03-31", "2026-04-01..2026-04-02"], pieces);
    }

    [Fact]
    public void What_two_periods_share_is_a_period_or_nothing()
    {
        Assert.Equal(Of("2026-04-15..2026-04-30"), Of("2026-04-01..2026-04-30").Intersect(Of("2026-04-15..2026-05-15")));
        Assert.Equal(Of("2026-04-30..2026-04-30"), Of("2026-04-01..2026-04-30").Intersect(Of("2026-04-30..2026-05-15")));
        Assert.Null(Of("2026-04-01..2026-04-30").Intersect(Of("2026-05-01..2026-05-15")));
    }

    internal static Period Of(string text)
    {
        var ends = text.Split("..");
        return new Period(DateOnly.ParseExact(ends[0], "yyyy-MM-dd", null), DateOnly.ParseExact(ends[1], "yyyy-MM-dd", null));
    }
}
