using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Books;

/// <summary>The life of every record of the company, made on the way: nothing is kept.</summary>
internal static class CompanyBooks
{
    public static IEnumerable<Life> Lives(Company company) =>
        company.Projects
            .SelectMany(p => ProjectSales.Of(company, p).Concat(ProjectBills.Of(company, p)).Concat(PurchaseOrders.Of(company, p)))
            .Concat(OverheadBills.Of(company))
            .Concat(BankSpending.Of(company))
            .Concat(BankRoutine.Of(company))
            .Concat(PayrollJournals.Of(company))
            .Concat(MonthEndJournals.Of(company))
            .Concat(Curiosities.Of(company))
            .Concat(LateNews.Of(company));
}
