namespace Milestone.Host.Demo.Firm;

/// <summary>The chart of a UK builder, numbered as Xero's UK default chart is.</summary>
internal static class ChartOfAccounts
{
    public static readonly Account ContractSales = new("200", "Contract Sales", "SALES", "OUTPUT2");
    public static readonly Account Variations = new("205", "Variations", "REVENUE", "OUTPUT2");
    public static readonly Account SmallWorks = new("210", "Small Works & Maintenance", "SALES", "OUTPUT2");
    public static readonly Account InterestIncome = new("270", "Interest Received", "OTHERINCOME", "NONE");
    public static readonly Account YardRent = new("280", "Yard Rent Received", "OTHERINCOME", "EXEMPTOUTPUT");
    public static readonly Account Scrap = new("290", "Scrap & Sundry Income", "OTHERINCOME", "OUTPUT2");

    public static readonly Account Materials = new("310", "Materials", "DIRECTCOSTS", "INPUT2");
    public static readonly Account Kitchens = new("312", "Kitchens & Appliances", "DIRECTCOSTS", "INPUT2");
    public static readonly Account CisLabour = new("315", "CIS Labour Expense", "DIRECTCOSTS", "DRCHARGE20", "CISLABOUREXPENSE");
    public static readonly Account CisMaterials = new("316", "CIS Materials Purchased", "DIRECTCOSTS", "DRCHARGE20", "CISMATERIALS");
    public static readonly Account Subcontractors = new("320", "Subcontractors", "DIRECTCOSTS", "DRCHARGE20");
    public static readonly Account DirectLabour = new("325", "Direct Labour", "DIRECTCOSTS", "NONE");
    public static readonly Account PlantHire = new("330", "Plant & Tool Hire", "DIRECTCOSTS", "INPUT2");
    public static readonly Account Waste = new("335", "Skips & Waste", "DIRECTCOSTS", "INPUT2");
    public static readonly Account Scaffolding = new("340", "Scaffolding", "DIRECTCOSTS", "DRCHARGE20");
    public static readonly Account SiteWelfare = new("345", "Site Welfare & Security", "DIRECTCOSTS", "INPUT2");
    public static readonly Account ProfessionalFees = new("350", "Building Control & Design Fees", "DIRECTCOSTS", "INPUT2");
    public static readonly Account Carriage = new("355", "Delivery & Carriage", "DIRECTCOSTS", "INPUT2");

    public static readonly Account OfficeSalaries = new("401", "Office Salaries", "EXPENSE", "NONE");
    public static readonly Account Directors = new("402", "Directors' Remuneration", "EXPENSE", "NONE");
    public static readonly Account EmployersNic = new("403", "Employer's National Insurance", "EXPENSE", "NONE");
    public static readonly Account Pensions = new("404", "Pension Contributions", "EXPENSE", "NONE");
    public static readonly Account Rent = new("410", "Rent", "OVERHEADS", "EXEMPTINPUT");
    public static readonly Account Rates = new("411", "Business Rates", "OVERHEADS", "NONE");
    public static readonly Account Power = new("412", "Light, Power & Heating", "OVERHEADS", "INPUT2");
    public static readonly Account Repairs = new("413", "Repairs & Maintenance", "OVERHEADS", "INPUT2");
    public static readonly Account Fuel = new("420", "Motor Fuel", "OVERHEADS", "INPUT2");
    public static readonly Account VehicleLeasing = new("421", "Vehicle Leasing", "OVERHEADS", "INPUT2");
    public static readonly Account VehicleInsurance = new("422", "Vehicle Insurance & Tax", "OVERHEADS", "EXEMPTINPUT");
    public static readonly Account Insurance = new("430", "Insurance", "OVERHEADS", "EXEMPTINPUT");
    public static readonly Account Software = new("431", "Software & IT", "EXPENSE", "INPUT2");
    public static readonly Account Telephone = new("432", "Telephone & Internet", "EXPENSE", "INPUT2");
    public static readonly Account Stationery = new("433", "Printing, Postage & Stationery", "EXPENSE", "INPUT2");
    public static readonly Account Advertising = new("440", "Advertising & Marketing", "EXPENSE", "INPUT2");
    public static readonly Account Training = new("441", "Training & Recruitment", "EXPENSE", "INPUT2");
    public static readonly Account Travel = new("442", "Travel & Subsistence", "EXPENSE", "ZERORATEDINPUT");
    public static readonly Account Entertainment = new("443", "Entertainment", "EXPENSE", "NONE");
    public static readonly Account Workwear = new("444", "PPE & Workwear", "EXPENSE", "INPUT2");
    public static readonly Account SmallTools = new("445", "Small Tools & Consumables", "EXPENSE", "INPUT2");
    public static readonly Account OldSubscriptions = new("449", "Trade Subscriptions (old)", "EXPENSE", "ZERORATEDINPUT", "", true);
    public static readonly Account Accountancy = new("450", "Accountancy & Audit", "EXPENSE", "INPUT2");
    public static readonly Account Legal = new("451", "Legal & Professional", "EXPENSE", "INPUT2");
    public static readonly Account BankFees = new("460", "Bank Fees", "EXPENSE", "NONE");
    public static readonly Account InterestPaid = new("461", "Interest Paid", "EXPENSE", "NONE");
    public static readonly Account BadDebts = new("470", "Bad Debts", "EXPENSE", "NONE");
    public static readonly Account Depreciation = new("480", "Depreciation", "DEPRECIATN", "NONE");

    public static readonly Account Receivable = new("610", "Accounts Receivable", "CURRENT", "NONE", "DEBTORS");
    public static readonly Account Prepaid = new("620", "Prepayments", "PREPAYMENT", "NONE");
    public static readonly Account RetentionsReceivable = new("630", "Retentions Receivable", "CURRENT", "NONE");
    public static readonly Account PlantAtCost = new("720", "Plant & Vehicles at Cost", "FIXED", "INPUT2");
    public static readonly Account PlantDepreciated = new("721", "Plant & Vehicles Depreciation", "FIXED", "NONE");
    public static readonly Account Payable = new("800", "Accounts Payable", "CURRLIAB", "NONE", "CREDITORS");
    public static readonly Account Accruals = new("805", "Accruals", "CURRLIAB", "NONE");
    public static readonly Account WagesPayable = new("814", "Wages Payable", "CURRLIAB", "NONE", "WAGEPAYABLES");
    public static readonly Account Vat = new("820", "VAT", "CURRLIAB", "NONE", "GST");
    public static readonly Account Paye = new("825", "PAYE & NIC Payable", "CURRLIAB", "NONE");
    public static readonly Account CisLiability = new("830", "CIS Liability", "CURRLIAB", "NONE", "CISLIABILITY");
    public static readonly Account CisAsset = new("831", "CIS Suffered", "CURRENT", "NONE", "CISASSET");
    public static readonly Account RetentionsPayable = new("840", "Retentions Payable", "CURRLIAB", "NONE");
    public static readonly Account CustomerDeposits = new("850", "Customer Deposits", "CURRLIAB", "NONE");
    public static readonly Account Rounding = new("860", "Rounding", "CURRLIAB", "NONE", "ROUNDING");
    public static readonly Account TrackingTransfers = new("877", "Tracking Transfers", "CURRLIAB", "NONE", "TRACKINGTRANSFERS");
    public static readonly Account BankLoan = new("900", "Bank Loan", "TERMLIAB", "NONE");
    public static readonly Account RetainedEarnings = new("960", "Retained Earnings", "EQUITY", "NONE", "RETAINEDEARNINGS");
    public static readonly Account ShareCapital = new("970", "Share Capital", "EQUITY", "NONE");
    public static readonly Account RealisedGains = new("499", "Realised Currency Gains", "EXPENSE", "NONE", "REALISEDCURRENCYGAIN");

    public static readonly Account Bank = new("090", "Business Current Account", "BANK", "NONE");
    public static readonly Account Reserve = new("091", "Reserve Account", "BANK", "NONE");
    public static readonly Account Card = new("", "Company Charge Card", "BANK", "NONE");

    public static readonly IReadOnlyList<Account> All =
    [
        Bank, Reserve, Card,
        ContractSales, Variations, SmallWorks, InterestIncome, YardRent, Scrap,
        Materials, Kitchens, CisLabour, CisMaterials, Subcontractors, DirectLabour, PlantHire, Waste, Scaffolding,
        SiteWelfare, ProfessionalFees, Carriage,
        OfficeSalaries, Directors, EmployersNic, Pensions, Rent, Rates, Power, Repairs, Fuel, VehicleLeasing,
        VehicleInsurance, Insurance, Software, Telephone, Stationery, Advertising, Training, Travel, Entertainment,
        Workwear, SmallTools, OldSubscriptions, Accountancy, Legal, BankFees, InterestPaid, BadDebts, Depreciation,
        RealisedGains, Receivable, Prepaid, RetentionsReceivable, PlantAtCost, PlantDepreciated, Payable, Accruals,
        WagesPayable, Vat, Paye, CisLiability, CisAsset, RetentionsPayable, CustomerDeposits, Rounding,
        TrackingTransfers, BankLoan, RetainedEarnings, ShareCapital,
    ];
}
