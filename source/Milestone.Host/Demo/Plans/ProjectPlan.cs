using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Host.Demo.Firm;
using static System.FormattableString;

namespace Milestone.Host.Demo.Plans;

/// <summary>One project as people kept its plan up to date: what they know of it, and what they type at each visit because it is news.</summary>
internal sealed class ProjectPlan(Company company, Project project)
{
    private static readonly string[] Reasons =
        ["Subcontractor's quotation in", "Re-measured on site", "Merchant's prices went up", "Scope agreed with the client", "Cheaper fixing found"];

    private readonly Dictionary<(Guid Phase, EstimateKind Kind), EstimateEntry> estimates = [];
    private readonly Dictionary<Guid, decimal> progress = [];
    private ProjectSettingsEntry? settings;

    /// <summary>The settings, where a visit on this day finds them out of date.</summary>
    public ProjectSettingsEntry? SettingsNews(DateOnly day, bool isOnHold)
    {
        var now = new ProjectSettingsEntry
        {
            Client = project.Customer.Name,
            Status = isOnHold ? ProjectStatus.OnHold : day < project.Start ? ProjectStatus.Planned : day < project.End ? ProjectStatus.Active : ProjectStatus.Completed,
            StartDate = project.Start,
            EndDate = project.End,
            Manager = project.Manager,
            ContractSum = project.ContractSum,
            OutputMethod = project.Number % 4 == 0,
            Notes = project.RetentionPercent == 0 ? "" : Invariant($"Retention of {project.RetentionPercent} % of each valuation; half is released at practical completion, half twelve months later."),
        };
        if (now == settings)
            return null;
        settings = now;
        return now;
    }

    /// <summary>The first estimates, priced a fortnight before the start.</summary>
    public IReadOnlyList<EstimateEntry> FirstEstimates()
    {
        if (estimates.Count > 0)
            return [];
        var numbers = company.Numbers($"plan/{project.Number}");
        var priced = DemoPlan.Estimates(project);
        // Every fifth contract is billed in stages that name no phase, and its revenue is estimated that way too.
        if (project.Number % 5 == 2)
            Add(Guid.Empty, EstimateKind.Revenue, priced.Sum(phase => phase.Revenue), 5, "Contract sum with variations");
        foreach (var phase in priced)
        {
            if (project.Number % 5 != 2)
                Add(phase.PhaseOptionId, EstimateKind.Revenue, phase.Revenue, 4, "");
            Add(phase.PhaseOptionId, EstimateKind.Cost, phase.Cost, numbers.Between(2, 4), numbers.PerMille(150) ? "Priced from the drawings" : "");
            Add(phase.PhaseOptionId, EstimateKind.Materials, phase.Materials, numbers.Between(3, 4), "");
        }

        return [.. estimates.Values];

        void Add(Guid phase, EstimateKind kind, decimal amount, int confidence, string notes)
        {
            if (amount <= 0)
                return;
            estimates[(phase, kind)] = new EstimateEntry
            {
                Id = NamedGuid.Of($"estimate/{project.Number}/{phase:N}/{kind}"),
                Project = project.OptionId,
                Phase = phase,
                Kind = kind,
                Amount = amount,
                Date = project.Start.AddDays(-14),
                Confidence = confidence,
                Notes = notes,
            };
        }
    }

    /// <summary>Estimates of work still to be done that were thought over by this day.</summary>
    public IReadOnlyList<EstimateEntry> EstimateNews(DateOnly day, bool isOnHold)
    {
        if (isOnHold || day < project.Start || day >= project.End)
            return [];
        var numbers = company.Numbers(Invariant($"plan/{project.Number}/{day:yyyy-MM-dd}"));
        var news = new List<EstimateEntry>();
        foreach (var phase in BuildPhases.All.Where(phase => project.PhaseEnd(phase) > day))
        {
            if (!numbers.PerMille(110) || !estimates.TryGetValue((phase.OptionId, EstimateKind.Cost), out var was))
                continue;
            var amount = Math.Round(numbers.Around(was.Amount!.Value * 1.02m, 9) / 10m) * 10m;
            news.Add(was with { Amount = amount, Confidence = Math.Min(5, was.Confidence!.Value + 1), Date = day, Notes = numbers.Pick(Reasons) });
            estimates[(phase.OptionId, EstimateKind.Cost)] = news[^1];
        }

        return news;
    }

    /// <summary>How far the phases are on this day, where that is news. Nobody works on a project that is on hold.</summary>
    public IReadOnlyList<(Guid Phase, decimal Percent)> ProgressNews(DateOnly day, bool isOnHold)
    {
        if (isOnHold)
            return [];
        var news = new List<(Guid Phase, decimal Percent)>();
        foreach (var phase in BuildPhases.All.Where(phase => project.CostOf(phase) > 0))
        {
            var percent = PercentDone(phase, day);
            if (percent == progress.GetValueOrDefault(phase.OptionId))
                continue;
            progress[phase.OptionId] = percent;
            news.Add((phase.OptionId, percent));
        }

        return news;
    }

    // People judge in steps of five per cent, and call a phase done when its project is.
    private decimal PercentDone(Phase phase, DateOnly day)
    {
        if (day >= project.End)
            return 100m;
        var start = project.PhaseStart(phase).DayNumber;
        var days = Math.Max(1, project.PhaseEnd(phase).DayNumber - start);
        return Math.Floor(Math.Clamp(day.DayNumber - start, 0, days) * 20m / days) * 5m;
    }
}
