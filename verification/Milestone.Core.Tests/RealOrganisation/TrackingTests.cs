using System.Globalization;
using System.Text.Json;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Xunit;

namespace Milestone.Core.Tests.RealOrganisation;

/// <summary>
/// The tracked journals of the real organisation, by the rules alone: its category Project is archived, so no import would give it a role by
/// itself; here a person has. The answers leave out the lines of archived options ("San Francisco" of Location), whose history we keep, so the
/// categories without such lines are compared.
/// </summary>
public sealed class TrackingTests
{
    [Theory]
    [InlineData("Project", "project")]
    [InlineData("Region", "region")]
    [InlineData("Department", "department")]
    public void Every_month_account_and_option_is_right(string category, string column)
    {
        var names = new Dictionary<Guid, string> { [Unassigned.Id] = "" };
        var chart = ChartWith(category, names);
        var accounts = Records("Accounts").ToDictionary(account => account.RequiredId("AccountID"), account => account.Text("Code") ?? "");
        var cells = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var journal in Records("Journals").Select(XeroDocuments.Journal))
        {
            foreach (var posting in Posting.From(journal.Document, chart).Postings)
                Add(cells, posting.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture), accounts[posting.Account], names[posting.Project], posting.Amount);
        }

        var expected = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in RealData.Expected("journals-month-account-tracking.csv"))
            Add(expected, row["date_month"][..7], row["account_code"], row[column], RealData.Amount(row["net_amount"]));
        Assert.Equal(expected.Where(cell => cell.Value != 0), cells.Where(cell => cell.Value != 0));
        Assert.Contains(expected.Keys, key => !key.EndsWith(' '));
    }

    private static void Add(SortedDictionary<string, decimal> cells, string month, string account, string option, decimal amount)
    {
        var key = $"{month} {account} {option}";
        cells[key] = cells.GetValueOrDefault(key) + amount;
    }

    private static Chart ChartWith(string name, Dictionary<Guid, string> names)
    {
        var category = Records("TrackingCategories").Select(XeroReference.TrackingCategory).Single(category => category.Name == name);
        foreach (var option in category.Options)
            names[option.Id] = option.Name;
        return new Chart(
            LedgerSource.Journals,
            Records("Accounts").Select(XeroReference.Account).Select(account => new Account(account.Id, account.Code, account.Name, account.Type, account.Class)),
            [new TrackedCategory(category.Id, category.Name, TrackingRole.Project)],
            category.Options.Select(option => new TrackedOption(option.Id, category.Id, option.Name)));
    }

    private static IEnumerable<XeroRecord> Records(string kind) => RealData.Payloads()
        .SelectMany(payload => XeroEnvelope.Records(JsonDocument.Parse(payload.Json).RootElement, payload.Name))
        .Where(record => record.Kind == kind)
        .Select(record => new XeroRecord(record.Record));
}
