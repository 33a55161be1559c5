using System.Globalization;
using Milestone.Host.Commands.Backups;
using Xunit;

namespace Milestone.Host.Tests.Backups;

/// <summary>Which backups are kept.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void The_newest_of_each_hour_day_and_month_is_kept()
    {
        string[] files = [.. new[]
        {
            "2026-11-28T12:10", "2026-11-28T12:50", // one hour: the later is kept
            "2026-11-28T11:50", "2026-11-28T10:50", // the third hour is no longer kept, and this day has a newer one
            "2026-11-27T23:50", "2026-11-27T01:00", // the day before: its newest
            "2026-11-25T10:00", // two days are kept, and November has a newer one
            "2026-10-31T23:00", "2026-10-01T23:00", // the month before: its newest
            "2026-09-30T23:00", // two months are kept
        }.Select(Name), "/backups/notes.txt", "/backups/milestone-yesterday.milestone"];

        var surplus = new Retention(Hourly: 2, Daily: 2, Monthly: 2).Surplus(files);

        Assert.Equal(
            ((string[])["2026-11-28T12:10", "2026-11-28T10:50", "2026-11-27T01:00", "2026-11-25T10:00", "2026-10-01T23:00", "2026-09-30T23:00"]).Select(Name),
            surplus);
    }

    [Fact]
    public void The_newest_of_all_is_kept_whatever_is_asked() =>
        Assert.Equal([Name("2026-11-27T10:00")], new Retention(0, 0, 0).Surplus([Name("2026-11-27T10:00"), Name("2026-11-28T10:00")]));

    private static string Name(string at) => "/backups/" + Retention.NameOf(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
