using Milestone.Core.Xero;
using Xunit;

namespace Milestone.Core.Tests.Xero;

/// <summary>An accounting date is midnight UTC and is never moved to a local zone. Shapes: Xero's own two and what tools upstream write.</summary>
public sealed class XeroDatesTests
{
    [Theory]
    [InlineData("/Date(1551916800000+0000)/", "2019-03-07")]
    [InlineData("/Date(1551916800000)/", "2019-03-07")]
    [InlineData("/Date(1551916800000+1300)/", "2019-03-07")] // the offset says how it was written, not when
    [InlineData("/Date(-86400000+0000)/", "1969-12-31")] // before 1970
    [InlineData("/Date(-86400000)/", "1969-12-31")]
    [InlineData("/Date(0)/", "1970-01-01")]
    [InlineData("2019-03-07", "2019-03-07")]
    [InlineData("2019-03-07T00:00:00", "2019-03-07")]
    [InlineData("2019-03-07 00:00:00", "2019-03-07")] // the specification's examples
    [InlineData("2019-03-07T00:00:00+00:00", "2019-03-07")]
    [InlineData("2019-03-07T00:00:00Z", "2019-03-07")]
    [InlineData("2024-02-29T00:00:00", "2024-02-29")]
    public void A_day_is_read_in_every_form(string text, string day) => Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", null), XeroDates.Day(text));

    [Theory]
    [InlineData("/Date(1552326816230)/", "2019-03-11T17:53:36.230Z")]
    [InlineData("2017-08-14T01:18:26.74", "2017-08-14T01:18:26.740Z")]
    [InlineData("2019-03-07T17:59:28Z", "2019-03-07T17:59:28.000Z")]
    [InlineData("2019-03-13 14:59:47+00:00", "2019-03-13T14:59:47.000Z")]
    public void A_moment_is_read_in_every_form(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), XeroDates.Moment(text));

    [Theory]
    [InlineData("2026-13-45")]
    [InlineData("2025-02-29")]
    [InlineData("07/03/2019")]
    [InlineData("/Date()/")]
    [InlineData("/Date(abc)/")]
    [InlineData("/Date(99999999999999999999)/")]
    [InlineData("/Date(1551916800000")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_no_date_is_not_guessed(string text) => Assert.Null(XeroDates.Day(text));
}
