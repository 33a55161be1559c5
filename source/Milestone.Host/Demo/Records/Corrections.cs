using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Records;

/// <summary>Second thoughts about a bill, so that the ledger has a history to show.</summary>
internal static class Corrections
{
    /// <summary>One bill in thirty is changed after it was entered: its amount, its project or its phase.</summary>
    public static void Maybe(Company company, History history, Seeded numbers)
    {
        var at = history.Recorded.AddDays(numbers.Between(5, 55)).AddMinutes(numbers.Between(1, 50));
        switch (numbers.Between(0, 999))
        {
            case < 10:
                var percent = numbers.Pick([85, 90, 95, 104, 110]);
                history.Change(at, d => d with { Lines = [.. d.Lines.Select(l => l.Times(percent, d.Amounts))] });
                break;
            case < 22:
                var other = Running(company, history.First, numbers);
                if (other is not null) history.Change(at, d => Recode(d, l => l with { Project = other }));
                break;
            case < 34:
                var phase = numbers.Pick(BuildPhases.All);
                history.Change(at, d => Recode(d, l => l with { Phase = phase }));
                break;
        }
    }

    /// <summary>What lies in the tray is approved after a few days; the newest still wait.</summary>
    public static void Approve(History history, Seeded numbers, DateOnly today)
    {
        if (history.First.Date.AddDays(60) < today)
            history.Status(history.Recorded.AddDays(numbers.Between(1, 12)), "AUTHORISED");
    }

    /// <summary>A bill whose amount will change is paid after the change, or the payment would not fit it.</summary>
    public static DateOnly AfterAmountChange(History history, DateOnly on) =>
        history.ChangedAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) is var day && on <= day ? day.AddDays(2) : on;

    static Document Recode(Document document, Func<Line, Line> change) =>
        document with { Lines = [.. document.Lines.Select(l => l.Project is null ? l : change(l))] };

    static Project? Running(Company company, Document bill, Seeded numbers)
    {
        var current = bill.Lines[0].Project;
        if (current is null) return null;
        var others = company.Projects.Where(p => p.Number != current.Number && p.Start <= bill.Date && bill.Date <= p.End).ToList();
        return others.Count == 0 ? null : numbers.Pick(others);
    }
}
