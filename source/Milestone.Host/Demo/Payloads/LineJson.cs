using System.Text.Json;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Lines, their tracking, and the contact stub that every document carries.</summary>
internal static class LineJson
{
    public static void Lines(this Utf8JsonWriter json, Document document)
    {
        json.WriteStartArray("LineItems");
        for (var i = 0; i < document.Lines.Count; i++) Write(json, document, document.Lines[i], i);
        json.WriteEndArray();
        json.WriteNumber("SubTotal", document.SubTotal);
        json.WriteNumber("TotalTax", document.TotalTax);
        json.WriteNumber("Total", document.Total);
    }

    static void Write(Utf8JsonWriter json, Document document, Line line, int index)
    {
        json.WriteStartObject();
        json.WriteString("Description", line.Description);
        if (line.Account is { } account)
        {
            json.WriteNumber("UnitAmount", line.Amount);
            json.WriteString("TaxType", line.TaxType);
            json.WriteNumber("TaxAmount", line.Tax);
            json.WriteNumber("LineAmount", line.Amount);
            Account(json, account);
            Tracking(json, line);
            json.WriteNumber("Quantity", 1.0000m);
        }
        else
        {
            Tracking(json, line);
        }

        json.WriteString("LineItemID", NamedGuid.Of($"{document.Name}#{index}"));
        json.Empty("ValidationErrors");
        json.WriteEndObject();
    }

    public static void Account(Utf8JsonWriter json, Account account)
    {
        if (account.Code.Length > 0) json.WriteString("AccountCode", account.Code);
        json.WriteString("AccountID", account.Id);
    }

    public static void Tracking(Utf8JsonWriter json, Line line)
    {
        json.WriteStartArray("Tracking");
        if (line.Project is { } project) Option(json, "Project", Project.CategoryId, project.Name, project.OptionId);
        if (line.Phase is { } phase) Option(json, "Build phase", BuildPhases.CategoryId, phase.Name, phase.OptionId);
        json.WriteEndArray();
    }

    public static void Option(Utf8JsonWriter json, string category, Guid categoryId, string option, Guid optionId)
    {
        json.WriteStartObject();
        json.WriteString("Name", category);
        json.WriteString("Option", option);
        json.WriteString("TrackingCategoryID", categoryId);
        json.WriteString("TrackingOptionID", optionId);
        json.WriteEndObject();
    }

    public static void Contact(this Utf8JsonWriter json, Contact? contact)
    {
        if (contact is null) return;
        json.WriteStartObject("Contact");
        json.WriteString("ContactID", contact.Id);
        json.WriteString("Name", contact.Name);
        json.Empty("Addresses", "Phones", "ContactGroups", "ContactPersons");
        json.WriteBoolean("HasValidationErrors", false);
        json.WriteEndObject();
    }
}
