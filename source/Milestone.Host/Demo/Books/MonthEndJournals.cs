using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>Depreciation, and accruals of subcontract work with their reversal on the next day.</summary>
internal static class MonthEndJournals
{
    public static IEnumerable<Life> Of(Company company) =>
        company.Calendar.MonthStarts
            .Select(DemoCalendar.MonthEnd)
            .Where(date => date < company.Calendar.Today)
            .SelectMany(date => Month(company, date))
            .SelectMany(j => new History(j, DemoCalendar.Moment(j.Date, 17, 45)).Lives());

    static IEnumerable<Document> Month(Company company, DateOnly date)
    {
        var depreciation = Money.Round(Overheads.DepreciationMonthly * company.OverheadFactor);
        yield return Journal(Invariant($"depreciation/{date:yyyy-MM}"), date, Invariant($"Depreciation {date:MMMM yyyy}"), true,
            Line.Journal("Plant and vehicles", Depreciation, depreciation), Line.Journal("Plant and vehicles", PlantDepreciated, -depreciation));

        var running = company.Projects.Where(p => p.Start < date && date < p.End).ToList();
        if (running.Count == 0) yield break;
        var numbers = company.Numbers(Invariant($"accrual/{date:yyyy-MM}"));
        var project = numbers.Pick(running);
        var phase = BuildPhases.All.LastOrDefault(p => project.PhaseStart(p) <= date && p.Starts > 0) ?? BuildPhases.All[0];
        var amount = numbers.Between(12, 90) * 100m;
        var text = $"{project.JobCode} work done, not yet billed";
        // Not on cash reports: nothing has been paid.
        yield return Journal(Invariant($"accrual/{date:yyyy-MM}"), date, Invariant($"Accrual {date:MMMM yyyy}"), false,
            Line.Journal(text, Subcontractors, amount, project, phase), Line.Journal(text, Accruals, -amount));
        yield return Journal(Invariant($"accrual/{date:yyyy-MM}/reversal"), date.AddDays(1), Invariant($"Reversal: Accrual {date:MMMM yyyy}"), false,
            Line.Journal(text, Subcontractors, -amount, project, phase), Line.Journal(text, Accruals, amount));
    }

    public static Document Journal(string name, DateOnly date, string narration, bool cash, params Line[] lines) =>
        new(RecordKind.ManualJournals, name)
        {
            Type = "MANUALJOURNAL",
            Reference = narration,
            Date = date,
            Status = "POSTED",
            Amounts = LineAmounts.NoTax,
            Lines = lines,
            ShowOnCashBasis = cash,
        };
}
