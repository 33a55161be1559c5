namespace Milestone.Host.Demo.Firm;

/// <summary>Whom the bank account meets beside customers and trade suppliers.</summary>
internal static class OtherContacts
{
    public static readonly Contact FuelStation = new("Greensward Fuels") { IsSupplier = true };
    public static readonly Contact TradeCounter = new("Tradepost Counter Sales") { IsSupplier = true };
    public static readonly Contact Rail = new("Southdown Rail & Parking") { IsSupplier = true };
    public static readonly Contact Cafe = new("The Mason's Arms") { IsSupplier = true };
    public static readonly Contact ToolShop = new("Chisel & Chuck Tool Shop") { IsSupplier = true };
    public static readonly Contact PostOffice = new("Village Post Office") { IsSupplier = true };
    public static readonly Contact HouseBank = new("Wealden & Downs Bank plc") { IsSupplier = true, IsCustomer = true };
    public static readonly Contact TaxOffice = new("HM Revenue & Customs") { IsSupplier = true };
    public static readonly Contact Payroll = new("Wages and salaries") { IsSupplier = true };
    public static readonly Contact ScrapYard = new("Ferrousdale Metals Ltd") { IsCustomer = true };
    public static readonly Contact YardTenant = new("Oakbarrel Tree Surgery") { IsCustomer = true };
    public static readonly Contact Guild = new("Federation of Surrey Craftbuilders") { IsSupplier = true };

    public static readonly IReadOnlyList<Contact> All =
        [FuelStation, TradeCounter, Rail, Cafe, ToolShop, PostOffice, HouseBank, TaxOffice, Payroll, ScrapYard, YardTenant, Guild];
}
