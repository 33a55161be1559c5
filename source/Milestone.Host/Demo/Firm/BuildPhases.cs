using static Milestone.Host.Demo.Firm.CostKind;

namespace Milestone.Host.Demo.Firm;

/// <summary>The 17 phases of a build in their order, with believable timing and cost shares.</summary>
internal static class BuildPhases
{
    public static readonly Guid CategoryId = NamedGuid.Of("tracking/Build phase");

    // Weights per mille: extension, refurbishment, new build, conversion, fit-out. Each column adds up to 1,000.
    public static readonly IReadOnlyList<Phase> All =
    [
        new("Demolition & enabling works", 0, 10, [40, 60, 25, 60, 50], (Subcontract, 40), (Plant, 20), (Waste, 25), (Labour, 15)),
        new("Groundworks", 5, 25, [110, 25, 120, 50, 10], (Cis, 30), (Materials, 35), (Plant, 15), (Waste, 10), (Labour, 10)),
        new("Masonry", 18, 45, [110, 35, 130, 75, 25], (Cis, 35), (Materials, 42), (Scaffold, 13), (Labour, 10)),
        new("Roofing", 40, 58, [75, 45, 90, 75, 10], (Subcontract, 55), (Materials, 30), (Scaffold, 15)),
        new("Electrical", 50, 85, [55, 85, 55, 75, 120], (Subcontract, 85), (Materials, 15)),
        new("Plumbing & heating", 50, 85, [70, 110, 75, 90, 90], (Subcontract, 65), (Materials, 35)),
        new("Joinery", 55, 90, [70, 90, 75, 80, 120], (Cis, 30), (Materials, 45), (Labour, 25)),
        new("Windows & doors", 50, 65, [80, 70, 75, 70, 40], (Subcontract, 90), (Labour, 10)),
        new("Drylining & plaster/render", 60, 80, [55, 65, 60, 80, 105], (Cis, 55), (Materials, 45)),
        new("Decoration", 80, 97, [35, 55, 30, 45, 60], (Cis, 70), (Materials, 20), (Labour, 10)),
        new("Landscaping", 85, 100, [45, 20, 45, 30, 0], (Cis, 35), (Materials, 40), (Plant, 15), (Waste, 10)),
        new("Finishes schedule", 80, 98, [35, 65, 35, 50, 90], (Materials, 85), (Labour, 15)),
        new("Steelwork", 20, 40, [60, 35, 35, 45, 30], (Subcontract, 80), (Fees, 10), (Plant, 10)),
        new("Flooring & tiling", 78, 92, [50, 65, 40, 55, 85], (Subcontract, 45), (Materials, 55)),
        new("Kitchen", 82, 95, [50, 75, 35, 50, 45], (Kitchen, 85), (Labour, 15)),
        new("Extras", 30, 100, [20, 40, 15, 20, 30], (Materials, 40), (Cis, 40), (Labour, 20)),
        new("Project management fee", 0, 100, [40, 60, 60, 50, 90], (Labour, 60), (Fees, 15), (Welfare, 25)),
    ];

    public static Phase Extras => All[15];
}
