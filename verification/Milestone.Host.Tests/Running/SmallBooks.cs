using System.Text;

namespace Milestone.Host.Tests.Running;

/// <summary>
/// Books small enough to add up by hand, as Xero would answer them. Net of VAT, with a financial year that ends on 31 March:
/// <code>
///                      Apr 2026   May 2026      total
/// Sales                 1000.00     300.00    1300.00   Acacia Road, Groundworks 1000.00; Mill Lane 300.00
/// Materials              500.75          -     500.75   Acacia Road 400.50; no project 100.25
/// Rent                        -     150.00     150.00   no project
/// Net profit             499.25     150.00     649.25   Acacia Road 599.50; Mill Lane 300.00; Unassigned -250.25
/// </code>
/// </summary>
internal static class SmallBooks
{
    public const string AcaciaRoad = "a0000000-0000-4000-8000-000000000001";
    public const string MillLane = "a0000000-0000-4000-8000-000000000002";
    public const string Materials = "c0000000-0000-4000-8000-000000000310";
    public const string FirstBill = "d0000000-0000-4000-8000-000000000002";

    /// <summary>All of it as one array of envelopes, which is one of the shapes that an import takes.</summary>
    public const string Json = """
        [
          { "Organisations": [{ "OrganisationID": "0e000000-0000-4000-8000-000000000001", "Name": "Small Books Ltd", "BaseCurrency": "GBP", "FinancialYearEndDay": 31, "FinancialYearEndMonth": 3, "Timezone": "GMTSTANDARDTIME" }] },
          { "Accounts": [
            { "AccountID": "c0000000-0000-4000-8000-000000000200", "Code": "200", "Name": "Sales", "Type": "REVENUE", "Class": "REVENUE", "Status": "ACTIVE" },
            { "AccountID": "c0000000-0000-4000-8000-000000000310", "Code": "310", "Name": "Materials", "Type": "DIRECTCOSTS", "Class": "EXPENSE", "Status": "ACTIVE" },
            { "AccountID": "c0000000-0000-4000-8000-000000000469", "Code": "469", "Name": "Rent", "Type": "OVERHEADS", "Class": "EXPENSE", "Status": "ACTIVE" }] },
          { "TrackingCategories": [
            { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000001", "Name": "Project", "Status": "ACTIVE", "Options": [
              { "TrackingOptionID": "a0000000-0000-4000-8000-000000000001", "Name": "Acacia Road", "Status": "ACTIVE" },
              { "TrackingOptionID": "a0000000-0000-4000-8000-000000000002", "Name": "Mill Lane", "Status": "ACTIVE" }] },
            { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000002", "Name": "Build phase", "Status": "ACTIVE", "Options": [
              { "TrackingOptionID": "a0000000-0000-4000-8000-000000000011", "Name": "Groundworks", "Status": "ACTIVE" }] }] },
          { "Invoices": [
            { "InvoiceID": "d0000000-0000-4000-8000-000000000001", "Type": "ACCREC", "Status": "AUTHORISED", "InvoiceNumber": "INV-1", "DateString": "2026-04-10T00:00:00", "LineAmountTypes": "Exclusive", "CurrencyCode": "GBP",
              "SubTotal": 1000.00, "TotalTax": 200.00, "Total": 1200.00, "UpdatedDateUTC": "/Date(1775800000000+0000)/", "Contact": { "ContactID": "e0000000-0000-4000-8000-000000000001", "Name": "Mr Field" },
              "LineItems": [{ "LineItemID": "f0000000-0000-4000-8000-000000000001", "Description": "Stage payment", "AccountCode": "200", "LineAmount": 1000.00, "TaxAmount": 200.00, "Tracking": [
                { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000001", "TrackingOptionID": "a0000000-0000-4000-8000-000000000001", "Name": "Project", "Option": "Acacia Road" },
                { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000002", "TrackingOptionID": "a0000000-0000-4000-8000-000000000011", "Name": "Build phase", "Option": "Groundworks" }] }] },
            { "InvoiceID": "d0000000-0000-4000-8000-000000000002", "Type": "ACCPAY", "Status": "AUTHORISED", "InvoiceNumber": "B-1", "DateString": "2026-04-20T00:00:00", "LineAmountTypes": "Exclusive", "CurrencyCode": "GBP",
              "SubTotal": 500.75, "TotalTax": 0.00, "Total": 500.75, "UpdatedDateUTC": "/Date(1776700000000+0000)/", "Contact": { "ContactID": "e0000000-0000-4000-8000-000000000002", "Name": "Timber & Co" },
              "LineItems": [
                { "LineItemID": "f0000000-0000-4000-8000-000000000002", "Description": "Joists", "AccountCode": "310", "LineAmount": 400.50, "TaxAmount": 0.00, "Tracking": [
                  { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000001", "TrackingOptionID": "a0000000-0000-4000-8000-000000000001", "Name": "Project", "Option": "Acacia Road" }] },
                { "LineItemID": "f0000000-0000-4000-8000-000000000003", "Description": "Screws", "AccountCode": "310", "LineAmount": 100.25, "TaxAmount": 0.00, "Tracking": [] }] },
            { "InvoiceID": "d0000000-0000-4000-8000-000000000003", "Type": "ACCPAY", "Status": "AUTHORISED", "InvoiceNumber": "B-2", "DateString": "2026-05-05T00:00:00", "LineAmountTypes": "Exclusive", "CurrencyCode": "GBP",
              "SubTotal": 150.00, "TotalTax": 0.00, "Total": 150.00, "UpdatedDateUTC": "/Date(1778000000000+0000)/", "Contact": { "ContactID": "e0000000-0000-4000-8000-000000000003", "Name": "Landlord" },
              "LineItems": [{ "LineItemID": "f0000000-0000-4000-8000-000000000004", "Description": "Yard", "AccountCode": "469", "LineAmount": 150.00, "TaxAmount": 0.00, "Tracking": [] }] },
            { "InvoiceID": "d0000000-0000-4000-8000-000000000004", "Type": "ACCREC", "Status": "AUTHORISED", "InvoiceNumber": "INV-2", "DateString": "2026-05-15T00:00:00", "LineAmountTypes": "Exclusive", "CurrencyCode": "GBP",
              "SubTotal": 300.00, "TotalTax": 60.00, "Total": 360.00, "UpdatedDateUTC": "/Date(1778900000000+0000)/", "Contact": { "ContactID": "e0000000-0000-4000-8000-000000000001", "Name": "Mr Field" },
              "LineItems": [{ "LineItemID": "f0000000-0000-4000-8000-000000000005", "Description": "Fence", "AccountCode": "200", "LineAmount": 300.00, "TaxAmount": 60.00, "Tracking": [
                { "TrackingCategoryID": "b0000000-0000-4000-8000-000000000001", "TrackingOptionID": "a0000000-0000-4000-8000-000000000002", "Name": "Project", "Option": "Mill Lane" }] }] }] }
        ]
        """;

    /// <summary>One more bill of 10.00 in June, so that the books change.</summary>
    public const string OneMoreBill = """
        { "Invoices": [{ "InvoiceID": "d0000000-0000-4000-8000-000000000009", "Type": "ACCPAY", "Status": "AUTHORISED", "InvoiceNumber": "B-9", "DateString": "2026-06-01T00:00:00", "LineAmountTypes": "Exclusive",
          "CurrencyCode": "GBP", "SubTotal": 10.00, "TotalTax": 0.00, "Total": 10.00, "UpdatedDateUTC": "/Date(1780300000000+0000)/",
          "LineItems": [{ "LineItemID": "f0000000-0000-4000-8000-000000000009", "Description": "Tape", "AccountCode": "310", "LineAmount": 10.00, "TaxAmount": 0.00, "Tracking": [] }] }] }
        """;

    /// <summary>The books as files in a new folder, one array of envelopes in a file.</summary>
    public static string AsFolder()
    {
        var folder = Directory.CreateTempSubdirectory("milestone-books-").FullName;
        File.WriteAllText(Path.Combine(folder, "All.json"), Json, Encoding.UTF8);
        return folder;
    }
}
