using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>Wages by manual journal at each month end: site labour to its projects and phases, the office to overheads.</summary>
internal static class PayrollJournals
{
    public static IEnumerable<Life> Of(Company company)
    {
        foreach (var month in company.Calendar.MonthStarts)
        {
            var date = DemoCalendar.MonthEnd(month);
            if (date >= company.Calendar.Today) yield break;
            var pay = Month(company, month);
            var journal = new Document(RecordKind.ManualJournals, Invariant($"wages/{month:yyyy-MM}"))
            {
                Type = "MANUALJOURNAL",
                Reference = Invariant($"Wages {month:MMMM yyyy}"),
                Date = date,
                Status = "POSTED",
                Amounts = LineAmounts.NoTax,
                Lines =
                [
                    .. pay.Lines,
                    Line.Journal("Net pay", WagesPayable, -pay.Net),
                    Line.Journal("PAYE, NIC and pensions", Paye, -pay.Deductions),
                ],
            };
            foreach (var life in new History(journal, DemoCalendar.Moment(date, 17, 30)).Lives()) yield return life;
        }
    }

    /// <summary>Three quarters of the cost is paid out, the rest goes to the tax office.</summary>
    public static (IReadOnlyList<Line> Lines, decimal Net, decimal Deductions) Month(Company company, DateOnly month)
    {
        List<Line> lines = [.. Site(company, month), .. Office(company, month)];
        var cost = lines.Sum(l => l.Amount);
        var net = Money.Round(cost * 0.75m);
        return (lines, net, cost - net);
    }

    static IEnumerable<Line> Site(Company company, DateOnly month)
    {
        var next = month.AddMonths(1).DayNumber;
        foreach (var project in company.Projects)
        {
            if (project.Start.DayNumber >= next || project.End < month) continue;
            foreach (var phase in BuildPhases.All)
            {
                var percent = phase.PercentFor(CostKind.Labour);
                var start = project.PhaseStart(phase).DayNumber;
                var end = Math.Max(start + 1, project.PhaseEnd(phase).DayNumber);
                var days = Math.Min(end, next) - Math.Max(start, month.DayNumber);
                if (percent == 0 || days <= 0) continue;
                var amount = Money.Round(project.CostOf(phase) * percent / 100m * days / (end - start));
                if (amount >= 20m) yield return Line.Journal($"{project.JobCode} {phase.Name}", DirectLabour, amount, project, phase);
            }
        }
    }

    static IEnumerable<Line> Office(Company company, DateOnly month)
    {
        var growth = 0.92m + 0.08m * (month.Year - company.Calendar.FirstDay.Year - (month.Month < 4 ? 1 : 0));
        foreach (var (account, monthly) in Overheads.Payroll)
            yield return Line.Journal(account.Name, account, Money.Round(monthly * company.OverheadFactor * growth));
        // Standing time and the yard crew: site labour that belongs to no job.
        yield return Line.Journal("Yard and standing time", DirectLabour, Money.Round(2_900m * company.OverheadFactor));
    }
}
