using System.Text.Json.Nodes;

namespace Milestone.Testing.Books;

/// <summary>Writes the lines of a document.</summary>
internal sealed class LineJson(JsonScalars scalars, Book book)
{
    public JsonArray Lines(BookDocument document) =>
        document.Summary ? [] : new JsonArray([.. document.Lines.Select((line, index) => Line(document, line, index))]);

    private JsonObject Line(BookDocument document, BookLine line, int index)
    {
        var id = (line.Id ?? Book.IdOf($"line {document.Id} {index}")).ToString();
        if (line.Account.Length == 0)
            return new JsonObject { ["LineItemID"] = id, ["Description"] = line.Description, ["Tracking"] = new JsonArray() };

        var account = book.Accounts.Find(account => account.Code == line.Account);
        var record = new JsonObject
        {
            ["Description"] = line.Description,
            ["AccountCode"] = line.Account,
            ["AccountID"] = (account?.Id ?? Book.IdOf($"account {line.Account}")).ToString(),
            ["TaxAmount"] = scalars.Money(line.Tax),
        };
        switch (document.Kind)
        {
            case BookKind.Journal:
                record["JournalLineID"] = id;
                record["AccountType"] = account?.Type;
                record["AccountName"] = account?.Name;
                record["NetAmount"] = scalars.Money(line.Amount);
                record["GrossAmount"] = scalars.Money(line.Amount + line.Tax);
                record["TrackingCategories"] = Tracking(line);
                break;
            case BookKind.ManualJournal:
                record["LineAmount"] = scalars.Money(line.Amount);
                record["IsBlank"] = scalars.Boolean(false);
                record["Tracking"] = Tracking(line);
                break;
            default:
                record["LineItemID"] = id;
                record["LineAmount"] = scalars.Money(line.Amount);
                record["UnitAmount"] = scalars.Money(line.Amount);
                record["Quantity"] = scalars.Number(1.0m);
                record["TaxType"] = line.Tax == 0 ? "NONE" : "OUTPUT2";
                record["Tracking"] = Tracking(line);
                break;
        }

        return record;
    }

    private static JsonArray Tracking(BookLine line)
    {
        var tracking = new JsonArray();
        if (line.Project is { } project)
            tracking.Add(Option(ReferenceJson.ProjectCategory, project, line.TrackedByName));
        if (line.Phase is { } phase)
            tracking.Add(Option(ReferenceJson.PhaseCategory, phase, line.TrackedByName));
        return tracking;
    }

    private static JsonObject Option(string category, string option, bool byName)
    {
        var record = new JsonObject { ["Name"] = category, ["Option"] = option };
        if (!byName)
        {
            record["TrackingCategoryID"] = Book.IdOf($"category {category}").ToString();
            record["TrackingOptionID"] = Book.IdOf($"option {option}").ToString();
        }

        return record;
    }
}
