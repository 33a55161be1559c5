using System.Text.Json;

namespace Milestone.Load.Scenarios;

/// <summary>What there is to ask for in the books, as one reader sees them.</summary>
/// <param name="Projects">Their ids: a manager's own only.</param>
/// <param name="Documents">Ids of bills and invoices behind figures.</param>
/// <param name="Packs">Ids of issued packs.</param>
/// <param name="CostAccounts">Codes of the accounts that bills may post to.</param>
internal sealed record Books(IReadOnlyList<Guid> Projects, IReadOnlyList<Guid> Documents, IReadOnlyList<Guid> Packs, IReadOnlyList<string> CostAccounts)
{
    /// <summary>Of somebody who sees the whole books.</summary>
    public static async Task<Books> AllAsync(Reader reader, CancellationToken stop)
    {
        var postings = await OfAsync(reader, "api/v1/postings?period=last-year&limit=200", stop);
        var packs = await OfAsync(reader, "api/v1/packs", stop);
        var accounts = await OfAsync(reader, "api/v1/accounts", stop);
        return new Books(
            await ProjectsAsync(reader, stop),
            [.. postings.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("documentId").GetGuid()).Distinct()],
            Ids(packs.GetProperty("packs")),
            [.. accounts.EnumerateArray().Where(account => account.GetProperty("section").GetString() == "costOfSales").Select(account => account.GetProperty("code").GetString()!)]);
    }

    /// <summary>Of somebody who sees some projects.</summary>
    public static async Task<Books> OfManagerAsync(Reader reader, CancellationToken stop) => new(await ProjectsAsync(reader, stop), [], [], []);

    private static async Task<IReadOnlyList<Guid>> ProjectsAsync(Reader reader, CancellationToken stop) =>
        Ids((await OfAsync(reader, "api/v1/projects?period=trailing-12", stop)).GetProperty("projects"));

    // The line "Unassigned" has no id.
    private static IReadOnlyList<Guid> Ids(JsonElement list) =>
        [.. list.EnumerateArray().Select(one => one.GetProperty("id")).Where(id => id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out _)).Select(id => id.GetGuid())];

    private static async Task<JsonElement> OfAsync(Reader reader, string address, CancellationToken stop)
    {
        using var document = JsonDocument.Parse(await reader.ReadAsync(address, stop));
        return document.RootElement.Clone();
    }
}
