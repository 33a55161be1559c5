using System.Globalization;
using Milestone.Core.Changes;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;

namespace Milestone.Host.Demo;

/// <summary>
/// The packs that the firm issued after its last two month ends, each between two fetches: so the fetches that followed have changed what they show.
/// </summary>
internal static class DemoPacks
{
    private const string By = "Priya Shah, accounts";

    private static readonly FinancialYear Year = new(3, 31);

    /// <summary>Issues what was issued after a fetch, with the database's clock at <see cref="IssuedAt"/>; after most of them, nothing.</summary>
    /// <returns>How many packs.</returns>
    public static async Task<int> IssueAsync(MilestoneDatabase database, DemoStage stage, DateOnly today, Guid organisation, CancellationToken cancellation)
    {
        var names = After(stage.At, today).ToList();
        if (names.Count == 0)
            return 0;
        await IssueAsync(database, organisation, names, cancellation);
        return names.Count;
    }

    /// <summary>The names and statements of the packs that follow a fetch.</summary>
    internal static IEnumerable<(string Name, StatementQuery Query)> After(DateTimeOffset fetched, DateOnly today)
    {
        var day = DateOnly.FromDateTime(fetched.UtcDateTime);
        var lastMonth = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        var monthBefore = new DateOnly(lastMonth.Year, lastMonth.Month, 1).AddDays(-1);
        if (day != lastMonth && day != monthBefore)
            yield break;
        var month = Period.MonthOf(day);
        var name = day.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        yield return (name, new StatementQuery(month) { Compare = 1, Variance = true });
        if (day == lastMonth)
            yield return ($"Year to {name}", new StatementQuery(new Period(Year.YearOf(day).From, day)) { Columns = StatementColumns.Month });
    }

    /// <summary>On the third working morning or so; on the evening of the fetch where that would lie ahead of the demo's last day.</summary>
    public static DateTimeOffset IssuedAt(DateTimeOffset fetched, DateOnly today)
    {
        var morning = DemoCalendar.Moment(DateOnly.FromDateTime(fetched.UtcDateTime).AddDays(3), 9, 20);
        return morning < DemoCalendar.Moment(today, 0, 0) ? morning : fetched.AddHours(1);
    }

    private static async Task IssueAsync(MilestoneDatabase database, Guid organisation, List<(string Name, StatementQuery Query)> names, CancellationToken cancellation)
    {
        var packs = new PackCatalogue(database);
        var known = (await packs.ListAsync(organisation, cancellation)).Select(pack => pack.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, query) in names.Where(one => !known.Contains(one.Name)))
            await packs.IssueAsync(organisation, name, query, moneyDecimals: 2, By, cancellation);
    }
}
