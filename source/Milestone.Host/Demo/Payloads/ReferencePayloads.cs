using System.Text.Json;
using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Payloads;

/// <summary>What documents refer to: the organisation, its chart, its tracking categories and its contacts.</summary>
internal static class ReferencePayloads
{
    public static DemoPayload Organisation(Company company, DateTimeOffset at)
    {
        using var envelope = new Envelope("Organisation.json", "Organisations", at);
        var json = envelope.Json;
        json.WriteStartObject();
        json.WriteString("Name", Company.Name);
        json.WriteString("LegalName", Company.Name);
        json.WriteBoolean("PaysTax", true);
        json.WriteString("Version", "UK");
        json.WriteString("OrganisationType", "COMPANY");
        json.WriteString("BaseCurrency", "GBP");
        json.WriteString("CountryCode", "GB");
        json.WriteBoolean("IsDemoCompany", true);
        json.WriteString("OrganisationStatus", "ACTIVE");
        json.WriteNumber("FinancialYearEndDay", 31);
        json.WriteNumber("FinancialYearEndMonth", 3);
        json.WriteString("SalesTaxBasis", "ACCRUALS");
        json.WriteString("SalesTaxPeriod", "QUARTERLY");
        json.WriteString("DefaultSalesTax", "Tax Exclusive");
        json.WriteString("DefaultPurchasesTax", "Tax Exclusive");
        json.WriteString("CreatedDateUTC", $"/Date({XeroJson.Milliseconds(DemoCalendar.Moment(company.Calendar.FirstDay.AddYears(-2), 9, 0))})/");
        json.WriteString("OrganisationEntityType", "COMPANY");
        json.WriteString("Timezone", "GMTSTANDARDTIME");
        json.WriteString("ShortCode", "!hv1x7");
        json.WriteString("OrganisationID", Company.Id);
        json.WriteString("Edition", "BUSINESS");
        json.WriteString("Class", "PREMIUM");
        json.Empty("Addresses", "Phones", "ExternalLinks");
        json.WriteStartObject("PaymentTerms");
        json.WriteEndObject();
        json.WriteEndObject();
        return envelope.Close();
    }

    public static DemoPayload Accounts(Company company, DateTimeOffset at)
    {
        using var envelope = new Envelope("Accounts.json", "Accounts", at);
        var json = envelope.Json;
        foreach (var account in ChartOfAccounts.All)
        {
            json.WriteStartObject();
            json.WriteString("AccountID", account.Id);
            if (account.Code.Length > 0) json.WriteString("Code", account.Code);
            json.WriteString("Name", account.Name);
            json.WriteString("Status", account.Archived ? "ARCHIVED" : "ACTIVE");
            json.WriteString("Type", account.Type);
            json.WriteString("TaxType", account.Tax);
            json.WriteString("Class", account.Class);
            if (account.System.Length > 0) json.WriteString("SystemAccount", account.System);
            json.WriteBoolean("EnablePaymentsToAccount", false);
            json.WriteBoolean("ShowInExpenseClaims", false);
            if (account.Type == "BANK")
            {
                json.WriteString("BankAccountType", account == ChartOfAccounts.Card ? "CREDITCARD" : "BANK");
                json.WriteString("CurrencyCode", "GBP");
            }

            json.WriteBoolean("HasAttachments", false);
            json.Updated(DemoCalendar.Moment(company.Calendar.FirstDay, 9, 0), twin: false);
            json.WriteEndObject();
        }

        return envelope.Close();
    }

    /// <summary>Polled whole at every fetch, archived options included: the endpoint knows no changes.</summary>
    public static DemoPayload TrackingCategories(Company company, DateTimeOffset at)
    {
        using var envelope = new Envelope("TrackingCategories.json", "TrackingCategories", at);
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        Category(envelope.Json, "Project", Project.CategoryId, company.Projects
            .Where(p => p.Start <= today.AddDays(30))
            .Select(p => (p.OptionId, p.Name, p.IsArchivedAt(today))));
        Category(envelope.Json, "Build phase", BuildPhases.CategoryId, BuildPhases.All.Select(p => (p.OptionId, p.Name, false)));
        return envelope.Close();
    }

    static void Category(Utf8JsonWriter json, string name, Guid id, IEnumerable<(Guid Id, string Name, bool Archived)> options)
    {
        json.WriteStartObject();
        json.WriteString("Name", name);
        json.WriteString("Status", "ACTIVE");
        json.WriteString("TrackingCategoryID", id);
        json.WriteStartArray("Options");
        foreach (var option in options)
        {
            json.WriteStartObject();
            json.WriteString("TrackingOptionID", option.Id);
            json.WriteString("Name", option.Name);
            json.WriteString("Status", option.Archived ? "ARCHIVED" : "ACTIVE");
            json.WriteBoolean("HasValidationErrors", false);
            json.WriteBoolean("IsDeleted", false);
            json.WriteBoolean("IsArchived", option.Archived);
            json.WriteBoolean("IsActive", !option.Archived);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>All contacts on one page or more; they are few, and known from the first day.</summary>
    public static IEnumerable<DemoPayload> Contacts(Company company, DateTimeOffset at)
    {
        var contacts = company.Contacts.ToList();
        var page = 0;
        foreach (var chunk in contacts.Chunk(Envelope.PageSize))
        {
            page++;
            using var envelope = new Envelope($"Contacts.page{page:D2}.json", "Contacts", at, (page, contacts.Count));
            foreach (var contact in chunk) Contact(envelope.Json, contact, company.Calendar.FirstDay);
            yield return envelope.Close();
        }
    }

    static void Contact(Utf8JsonWriter json, Contact contact, DateOnly created)
    {
        json.WriteStartObject();
        json.WriteString("ContactID", contact.Id);
        json.WriteString("ContactStatus", "ACTIVE");
        json.WriteString("Name", contact.Name);
        json.WriteString("EmailAddress", "");
        json.WriteString("BankAccountDetails", "");
        json.WriteStartArray("Addresses");
        json.WriteStartObject();
        json.WriteString("AddressType", "STREET");
        json.WriteString("City", contact.City);
        json.WriteString("Region", "");
        json.WriteString("PostalCode", "");
        json.WriteString("Country", contact.Currency == "GBP" ? "United Kingdom" : "");
        json.WriteEndObject();
        json.WriteEndArray();
        json.Empty("Phones");
        json.Updated(DemoCalendar.Moment(created, 9, 0), twin: false);
        json.Empty("ContactGroups");
        json.WriteBoolean("IsSupplier", contact.IsSupplier);
        json.WriteBoolean("IsCustomer", contact.IsCustomer);
        json.WriteString("DefaultCurrency", contact.Currency);
        json.Empty("ContactPersons");
        json.WriteBoolean("HasAttachments", false);
        json.WriteBoolean("HasValidationErrors", false);
        json.WriteEndObject();
    }
}
