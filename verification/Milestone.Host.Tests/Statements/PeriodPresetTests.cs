using System.Globalization;
using Milestone.Core.Values;
using Milestone.Host.Statements;
using Xunit;

namespace Milestone.Host.Tests.Statements;

public sealed class PeriodPresetTests
{
    // Worked out on a calendar, for a financial year that ends on 31 March.
    [Theory]
    [InlineData("this-month", "2026-11-23", "2026-11-01", "2026-11-30")]
    [InlineData("last-month", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("this-quarter", "2026-11-23", "2026-10-01", "2026-12-31")]
    [InlineData("last-quarter", "2026-11-23", "2026-07-01", "2026-09-30")]
    [InlineData("last-quarter", "2026-04-01", "2026-01-01", "2026-03-31")]
    [InlineData("this-year", "2026-11-23", "2026-04-01", "2027-03-31")]
    [InlineData("last-year", "2026-11-23", "2025-04-01", "2026-03-31")]
    [InlineData("year-to-date", "2026-11-23", "2026-04-01", "2026-11-23")]
    [InlineData("year-to-date", "2026-04-01", "2026-04-01", "2026-04-01")]
    [InlineData("trailing-12", "2026-11-23", "2025-11-01", "2026-10-31")]
    [InlineData("trailing-12", "2026-11-30", "2025-12-01", "2026-11-30")]
    [InlineData("uk-tax-year", "2026-04-05", "2025-04-06", "2026-04-05")]
    [InlineData("uk-tax-year", "2026-04-06", "2026-04-06", "2027-04-05")]
    public void A_named_period_has_these_days(string name, string today, string from, string to)
    {
        var period = PeriodPreset.Find(name, Day(today), new FinancialYear(3, 31));

        Assert.Equal(new Period(Day(from), Day(to)), period);
    }

    [Fact]
    public void Every_name_that_is_offered_has_days()
    {
        Assert.All(PeriodPreset.Names, name => Assert.NotNull(PeriodPreset.Find(name, Day("2026-11-23"), FinancialYear.Calendar)));
        Assert.Null(PeriodPreset.Find("next-year", Day("2026-11-23"), FinancialYear.Calendar));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
