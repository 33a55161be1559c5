using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Assignments;

/// <summary>
/// Some documents with everything that decides where their lines count: what the kernel posts of them, what people assigned, and the names that
/// readers know them by. All that this slice shows or decides is read here, so that a page, a preview and a change cannot differ.
/// </summary>
internal sealed class LineBooks
{
    private readonly Dictionary<Guid, PostedDocument> documents;
    private readonly Dictionary<Guid, (string Number, string Contact, Guid? ContactId)> heads;
    private readonly Dictionary<(Guid Document, Guid Line), decimal> amounts = [];

    private LineBooks(Chart chart, OptionNames options, Dictionary<Guid, PostedDocument> documents, Dictionary<Guid, (string Number, string Contact, Guid? ContactId)> heads)
    {
        Chart = chart;
        Options = options;
        this.documents = documents;
        this.heads = heads;
        foreach (var document in documents.Values)
        {
            foreach (var posting in Posting.From(document.Document, chart).Postings.Where(posting => posting.Basis == Basis.Accrual))
                amounts[(document.Document.Id, posting.Line)] = amounts.GetValueOrDefault((document.Document.Id, posting.Line)) + posting.Amount;
        }
    }

    public Chart Chart { get; }

    public OptionNames Options { get; }

    public IEnumerable<PostedDocument> Documents => documents.Values;

    /// <summary>Reads documents on a connection on which the organisation has been chosen.</summary>
    public static async Task<LineBooks> ReadAsync(NpgsqlConnection connection, Guid organisation, IEnumerable<Guid> wanted, CancellationToken cancellation)
    {
        Guid[] ids = [.. wanted.Distinct()];
        var read = await DocumentReader.ReadAsync(connection, organisation, ids, cancellation).ConfigureAwait(false);
        var (source, heads) = await HeadsAsync(connection, organisation, ids, cancellation).ConfigureAwait(false);
        return new LineBooks(
            await ChartReader.ReadAsync(connection, organisation, source, cancellation).ConfigureAwait(false),
            await OptionNames.ReadAsync(connection, organisation, cancellation).ConfigureAwait(false),
            read.ToDictionary(document => document.Document.Id),
            heads);
    }

    public PostedDocument? Find(Guid document) => documents.GetValueOrDefault(document);

    public string NumberOf(Guid document) => heads[document].Number;

    public string ContactOf(Guid document) => heads[document].Contact;

    /// <summary>A line as it is now, or null when there is none.</summary>
    public AssignableLine? Line(Guid document, Guid line) =>
        documents.TryGetValue(document, out var posted) && posted.Document.Lines.FirstOrDefault(one => one.Id == line) is { } found ? View(posted, found) : null;

    /// <summary>The lines of a document that can be assigned, in order.</summary>
    public IReadOnlyList<AssignableLine> LinesOf(Guid document) =>
        documents.TryGetValue(document, out var posted) ? [.. posted.Document.Lines.Where(line => WhyNot(posted.Document, line) is null).Select(line => View(posted, line))] : [];

    /// <summary>Why assigning a line could never have an effect, in words; null where it can.</summary>
    public string? WhyNot(Document document, DocumentLine line)
    {
        if (DocumentRule.Of(document.Kind, Chart.Source).Effect == 0)
            return $"{DocumentKindName.Of(document.Kind)}s post nothing to profit and loss here, so there is nothing to assign.";
        return Chart.AccountOf(line) is { Section: null } account
            ? $"Its account {account.Name} is no income and no expense, so the line is not part of profit and loss."
            : null;
    }

    private AssignableLine View(PostedDocument posted, DocumentLine line)
    {
        var document = posted.Document;
        var kept = posted.Assignments.FirstOrDefault(placed => placed.Line?.Id == line.Id)?.Kept;
        var account = Chart.AccountOf(line);
        return new AssignableLine(
            document.Id,
            line.Id,
            Seen(document, line, kept),
            DocumentKindName.Of(document.Kind),
            heads[document.Id].Number,
            heads[document.Id].Contact,
            document.Status,
            document.Date,
            line.Description,
            account?.Name ?? "",
            account?.Id,
            amounts.GetValueOrDefault((document.Id, line.Id)),
            Options.PlaceOf(Chart.PlaceOf(line)),
            Options.PlaceOf(Chart.XeroPlaceOf(line)))
        {
            ContactId = heads[document.Id].ContactId,
            Assignment = kept is null ? null : Options.MarkOf(kept),
        };
    }

    /// <summary>Everything of a line that somebody may have had in mind, as one short word.</summary>
    private static string Seen(Document document, DocumentLine line, KeptAssignment? kept)
    {
        var all = string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Id:N}|{document.Status}|{document.Date:yyyyMMdd}|{line.Id:N}|{line.AccountId:N}|{line.AccountCode}|{line.Amount:0.####}|{line.Tax:0.####}|{line.Description}|{LineTrackingJson.Write(line.Tracking)}|{kept?.Id:N}|{kept?.Version}");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 9));
    }

    private static async Task<(LedgerSource Source, Dictionary<Guid, (string Number, string Contact, Guid? ContactId)> Heads)> HeadsAsync(
        NpgsqlConnection connection, Guid organisation, Guid[] documents, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Assignments/Sql/heads.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.AddWithValue("documents", documents);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            throw new ProblemException(ProblemKind.NotFound, "There is no such organisation.") { Field = "organisation" };
        var source = (LedgerSource)reader.GetInt16(0);

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var heads = new Dictionary<Guid, (string Number, string Contact, Guid? ContactId)>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            heads[reader.GetGuid(0)] = (reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetGuid(3));
        return (source, heads);
    }
}
