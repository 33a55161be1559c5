using System.Globalization;
using System.Text.Json;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Payloads;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Reports;

/// <summary>The overall budget of the current and the last financial year, and one of a project. Amounts are text, as Xero writes them.</summary>
internal static class BudgetPayload
{
    public static DemoPayload Of(Company company, DateTimeOffset at)
    {
        using var envelope = new Envelope("Budgets.json", "Budgets", at);
        Overall(envelope.Json, company);
        Project(envelope.Json, company);
        return envelope.Close();
    }

    static void Overall(Utf8JsonWriter json, Company company)
    {
        var calendar = company.Calendar;
        var firstOfThisYear = calendar.Today.Month >= 4 ? new DateOnly(calendar.Today.Year, 4, 1) : new DateOnly(calendar.Today.Year - 1, 4, 1);
        var months = Enumerable.Range(0, 24).Select(i => firstOfThisYear.AddMonths(i - 12)).ToList();
        // Overheads are known by month; what is sold and built is planned as a multiple of them, rounded as budgets are.
        var overheads = Overheads.MonthlyTotal * company.OverheadFactor;
        (Account Account, decimal Share)[] plan =
        [
            (ContractSales, 6.70m), (Variations, 0.32m), (SmallWorks, 0.12m),
            (Materials, 1.50m), (Kitchens, 0.30m), (CisLabour, 0.75m), (CisMaterials, 0.20m), (Subcontractors, 1.80m),
            (DirectLabour, 0.62m), (PlantHire, 0.16m), (Waste, 0.14m), (Scaffolding, 0.14m), (SiteWelfare, 0.09m), (ProfessionalFees, 0.06m),
        ];
        Start(json, "budget/overall", "Overall Budget", "OVERALL", company);
        json.WriteStartArray("BudgetLines");
        foreach (var (account, share) in plan) BudgetLine(json, account, months, _ => overheads * share);
        foreach (var group in Overheads.Billed.GroupBy(o => o.Account))
            BudgetLine(json, group.Key, months, _ => group.Sum(o => o.Monthly) * company.OverheadFactor);
        foreach (var (account, monthly) in Overheads.Payroll) BudgetLine(json, account, months, _ => monthly * company.OverheadFactor);
        BudgetLine(json, Depreciation, months, _ => Overheads.DepreciationMonthly * company.OverheadFactor);
        json.WriteEndArray();
        json.Empty("Tracking");
        json.WriteEndObject();
    }

    /// <summary>The newest contract of some size: its price and its cost, spread evenly over its months.</summary>
    static void Project(Utf8JsonWriter json, Company company)
    {
        var project = company.Projects.Where(p => p.Start < company.Calendar.Today).OrderBy(p => p.ContractSum >= 200_000m).ThenBy(p => p.Number).Last();
        var first = new DateOnly(project.Start.Year, project.Start.Month, 1);
        var count = (project.End.Year - first.Year) * 12 + project.End.Month - first.Month + 1;
        var months = Enumerable.Range(0, count).Select(i => first.AddMonths(i)).ToList();
        Start(json, "budget/project", $"{project.Name}: contract budget", "TRACKING", company);
        json.WriteStartArray("BudgetLines");
        BudgetLine(json, ContractSales, months, _ => project.ContractSum / count);
        var cost = BuildPhases.All.Sum(project.CostOf);
        BudgetLine(json, Materials, months, _ => cost * 0.4m / count);
        BudgetLine(json, Subcontractors, months, _ => cost * 0.6m / count);
        json.WriteEndArray();
        json.WriteStartArray("Tracking");
        LineJson.Option(json, "Project", Firm.Project.CategoryId, project.Name, project.OptionId);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Start(Utf8JsonWriter json, string name, string description, string type, Company company)
    {
        json.WriteStartObject();
        json.WriteString("BudgetID", NamedGuid.Of(name));
        json.WriteString("Status", "APPROVED");
        json.WriteString("Description", description);
        json.WriteString("Type", type);
        json.Updated(company.Calendar.Stages[0], twin: false);
    }

    static void BudgetLine(Utf8JsonWriter json, Account account, List<DateOnly> months, Func<DateOnly, decimal> amount)
    {
        json.WriteStartObject();
        json.WriteString("AccountID", account.Id);
        json.WriteString("AccountCode", account.Code);
        json.WriteStartArray("BudgetBalances");
        foreach (var month in months)
        {
            json.WriteStartObject();
            json.WriteString("Period", string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM}"));
            json.WriteString("Amount", (Math.Round(amount(month) / 50m) * 50m).ToString("0", CultureInfo.InvariantCulture));
            json.WriteString("Notes", "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
