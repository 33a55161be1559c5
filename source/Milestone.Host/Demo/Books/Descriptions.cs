using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Books;

/// <summary>What suppliers write on their lines.</summary>
internal static class Descriptions
{
    static readonly string[] Materials =
    [
        "Timber CLS 89 x 38", "Concrete C25/30, ready mixed", "Facing bricks, Sussex blend", "Blocks 100 mm 7 N", "PIR insulation 100 mm",
        "Plasterboard 12.5 mm", "Breather membrane and battens", "Fixings and sealants", "Copper tube and fittings", "Twin and earth cable",
        "Porcelain tiles", "Oak engineered boards", "Natural slate", "Sharp sand, bulk bag", "Ironmongery schedule", "Primer and emulsion",
    ];

    static readonly string[] Plant = ["Mini digger and operator, week", "Dumper 1 t, week", "Telehandler, days", "Compactor hire", "Generator 6 kVA, week"];
    static readonly string[] Waste = ["8 yd skip, exchange", "Grab lorry of inert", "Mixed waste, per tonne", "Asbestos sheets, licensed carrier"];

    public static string For(CostKind kind, Phase phase, Seeded numbers) => kind switch
    {
        CostKind.Materials => numbers.Pick(Materials),
        CostKind.Plant => numbers.Pick(Plant),
        CostKind.Waste => numbers.Pick(Waste),
        CostKind.Scaffold => "Scaffold, erect and hire",
        CostKind.Fees => "Inspection and design fees",
        CostKind.Welfare => "Site cabin, toilet and fencing",
        CostKind.Kitchen => "Kitchen units, worktops and appliances",
        _ => $"{phase.Name}: application for payment",
    };
}
