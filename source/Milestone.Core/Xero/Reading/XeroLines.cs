using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>Reads the lines of a document or a journal.</summary>
internal static class XeroLines
{
    public static IReadOnlyList<DocumentLine> Read(XeroRecord document, string listField, string idField, Guid documentId)
    {
        var lines = new List<DocumentLine>();
        var seen = new HashSet<Guid>();
        foreach (var line in document.List(listField))
        {
            if (line.Flag("IsBlank") == true)
                continue;
            var position = lines.Count;
            var id = line.Id(idField);
            if (id is null || !seen.Add(id.Value))
                id = DerivedId.OfLine(documentId, position);
            var net = line.Amount("NetAmount"); // journals of the Journals endpoint: net and base currency already
            lines.Add(new DocumentLine
            {
                Id = id.Value,
                Position = position,
                Description = line.Text("Description") ?? "",
                AccountId = line.Id("AccountID"),
                AccountCode = line.Text("AccountCode"),
                Amount = net ?? line.Amount("LineAmount") ?? (HasPrice(line) ? throw NoAmount(line) : 0),
                Tax = net is null ? line.Amount("TaxAmount") ?? 0 : 0,
                Tracking = [.. Tracking(line, "Tracking"), .. Tracking(line, "TrackingCategories")],
            });
        }

        return lines;
    }

    /// <summary>The options of tracking categories that a line or a budget names.</summary>
    public static IEnumerable<LineTracking> Tracking(XeroRecord line, string field) =>
        from tracking in line.List(field)
        let category = new LineTracking(
            tracking.Id("TrackingCategoryID"),
            tracking.Text("Name") ?? "",
            tracking.Id("TrackingOptionID"),
            tracking.Text("Option") ?? "")
        where (category.Category is not null || category.CategoryName.Length > 0) && (category.Option is not null || category.OptionName.Length > 0)
        select category;

    private static bool HasPrice(XeroRecord line) => (line.Amount("UnitAmount") ?? 0) != 0 && (line.Amount("Quantity") ?? 0) != 0;

    private static RejectedRecordException NoAmount(XeroRecord line) =>
        new($"A line \"{line.Text("Description")}\" has a price and no LineAmount. Fetch the record from Xero again with all its fields.");
}
