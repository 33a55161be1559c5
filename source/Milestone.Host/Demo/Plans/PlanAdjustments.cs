using Milestone.Core.Estimates;
using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Plans;

/// <summary>
/// The money of the last year that never passed through Xero: kitchens that customers paid for direct, and goods that merchants took back for cash.
/// The first was entered without its VAT and put right a visit later; the second was entered twice, and one of the two removed.
/// </summary>
internal sealed class PlanAdjustments
{
    private const int MonthsBack = 12;
    private readonly List<AdjustmentEntry> toCome;
    private readonly Dictionary<Guid, List<AdjustmentEntry>> toPutRight = [];
    private readonly Dictionary<Guid, List<Guid>> toRemove = [];

    public PlanAdjustments(Company company)
    {
        var since = company.Calendar.Today.AddMonths(-MonthsBack);
        toCome = [.. company.Projects.SelectMany(project => Of(company, project)).Where(entry => entry.Date > since).OrderBy(entry => entry.Date).ThenBy(entry => entry.Id)];
    }

    /// <summary>What was known by this day and not entered yet.</summary>
    public IReadOnlyList<AdjustmentEntry> News(Guid project, DateOnly day)
    {
        var news = new List<AdjustmentEntry>();
        foreach (var entry in toCome.Where(entry => entry.Project == project && entry.Date <= day).ToList())
        {
            toCome.Remove(entry);
            news.Add(Mistaken(entry, news));
        }

        return news;
    }

    /// <summary>What was found to be wrong, as it should have been.</summary>
    public IReadOnlyList<AdjustmentEntry> Corrections(Guid project) => toPutRight.Remove(project, out var entries) ? entries : [];

    /// <summary>What was found to be there twice.</summary>
    public IReadOnlyList<Guid> Removals(Guid project) => toRemove.Remove(project, out var ids) ? ids : [];

    private int entered;

    private AdjustmentEntry Mistaken(AdjustmentEntry entry, List<AdjustmentEntry> news)
    {
        switch (++entered)
        {
            case 1:
                toPutRight[entry.Project] = [entry];
                return entry with { Tax = 0m };
            case 2:
                var twin = entry with { Id = NamedGuid.Of($"adjustment/twin/{entry.Id:N}") };
                news.Add(twin);
                toRemove[entry.Project] = [twin.Id!.Value];
                return entry;
            default:
                return entry;
        }
    }

    private static IEnumerable<AdjustmentEntry> Of(Company company, Project project)
    {
        var numbers = company.Numbers($"adjustments/{project.Number}");
        var kitchen = BuildPhases.All.Single(phase => phase.Name == "Kitchen");
        if (project.Number % 4 == 1)
        {
            var appliances = Math.Round(numbers.Around(project.CostOf(kitchen) / 5m, 10) / 5m) * 5m;
            yield return Entry("kitchen", AdjustmentKind.DirectByCustomer, kitchen, project.PhaseStart(kitchen), appliances, "Ovenstead Appliances Ltd", "Appliances ordered and paid for by the client");
        }

        if (project.Number % 5 == 3)
        {
            var groundworks = BuildPhases.All.Single(phase => phase.Name == "Groundworks");
            var merchant = Suppliers.Merchants[project.Number % Suppliers.Merchants.Count].Name;
            yield return Entry("refund", AdjustmentKind.Refund, groundworks, project.PhaseEnd(groundworks), Math.Round(numbers.Around(260m, 45) / 5m) * 5m, merchant, "Pallets and blocks taken back");
        }

        AdjustmentEntry Entry(string what, AdjustmentKind kind, Phase phase, DateOnly date, decimal amount, string supplier, string description) => new()
        {
            Id = NamedGuid.Of($"adjustment/{what}/{project.Number}"),
            Project = project.OptionId,
            Phase = phase.OptionId,
            Kind = kind,
            Date = date,
            Amount = amount,
            Tax = Money.Round(amount * 0.2m),
            Supplier = supplier,
            Reference = $"{(kind == AdjustmentKind.Refund ? "CR" : "INV")}-{numbers.Between(1000, 9999)}",
            Description = description,
        };
    }
}
