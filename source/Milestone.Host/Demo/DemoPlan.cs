using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo;

/// <summary>
/// What a user of the firm would have typed about a project, since Xero knows only an option's name: client, dates,
/// manager, contract sum, and the estimate of each phase that its documents then stray from.
/// </summary>
/// <param name="TrackingOptionId">The project in Xero.</param>
/// <param name="Name">The option's name.</param>
/// <param name="Client">The customer's name, as in Contacts.</param>
/// <param name="Manager">Who runs it.</param>
/// <param name="Start">First day on site.</param>
/// <param name="End">Practical completion, planned or past.</param>
/// <param name="ContractSum">Pounds without VAT, before variations.</param>
/// <param name="Variations">Pounds without VAT, approved.</param>
/// <param name="Estimates">One for each phase of this kind of project.</param>
internal sealed record DemoProject(
    Guid TrackingOptionId, string Name, string Client, string Manager, DateOnly Start, DateOnly End,
    decimal ContractSum, decimal Variations, IReadOnlyList<DemoEstimate> Estimates);

/// <summary>Pounds without VAT; cost and materials add up to the phase's estimated cost.</summary>
internal sealed record DemoEstimate(Guid PhaseOptionId, string Phase, decimal Revenue, decimal Cost, decimal Materials);

internal static class DemoPlan
{
    /// <summary>The projects of the company that the same options make, in the order of starting.</summary>
    public static IReadOnlyList<DemoProject> Of(DemoOptions options) =>
        [.. new Company(options).Projects.Select(p => new DemoProject(
            p.OptionId, p.Name, p.Customer.Name, p.Manager, p.Start, p.End, p.ContractSum, p.Variations, Estimates(p)))];

    /// <summary>What a project's phases were priced at before it began.</summary>
    public static IReadOnlyList<DemoEstimate> Estimates(Project project) =>
        [.. BuildPhases.All.Where(phase => phase.Weights[(int)project.Kind] > 0).Select(phase => Estimate(project, phase))];

    static DemoEstimate Estimate(Project project, Phase phase)
    {
        var cost = project.CostOf(phase);
        var materials = cost * (phase.PercentFor(CostKind.Materials) + phase.PercentFor(CostKind.Kitchen)) / 100m;
        var revenue = project.ContractSum * phase.Weights[(int)project.Kind] / 1000m + (phase == BuildPhases.Extras ? project.Variations : 0m);
        return new DemoEstimate(phase.OptionId, phase.Name, Tens(revenue), Tens(cost - materials), Tens(materials));
    }

    static decimal Tens(decimal amount) => Math.Round(amount / 10m) * 10m;
}
