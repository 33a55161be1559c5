using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Milestone.Smoke.Running;

/// <summary>What comes from Xero after the demo company's last fetch, by the door that n8n uses.</summary>
internal static class LaterBooks
{
    /// <summary>Imports one bill of a net amount, coded to an account and to no project.</summary>
    public static async Task ImportBillAsync(RunningHost host, string number, DateOnly date, string accountCode, decimal net)
    {
        var token = (await HostCommand.RunAsync(host.ConnectionString, "token", "create", "--label", "a later fetch")).Trim();
        var amount = net.ToString("0.00", CultureInfo.InvariantCulture);
        var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var payload = $$"""
            {"Invoices":[{"InvoiceID":"{{Guid.NewGuid()}}","Type":"ACCPAY","Status":"AUTHORISED","InvoiceNumber":"{{number}}","DateString":"{{day}}T00:00:00",
              "LineAmountTypes":"NoTax","CurrencyCode":"GBP","SubTotal":{{amount}},"TotalTax":0.00,"Total":{{amount}},"UpdatedDateUTC":"/Date({{host.Now.ToUnixTimeMilliseconds()}}+0000)/",
              "Contact":{"ContactID":"{{Guid.NewGuid()}}","Name":"Latecomer Scaffolding"},
              "LineItems":[{"LineItemID":"{{Guid.NewGuid()}}","Description":"Scaffold, forgotten in October","AccountCode":"{{accountCode}}","LineAmount":{{amount}},"TaxAmount":0.00,"Tracking":[]}]}]}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/import/xero", UriKind.Relative)) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && (int)JsonNode.Parse(text)!["created"]! >= 1, text);
    }

    /// <summary>The code of an account by its name.</summary>
    public static async Task<string> CodeOfAsync(RunningHost host, string account) =>
        (string)(await host.AskAsync("accounts"))["accounts"]!.AsArray().Single(one => (string?)one!["name"] == account)!["code"]!;
}
