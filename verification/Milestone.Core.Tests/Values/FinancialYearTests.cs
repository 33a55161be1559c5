using CsCheck;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Values;

public sealed class FinancialYearTests
{
    [Theory]
    [InlineData(3, 31, "2026-03-31", "2025-04-01..2026-03-31")]
    [InlineData(3, 31, "2026-04-01", "2026-04-01..2027-03-31")]
    [InlineData(12, 31, "2026-12-31", "2026-01-01..2026-12-31")]
    [InlineData(4, 5, "2026-04-05", "2025-04-06..2026-04-05")] // the UK tax year
    [InlineData(4, 5, "2026-04-06", "2026-04-06..2027-04-05")]
    [InlineData(2, 29, "2024-02-29", "2023-03-01..2024-02-29")] // the last day of February, in a leap year
    [InlineData(2, 29, "2025-02-28", "2024-03-01..2025-02-28")] // and in others
    [InlineData(2, 29, "2025-03-01", "2025-03-01..2026-02-28")]
    [InlineData(6, 30, "2026-06-30", "2025-07-01..2026-06-30")]
    public void A_day_lies_in_one_year(int month, int endDay, string day, string year) =>
        Assert.Equal(PeriodTests.Of(year), new FinancialYear(month, endDay).YearOf(DateOnly.ParseExact(day, "yyyy-MM-dd", null)));

    [Theory]
    [InlineData(3, 31, "2026-06-30", "2026-04-01..2026-06-30", 1)]
    [InlineData(3, 31, "2026-07-01", "2026-07-01..2026-09-30", 2)]
    [InlineData(3, 31, "2026-03-31", "2026-01-01..2026-03-31", 4)]
    [InlineData(4, 5, "2026-07-05", "2026-04-06..2026-07-05", 1)]
    [InlineData(2, 29, "2024-02-29", "2023-12-01..2024-02-29", 4)]
    [InlineData(11, 30, "2027-02-28", "2026-12-01..2027-02-28", 1)]
    public void A_quarter_is_three_months_of_the_financial_year(int month, int endDay, string day, string quarter, int number)
    {
        var year = new FinancialYear(month, endDay);
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        Assert.Equal(PeriodTests.Of(quarter), year.QuarterOf(date));
        Assert.Equal(number, year.QuarterNumberOf(date));
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(4, 31)]
    [InlineData(13, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void There_is_no_year_that_ends_on_no_day(int month, int day) => Assert.Throws<ArgumentOutOfRangeException>(() => new FinancialYear(month, day));

    [Fact]
    public void Years_and_quarters_cover_every_day_once() =>
        (from month in Gen.Int[1, 12] from day in Gen.Int[1, 31] from date in Gen.Int[0, 40_000] select (month, day, date)).Sample(drawn =>
        {
            var end = Math.Min(drawn.day, DateTime.DaysInMonth(2024, drawn.month));
            var year = new FinancialYear(drawn.month, end);
            var day = DateOnly.FromDayNumber(new DateOnly(1990, 1, 1).DayNumber + drawn.date);
            var (whole, quarter) = (year.YearOf(day), year.QuarterOf(day));
            return whole.Contains(day) && quarter.Contains(day)
                && year.YearOf(whole.From) == whole && year.YearOf(whole.To) == whole
                && year.YearOf(whole.To.AddDays(1)).From == whole.To.AddDays(1)
                && whole.Contains(quarter.From) && whole.Contains(quarter.To)
                && year.QuarterOf(quarter.From) == quarter && year.QuarterOf(quarter.To) == quarter;
        }, iter: 2_000);
}
