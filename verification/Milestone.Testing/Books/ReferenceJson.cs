using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Milestone.Testing.Books;

/// <summary>Writes the organisation, its accounts and its tracking categories.</summary>
internal sealed class ReferenceJson(JsonScalars scalars, Book book)
{
    public const string ProjectCategory = "Project";
    public const string PhaseCategory = "Build phase";

    public JsonObject Organisation() => new()
    {
        ["OrganisationID"] = Book.IdOf("organisation").ToString(),
        ["Name"] = "A tiny builder",
        ["BaseCurrency"] = book.Currency,
        ["CountryCode"] = "GB",
        ["FinancialYearEndDay"] = scalars.Number(book.YearEndDay),
        ["FinancialYearEndMonth"] = scalars.Number(book.YearEndMonth),
        ["Timezone"] = "GMTSTANDARDTIME",
        ["OrganisationStatus"] = "ACTIVE",
    };

    public JsonObject Account(BookAccount account) => new()
    {
        ["AccountID"] = account.Id.ToString(),
        ["Code"] = account.Code,
        ["Name"] = account.Name,
        ["Status"] = account.Archived ? "ARCHIVED" : "ACTIVE",
        ["Type"] = account.Type,
        ["Class"] = account.Class,
        ["SystemAccount"] = "",
        ["EnablePaymentsToAccount"] = scalars.Boolean(false),
        ["UpdatedDateUTC"] = scalars.Time(account.Updated),
    };

    public IEnumerable<JsonObject> TrackingCategories()
    {
        if (book.Projects.Count > 0)
            yield return Category(ProjectCategory, book.Projects);
        if (book.Phases.Count > 0)
            yield return Category(PhaseCategory, book.Phases);
    }

    private JsonObject Category(string name, ImmutableList<BookOption> options) => new()
    {
        ["TrackingCategoryID"] = Book.IdOf($"category {name}").ToString(),
        ["Name"] = name,
        ["Status"] = "ACTIVE",
        ["Options"] = new JsonArray([.. options.Select(option => new JsonObject
        {
            ["TrackingOptionID"] = option.Id.ToString(),
            ["Name"] = option.Name,
            ["Status"] = option.Archived ? "ARCHIVED" : "ACTIVE",
            ["IsArchived"] = scalars.Boolean(option.Archived),
            ["IsDeleted"] = scalars.Boolean(false),
        })]),
    };
}
