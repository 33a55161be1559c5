using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Records;

/// <summary>What happens to any supplier bill: when it is recorded, corrected, credited and paid.</summary>
internal static class Bills
{
    /// <summary>Turns a bill as the supplier sent it into its life and those of its payments and credit note.</summary>
    public static IEnumerable<Life> Lives(Company company, Document bill, Seeded numbers)
    {
        var history = new History(bill, Recorded(bill.Date, numbers));
        var credit = default(History);
        // What came in the last days is partly still in the tray.
        var tray = bill.Date.AddDays(12) > company.Calendar.Today && numbers.PerMille(350);
        switch (tray ? 20 : numbers.Between(0, 999))
        {
            case < 12:
                Void(history, numbers);
                break;
            case < 18:
                DeleteDraft(ref history, numbers);
                break;
            case < 26:
                history = new History(bill with { Status = numbers.PerMille(500) ? "DRAFT" : "SUBMITTED" }, history.Recorded);
                Corrections.Approve(history, numbers, company.Calendar.Today);
                PayIfApproved(history, numbers);
                break;
            default:
                Corrections.Maybe(company, history, numbers);
                credit = SupplierCredits.Maybe(history, numbers);
                PayIfApproved(history, numbers);
                break;
        }

        return credit is null ? history.Lives() : history.Lives().Concat(credit.Lives());
    }

    /// <summary>Most bills are typed in within a week; one in twenty turns up weeks later, in a month already reported.</summary>
    static DateTimeOffset Recorded(DateOnly date, Seeded numbers)
    {
        var days = numbers.PerMille(50) ? numbers.Between(20, 70) : numbers.Between(0, 6);
        return Moment(date.AddDays(days), numbers);
    }

    public static DateTimeOffset Moment(DateOnly day, Seeded numbers) =>
        DemoCalendar.Moment(day, numbers.Between(8, 15), numbers.Between(0, 59)).AddMilliseconds(numbers.Between(0, 59_999));

    static void Void(History history, Seeded numbers) =>
        history.Status(history.Recorded.AddDays(numbers.Between(1, 60)), "VOIDED");

    static void DeleteDraft(ref History history, Seeded numbers)
    {
        history = new History(history.First with { Status = "DRAFT" }, history.Recorded);
        history.Status(history.Recorded.AddDays(numbers.Between(1, 9)), "DELETED");
    }

    /// <summary>Paid about a month after its date, by part where it is large, sometimes taken back and paid again.</summary>
    static void PayIfApproved(History history, Seeded numbers)
    {
        var last = history.Last;
        if (!last.IsLive || last.AmountDue <= 0m) return;
        var first = DateOnly.FromDateTime(history.Recorded.UtcDateTime);
        var on = last.Date.AddDays(numbers.Between(24, 46));
        if (on < first) on = first.AddDays(numbers.Between(2, 9));
        on = Corrections.AfterAmountChange(history, on);
        switch (numbers.Between(0, 99))
        {
            case < 6:
                var half = Money.Round(last.AmountDue * numbers.Between(30, 60) / 100m);
                history.Pay(on, half, 1);
                history.Pay(on.AddDays(numbers.Between(10, 25)), last.AmountDue - half, 2);
                break;
            case < 8:
                history.Pay(on, last.AmountDue, 1, Moment(on.AddDays(numbers.Between(2, 6)), numbers));
                history.Pay(on.AddDays(numbers.Between(8, 12)), last.AmountDue, 2);
                break;
            default:
                history.Pay(on, last.AmountDue, 1);
                break;
        }
    }
}
