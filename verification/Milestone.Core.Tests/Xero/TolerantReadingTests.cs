using System.Text.Json;
using Milestone.Core.Ledger;
using Milestone.Core.Xero;
using Xunit;

namespace Milestone.Core.Tests.Xero;

/// <summary>Lenient in form, strict in meaning: shapes that real payloads have are read, and what cannot be understood is named with its remedy.</summary>
public sealed class TolerantReadingTests
{
    private const string Invoice =
        """
        {
          "Type": "ACCREC", "InvoiceID": "a03ffcd2-5d91-4c7e-b483-318584e9e439", "Status": "AUTHORISED", "Date": "/Date(1551916800000+0000)/",
          "LineAmountTypes": "Inclusive", "Total": 120.0, "UpdatedDateUTC": "/Date(1551981568133+0000)/",
          "LineItems": [{ "LineItemID": "b18f39d9-7739-4246-9288-72afe939d2d5", "AccountCode": "200", "LineAmount": 120.0, "TaxAmount": 20.0 }]
        }
        """;

    [Fact]
    public void An_invoice_is_read()
    {
        var document = Read(Invoice).Document;
        Assert.Equal((DocumentKind.SalesInvoice, "AUTHORISED", new DateOnly(2019, 3, 7), true), (document.Kind, document.Status, document.Date, document.TaxInclusive));
        Assert.Equal((120m, 1m, null), (document.Total, document.CurrencyRate, document.FullyPaidOn));
        var line = Assert.Single(document.Lines);
        Assert.Equal((120m, 20m, "200", null), (line.Amount, line.Tax, line.AccountCode, line.AccountId));
    }

    [Fact]
    public void Numbers_written_as_texts_are_numbers() => Assert.Equal(
        (120m, 20m),
        Read(Invoice.Replace("120.0", "\"120.00\"", StringComparison.Ordinal).Replace("20.0 ", "\"2e1\" ", StringComparison.Ordinal)).Document.Lines is [var line] ? (line.Amount, line.Tax) : default);

    [Theory]
    [InlineData("\"False\"", false)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("null", true)] // Xero's default
    public void Booleans_written_as_texts_are_booleans(string value, bool countsOnCash)
    {
        var journal = Record(
            $$"""
            { "ManualJournalID": "0b159335-606b-485f-b51b-97b3b32bad32", "Status": "POSTED", "Date": "2026-04-30", "LineAmountTypes": "NoTax",
              "ShowOnCashBasisReports": {{value}}, "JournalLines": [] }
            """);
        Assert.Equal(countsOnCash, XeroDocuments.ManualJournal(journal).Document.CountsOnCash);
    }

    [Fact]
    public void A_record_without_LineItems_is_a_summary()
    {
        using var json = JsonDocument.Parse(Invoice);
        var record = json.RootElement.EnumerateObject().Where(field => field.Name != "LineItems").ToDictionary(field => field.Name, field => field.Value);
        var read = Read(JsonSerializer.Serialize(record));
        Assert.False(read.HasLines);
        Assert.Empty(read.Document.Lines);
    }

    [Fact]
    public void An_id_that_is_no_GUID_stands_for_the_same_record_every_time()
    {
        var odd = Invoice.Replace("a03ffcd2-5d91-4c7e-b483-318584e9e439", "INV-ODD-1", StringComparison.Ordinal);
        Assert.Equal(Read(odd).Document.Id, Read(odd).Document.Id);
        Assert.NotEqual(Guid.Empty, Read(odd).Document.Id);
        Assert.NotEqual(Read(odd).Document.Id, Read(odd.Replace("INV-ODD-1", "INV-ODD-2", StringComparison.Ordinal)).Document.Id);
    }

    [Fact]
    public void A_line_of_words_only_is_a_line_of_nothing()
    {
        var words = Invoice.Replace("[{", "[{ \"Description\": \"As agreed\" }, {", StringComparison.Ordinal);
        Assert.Equal([0m, 120m], Read(words).Document.Lines.Select(line => line.Amount));
    }

    [Fact]
    public void Lines_that_share_an_id_stay_two_lines()
    {
        const string line = "{ \"LineItemID\": \"b18f39d9-7739-4246-9288-72afe939d2d5\", \"AccountCode\": \"200\", \"LineAmount\": 1.0 }";
        var twice = Invoice.Replace("\"LineItems\": [", $"\"LineItems\": [{line}, ", StringComparison.Ordinal);
        Assert.Equal(2, Read(twice).Document.Lines.Select(line => line.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("\"ACCREC\"", "\"QUOTE\"", "Type")]
    [InlineData("\"Type\": \"ACCREC\",", "", "Type is missing")]
    [InlineData("\"InvoiceID\": \"a03ffcd2-5d91-4c7e-b483-318584e9e439\",", "", "InvoiceID is missing")]
    [InlineData("\"Status\": \"AUTHORISED\",", "", "Status is missing")]
    [InlineData("\"/Date(1551916800000+0000)/\"", "\"2026-13-45\"", "Date is \"2026-13-45\"")]
    [InlineData("\"Total\": 120.0", "\"Total\": \"a lot\"", "Total is \"a lot\"")]
    [InlineData("\"LineAmount\": 120.0", "\"LineAmount\": [1]", "LineItems[0].LineAmount")]
    [InlineData("\"LineAmount\": 120.0", "\"UnitAmount\": 120.0, \"Quantity\": 1.0", "LineAmount")]
    [InlineData("\"Inclusive\"", "\"Gross\"", "LineAmountTypes")]
    [InlineData("\"Total\": 120.0", "\"Total\": 120.0, \"CurrencyRate\": 0", "CurrencyRate")]
    [InlineData("\"Total\": 120.0", "\"Total\": 120.0, \"CurrencyRate\": -1.5", "CurrencyRate")]
    [InlineData("\"Total\": 120.0", "\"Total\": 1e30", "Total")]
    public void A_rejection_names_the_field_and_what_to_do(string text, string with, string field)
    {
        var rejected = Assert.Throws<RejectedRecordException>(() => Read(Invoice.Replace(text, with, StringComparison.Ordinal)));
        Assert.Contains(field, rejected.Message, StringComparison.Ordinal);
        Assert.Matches("(Fetch|Correct|Give|Send|Known:)", rejected.Message);
    }

    [Theory]
    [InlineData("""{ "Invoices": [{ "InvoiceID": "1" }] }""")]
    [InlineData("""[{ "Invoices": [{ "InvoiceID": "1" }] }]""")]
    [InlineData("""{ "body": { "Invoices": [{ "InvoiceID": "1" }] } }""")]
    [InlineData("""[{ "body": { "Invoices": [{ "InvoiceID": "1" }] } }]""")]
    [InlineData("""[{ "json": { "body": [{ "Invoices": [{ "InvoiceID": "1" }] }] } }]""")]
    [InlineData("""{ "Invoices": { "InvoiceID": "1" } }""")]
    public void An_envelope_is_found_in_every_wrapping(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        Assert.Equal("Invoices", Assert.Single(XeroEnvelope.Records(json.RootElement, "a test")).Kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"Invoices\"")]
    [InlineData("""{ "Customers": [] }""")]
    [InlineData("""{ "Type": "ValidationException", "Message": "The access token has expired" }""")]
    public void What_is_not_Xeros_is_refused_by_name(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        var refused = Assert.Throws<ProblemException>(() => XeroEnvelope.Records(json.RootElement, "page-7.json").ToList());
        Assert.Equal(ProblemKind.Invalid, refused.Kind);
        Assert.Contains("page-7.json", refused.Message, StringComparison.Ordinal);
    }

    private static SourceDocument Read(string json) => XeroDocuments.Invoice(Record(json));

    private static XeroRecord Record(string json) => new(JsonDocument.Parse(json).RootElement.Clone());
}
