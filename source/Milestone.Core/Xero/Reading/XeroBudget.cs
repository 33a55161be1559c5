using System.Globalization;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>A budget as Xero sends it: amounts by account and month.</summary>
internal sealed record SourceBudget(
    Guid Id, string Name, string Type, IReadOnlyList<LineTracking> Tracking, DateTimeOffset UpdatedUtc, IReadOnlyList<SourceBudgetAmount> Amounts, string Raw);

/// <summary>One month of one account, as Xero shows it: income and costs both positive.</summary>
internal readonly record struct SourceBudgetAmount(Guid Account, DateOnly Month, decimal Amount);

/// <summary>Reads budgets. A list answers them without lines; the amounts come with a budget fetched by its id.</summary>
internal static class XeroBudget
{
    public static SourceBudget Read(XeroRecord record) => new(
        record.RequiredId("BudgetID"),
        record.Text("Description") ?? record.Text("Type") ?? "",
        record.Text("Type") ?? "OVERALL",
        [.. XeroLines.Tracking(record, "Tracking")],
        XeroDocuments.Version(record, "UpdatedDateUTC"),
        [
            .. from line in record.List("BudgetLines")
               from balance in line.List("BudgetBalances")
               let amount = balance.Amount("Amount") ?? 0
               group amount by (Account: line.RequiredId("AccountID"), Month: Month(balance)) into same
               select new SourceBudgetAmount(same.Key.Account, same.Key.Month, same.Sum()),
        ],
        record.Raw);

    private static DateOnly Month(XeroRecord balance)
    {
        var period = balance.RequiredText("Period");
        return DateOnly.TryParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month
            : throw balance.Unknown("Period", "months such as 2026-04");
    }
}
