using Milestone.Host.Demo.Books;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Payloads;
using Milestone.Host.Demo.Records;
using Milestone.Host.Demo.Reports;
using static System.FormattableString;

namespace Milestone.Host.Demo;

/// <summary>
/// An invented UK builder whose books enter by the same door as anyone's: as raw Xero responses, fetched at several
/// moments of a simulated clock. Pure: no clock, no files, no randomness beyond the seed.
/// </summary>
internal static class DemoCompany
{
    /// <summary>The name to import it under.</summary>
    public const string Name = Company.Name;

    /// <summary>
    /// The fetches in order: the first holds all but the last half year as it was known then, the later ones what
    /// was added or changed since. Import each with the clock at its <see cref="DemoStage.At"/>.
    /// </summary>
    public static IEnumerable<DemoStage> Stages(DemoOptions options)
    {
        var company = new Company(options);
        var counts = RecordPages.Counts(company);
        var stages = company.Calendar.Stages;
        for (var i = 0; i < stages.Count; i++)
        {
            var since = i == 0 ? DateTimeOffset.MinValue : stages[i - 1];
            yield return new DemoStage(stages[i], Note(company, i), Payloads(company, i, since, counts));
        }
    }

    static string Note(Company company, int stage)
    {
        var day = DateOnly.FromDateTime(company.Calendar.Stages[stage].UtcDateTime);
        return stage == 0
            ? Invariant($"The books from {company.Calendar.FirstDay:d MMMM yyyy} as they stood on {day:d MMMM yyyy}")
            : Invariant($"What was added and changed up to {day:d MMMM yyyy}");
    }

    static IEnumerable<DemoPayload> Payloads(Company company, int stage, DateTimeOffset since, int[,] counts)
    {
        var at = company.Calendar.Stages[stage];
        if (stage == 0)
        {
            yield return ReferencePayloads.Organisation(company, at);
            yield return ReferencePayloads.Accounts(company, at);
            foreach (var page in ReferencePayloads.Contacts(company, at)) yield return page;
        }

        yield return ReferencePayloads.TrackingCategories(company, at);
        var reports = Reports(company, stage);
        foreach (var page in RecordPages.Of(CompanyBooks.Lives(company), since, at, kind => counts[stage, (int)kind], Known))
            yield return page;
        if (stage == 0) yield return BudgetPayload.Of(company, at);
        foreach (var report in reports) yield return ProfitAndLossPayload.Of(report, at);

        void Known(Entry entry)
        {
            foreach (var report in reports) report.Add(entry);
        }
    }

    /// <summary>
    /// The last fetch brings Xero's own report of the two months before this one. The one before brought that of the month before those, which what was
    /// corrected since has made old.
    /// </summary>
    static List<ProfitAndLossFold> Reports(Company company, int stage)
    {
        var month = new DateOnly(company.Calendar.Today.Year, company.Calendar.Today.Month, 1);
        return (company.Calendar.Stages.Count - stage) switch
        {
            1 => [new ProfitAndLossFold(month.AddMonths(-2)), new ProfitAndLossFold(month.AddMonths(-1))],
            2 => [new ProfitAndLossFold(month.AddMonths(-3))],
            _ => [],
        };
    }
}
