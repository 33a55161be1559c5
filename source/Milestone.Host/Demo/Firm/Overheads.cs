using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Firm;

/// <summary>A cost of running the firm that no project carries.</summary>
/// <param name="Account">Where it is coded.</param>
/// <param name="Supplier">Who bills it.</param>
/// <param name="Description">What the line says.</param>
/// <param name="Monthly">Pounds a month without VAT for a firm that sells about seven millions a year.</param>
/// <param name="EveryMonths">Billed this often, for so many months together.</param>
/// <param name="Day">Day of the month.</param>
/// <param name="Varies">Give or take so many per cent.</param>
internal sealed record Overhead(Account Account, string Supplier, string Description, decimal Monthly, int EveryMonths, int Day, int Varies)
{
    public Contact Contact => new(Supplier) { IsSupplier = true };
}

/// <summary>The overheads that arrive as bills; salaries come by journal and small spending by card.</summary>
internal static class Overheads
{
    public static readonly IReadOnlyList<Overhead> Billed =
    [
        new(Rent, "Weyside Business Park Estates", "Yard and office rent", 6_200m, 1, 1, 0),
        new(Rates, "Wealdmoor Borough Council", "Business rates", 2_050m, 1, 4, 0),
        new(Power, "Southern Fenland Energy Ltd", "Electricity and gas", 1_150m, 1, 11, 30),
        new(Repairs, "Handysett Facilities Ltd", "Yard and office repairs", 950m, 1, 17, 60),
        new(VehicleLeasing, "Vanguild Fleet Leasing Ltd", "Lease of vans", 5_400m, 1, 2, 2),
        new(VehicleInsurance, "Harbinger Motor Underwriting", "Fleet insurance and tax", 1_900m, 3, 6, 0),
        new(Insurance, "Bastionfield Insurance Brokers Ltd", "Contractors' all risks and liability", 4_900m, 3, 9, 0),
        new(Software, "Plumbframe Software Ltd", "Estimating and office licences", 1_600m, 1, 8, 5),
        new(Software, "Cloudgarth Hosting Ltd", "Backups and mail", 420m, 1, 21, 3),
        new(Telephone, "Telmarsh Communications Ltd", "Mobiles and broadband", 780m, 1, 14, 8),
        new(Stationery, "Foolscap & Ream Ltd", "Stationery and plan printing", 340m, 1, 19, 40),
        new(Advertising, "Signalbrook Creative Ltd", "Website and site boards", 1_500m, 1, 23, 45),
        new(Training, "Toolbox Talk Academy Ltd", "Site safety courses", 900m, 2, 12, 40),
        new(Workwear, "Hivizmoor Safety Wear Ltd", "Workwear and PPE", 680m, 1, 16, 35),
        new(Accountancy, "Castell & Byrne Accountants LLP", "Accounts and payroll", 1_450m, 1, 28, 0),
        new(Legal, "Wigmore Tallis Solicitors LLP", "Contract advice", 850m, 3, 24, 50),
    ];

    /// <summary>Pounds a month, paid through the payroll journal.</summary>
    public static readonly IReadOnlyList<(Account Account, decimal Monthly)> Payroll =
        [(OfficeSalaries, 31_000m), (Directors, 11_500m), (EmployersNic, 5_300m), (Pensions, 2_400m)];

    public const decimal DepreciationMonthly = 3_900m;

    /// <summary>Fuel, tools, travel and the like: what the cards spend in a month.</summary>
    public const decimal CardMonthly = 9_400m;

    public static decimal MonthlyTotal => Billed.Sum(o => o.Monthly) + Payroll.Sum(p => p.Monthly) + DepreciationMonthly + CardMonthly;
}
