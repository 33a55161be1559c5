using static Milestone.Host.Demo.Firm.CostKind;

namespace Milestone.Host.Demo.Firm;

/// <summary>Who the firm buys from. Subcontractors belong to a phase; merchants serve them all.</summary>
internal static class Suppliers
{
    static Contact Supplier(string name, string city = "Guildford") => new(name) { IsSupplier = true, City = city };

    static Contact Trade(string name, int? cis = null, bool vat = true) =>
        new(name) { IsSupplier = true, City = "Woking", CisPercent = cis, VatRegistered = vat };

    public static readonly IReadOnlyList<Contact> Merchants =
        [Supplier("Tallowby Builders Merchants Ltd"), Supplier("Wexcombe Timber & Sheet Ltd", "Aldershot"), Supplier("Marlpit Aggregates Ltd", "Farnham"), Supplier("Hodfield Insulation Supplies Ltd", "Reading")];

    public static readonly IReadOnlyList<Contact> PlantHirers = [Supplier("Plantrigg Hire Ltd", "Woking"), Supplier("Flintgate Tool Hire Ltd")];

    public static readonly IReadOnlyList<Contact> WasteCarriers = [Supplier("Grabley Skips & Waste Ltd", "Normandy"), Supplier("Binstead Muckaway Ltd", "Alton")];

    public static readonly IReadOnlyList<Contact> Scaffolders = [Supplier("Ledgerpole Scaffolding Ltd", "Woking"), Supplier("Topboard Access Ltd", "Slough")];

    public static readonly IReadOnlyList<Contact> Engineers = [Supplier("Strutt Ambleforth Structural Engineers LLP", "London"), Supplier("Plumbline Building Control Ltd", "Epsom")];

    public static readonly IReadOnlyList<Contact> WelfareHirers = [Supplier("Cabinmoor Site Services Ltd", "Basingstoke")];

    public static readonly IReadOnlyList<Contact> KitchenMakers =
    [
        new("Cucine Valdorella S.r.l.") { IsSupplier = true, City = "Pesaro", Currency = "EUR" },
        new("Küchenhaus Lindenrath GmbH") { IsSupplier = true, City = "Löhne", Currency = "EUR" },
        Supplier("Dovetail & Larder Kitchens Ltd", "Haslemere"),
    ];

    public static readonly Contact BrassMaker = new("Brassmere Hardware Inc.") { IsSupplier = true, City = "Hartford, CT", Currency = "USD" };

    /// <summary>In the order of <see cref="BuildPhases.All"/>; the same firm does a phase of a project from start to end.</summary>
    static readonly Contact[][] Trades =
    [
        [Trade("Knockley Demolition Ltd"), Trade("Stripwell Soft Strip Ltd")],
        [Trade("Hobbleworth Groundworks Ltd", 20), Trade("D & S Trenchard Groundworks", 20)],
        [Trade("Pickerell & Daughters Brickwork", 20, false), Trade("Coursewell Masonry Ltd", 0)],
        [Trade("Slatterwick Roofing Ltd"), Trade("Ridgeholm Leadwork Ltd")],
        [Trade("Voltmarsh Electrical Services Ltd"), Trade("Ohmsworth Electrics Ltd")],
        [Trade("Copperdine Plumbing & Heating Ltd"), Trade("Boilerdale Mechanical Ltd")],
        [Trade("Tenonfield Joinery", 20, false), Trade("M Skirtington Carpentry", 20, false)],
        [Trade("Casemoor Windows & Doors Ltd"), Trade("Sashbourne Glazing Ltd")],
        [Trade("Skimbrook Plastering", 20, false), Trade("Boardwell Interiors Ltd", 20)],
        [Trade("Brushwell Decorators", 20, false), Trade("J Rollerby Painting", 30, false)],
        [Trade("Hedgemoor Landscapes Ltd", 20), Trade("Pavestone & Turfey", 20, false)],
        [Trade("Trimwright Fixings Ltd")],
        [Trade("Girderstone Steel Fabrications Ltd"), Trade("Purlin & Webb Ltd")],
        [Trade("Herringfold Flooring Ltd"), Trade("Grouthaven Tiling Ltd")],
        [Trade("Worktop & Wren Fitters Ltd")],
        [Trade("A Oddsworth Multi-trade", 20, false)],
        [Trade("Sitewise Management Services Ltd")],
    ];

    public static readonly IReadOnlyList<Contact> All =
        [.. Merchants, .. PlantHirers, .. WasteCarriers, .. Scaffolders, .. Engineers, .. WelfareHirers, .. KitchenMakers, BrassMaker, .. Trades.SelectMany(t => t)];

    public static Contact For(CostKind kind, Project project, int phase, Seeded numbers) => kind switch
    {
        Cis or Subcontract => Subcontractor(project, phase),
        Plant => numbers.Pick(PlantHirers),
        Waste => numbers.Pick(WasteCarriers),
        Scaffold => Scaffolders[project.Number % Scaffolders.Count],
        Fees => numbers.Pick(Engineers),
        Welfare => WelfareHirers[0],
        Kitchen => KitchenMakers[project.Number % KitchenMakers.Count],
        _ => numbers.PerMille(15) ? BrassMaker : numbers.Pick(Merchants),
    };

    public static Contact Subcontractor(Project project, int phase) => Trades[phase][project.Number % Trades[phase].Length];
}
