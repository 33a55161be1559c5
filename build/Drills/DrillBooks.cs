using System.Globalization;

namespace Milestone.Build.Drills;

/// <summary>Books of which a drill knows every penny, as Xero would answer them.</summary>
internal static class DrillBooks
{
    public const string Organisation = "Drill Ltd";

    /// <summary>How many invoices a body holds that <see cref="Invoices"/> makes.</summary>
    public const int InABody = 20;

    /// <summary>Two accounts, and nothing posted.</summary>
    public const string Chart = """
        [{ "Organisations": [{ "OrganisationID": "0e000000-0000-4000-8000-00000000d111", "Name": "Drill Ltd", "BaseCurrency": "GBP", "FinancialYearEndDay": 31, "FinancialYearEndMonth": 12, "Timezone": "GMTSTANDARDTIME" }] },
         { "Accounts": [{ "AccountID": "c0000000-0000-4000-8000-000000000200", "Code": "200", "Name": "Sales", "Type": "REVENUE", "Class": "REVENUE", "Status": "ACTIVE" }] }]
        """;

    /// <summary>Invoices of one pound each, under the numbers that are given.</summary>
    public static string Invoices(IEnumerable<Guid> ids) => "{ \"Invoices\": [" + string.Join(",", ids.Select(Invoice)) + "] }";

    /// <summary>The first ids of a body say which body it is.</summary>
    public static Guid Id(int body, int invoice) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"d0000000-0000-4000-8000-{body:x8}{invoice:x4}"));

    public static IReadOnlyList<Guid> Body(int body) => [.. Enumerable.Range(0, InABody).Select(invoice => Id(body, invoice))];

    static string Invoice(Guid id) =>
        $$"""
        { "InvoiceID": "{{id}}", "Type": "ACCREC", "Status": "AUTHORISED", "InvoiceNumber": "{{id}}", "DateString": "2026-04-10T00:00:00", "LineAmountTypes": "Exclusive", "CurrencyCode": "GBP",
          "SubTotal": 1.00, "TotalTax": 0.00, "Total": 1.00, "UpdatedDateUTC": "/Date(1775800000000+0000)/", "Contact": { "ContactID": "e0000000-0000-4000-8000-000000000001", "Name": "Mr Field" },
          "LineItems": [{ "LineItemID": "{{id.ToString().Replace("d0000000", "f0000000", StringComparison.Ordinal)}}", "Description": "A pound", "AccountCode": "200", "LineAmount": 1.00, "TaxAmount": 0.00, "Tracking": [] }] }
        """;
}
