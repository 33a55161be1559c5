using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>Orders placed with subcontractors before a phase begins: drafted, authorised, and marked billed at its end.</summary>
internal static class PurchaseOrders
{
    public static IEnumerable<Life> Of(Company company, Project project)
    {
        if (project.ContractSum < 80_000m) yield break;
        for (var i = 0; i < BuildPhases.All.Count; i++)
        {
            var phase = BuildPhases.All[i];
            var percent = phase.PercentFor(CostKind.Subcontract) + phase.PercentFor(CostKind.Cis);
            var net = Math.Round(project.CostOf(phase) * percent / 100m / 50m) * 50m;
            if (net < 2_000m) continue;
            var order = Order(company, project, i, net);
            if (order.Date > company.Calendar.Today) continue;
            yield return Life(company, project, phase, order);
        }
    }

    static Life Life(Company company, Project project, Phase phase, Document order)
    {
        var numbers = company.Numbers(order.Name);
        var history = new History(order, Bills.Moment(order.Date, numbers));
        history.Status(Bills.Moment(order.Date.AddDays(numbers.Between(3, 12)), numbers), "AUTHORISED");
        if (numbers.PerMille(30))
            history.Status(Bills.Moment(order.Date.AddDays(14), numbers), "DELETED");
        else
            history.Status(Bills.Moment(project.PhaseEnd(phase).AddDays(numbers.Between(15, 35)), numbers), "BILLED");
        return history.Lives().Single();
    }

    static Document Order(Company company, Project project, int phaseIndex, decimal net)
    {
        var phase = BuildPhases.All[phaseIndex];
        var contact = Suppliers.Subcontractor(project, phaseIndex);
        var amounts = contact.VatRegistered ? LineAmounts.Exclusive : LineAmounts.NoTax;
        var account = phase.PercentFor(CostKind.Cis) > 0 ? CisLabour : Subcontractors;
        var date = project.PhaseStart(phase).AddDays(-25);
        return new Document(RecordKind.PurchaseOrders, $"order/{project.Number}/{phaseIndex}")
        {
            Type = "PURCHASEORDER",
            Number = $"PO-{project.Number:D3}{phaseIndex + 1:D2}",
            Reference = project.JobCode,
            Contact = contact,
            Date = date > company.Calendar.FirstDay ? date : company.Calendar.FirstDay,
            DueDate = project.PhaseEnd(phase),
            Status = "DRAFT",
            Amounts = amounts,
            Lines = [Line.Of($"{phase.Name}: as quotation", account, net, "DRCHARGE20", amounts, project, phase)],
        };
    }
}
