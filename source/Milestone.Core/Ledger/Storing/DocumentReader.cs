using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Ledger;

/// <summary>A document with what it has posted so far.</summary>
internal sealed record PostedDocument(Document Document, string? WaitsFor, IReadOnlyList<Posting> Posted)
{
    /// <summary>What people assigned to its lines, and where each assignment is now.</summary>
    public IReadOnlyList<PlacedAssignment> Assignments { get; init; } = [];
}

/// <summary>Reads documents whole, as Posting.From wants them, with what the ledger holds of them.</summary>
internal static class DocumentReader
{
    private static readonly string Sql = SqlText.Of("Ledger/Storing/Sql/documents.sql");

    public static async Task<IReadOnlyList<PostedDocument>> ReadAsync(NpgsqlConnection connection, Guid organisation, Guid[] documents, CancellationToken cancellation, bool withPosted = true)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.AddWithValue("documents", documents);
        command.Parameters.AddWithValue("posted", withPosted);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);

        var headers = await AllAsync(reader, Header, cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        // The lines of a project's documents share a handful of trackings: each is parsed once.
        var trackings = new Dictionary<string, IReadOnlyList<LineTracking>>(StringComparer.Ordinal);
        var lines = (await AllAsync(reader, row => Line(row, trackings), cancellation).ConfigureAwait(false)).ToLookup(line => line.Document, line => line.Line);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var claims = await AllAsync(reader, Claim, cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var counterparts = Counterparts(await AllAsync(reader, Other, cancellation).ConfigureAwait(false));
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var assignments = (await AllAsync(reader, Assigned, cancellation).ConfigureAwait(false)).ToLookup(kept => kept.Document, kept => kept.Assignment);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var posted = (await AllAsync(reader, Posted, cancellation).ConfigureAwait(false)).ToLookup(posting => posting.Document, posting => posting.Posting);

        var received = claims.ToLookup(claim => claim.Target);
        var given = claims.ToLookup(claim => claim.Source);
        return [.. headers.Select(Whole)];

        PostedDocument Whole((Document Document, string? WaitsFor) header)
        {
            List<DocumentLine> own = [.. lines[header.Document.Id]];
            var placed = AssignmentMatch.Place(header.Document.Id, own, [.. assignments[header.Document.Id]]);
            return new PostedDocument(
                header.Document with
                {
                    Lines = AssignmentMatch.Apply(own, placed),
                    Settlements = SettlementsOf(header.Document, received, given, counterparts),
                },
                header.WaitsFor,
                [.. posted[header.Document.Id]])
            {
                Assignments = placed,
            };
        }
    }

    private static IReadOnlyList<Settlement> SettlementsOf(
        Document document, ILookup<Guid, SettlementClaim> received, ILookup<Guid, SettlementClaim> given, Dictionary<Guid, Counterpart> counterparts) => document.Kind switch
        {
            DocumentKind.ReceivePrepayment or DocumentKind.SpendPrepayment or DocumentKind.ReceiveOverpayment or DocumentKind.SpendOverpayment => document.PrepaymentId is { } prepayment
                ? Settlements.GivenBy(prepayment, document.Date, given[prepayment], counterparts)
                : [],
            DocumentKind.SalesCreditNote or DocumentKind.SupplierCreditNote =>
            [
                .. Settlements.Of(document.Id, document.Date, received[document.Id], counterparts)
                    .Concat(Settlements.GivenBy(document.Id, document.Date, given[document.Id], counterparts))
                    .OrderBy(settlement => settlement.Date),
            ],
            _ => Settlements.Of(document.Id, document.Date, received[document.Id], counterparts),
        };

    // A prepayment is told by its own record and by its bank transaction: either may have arrived, and either may be void.
    internal static Dictionary<Guid, Counterpart> Counterparts(List<(Guid Id, Counterpart Side)> sides) => sides
        .GroupBy(side => side.Id, side => side.Side)
        .ToDictionary(same => same.Key, same => new Counterpart(same.Max(side => side.Date), same.Any(side => side.IsDead)));

    private static (Document Document, string? WaitsFor) Header(NpgsqlDataReader row) => (
        new Document
        {
            Id = row.GetGuid(0),
            Kind = (DocumentKind)row.GetInt16(1),
            Status = row.GetString(2),
            Date = row.GetFieldValue<DateOnly>(3),
            CurrencyRate = row.GetDecimal(4),
            TaxInclusive = row.GetBoolean(5),
            Total = row.GetDecimal(6),
            CisDeduction = row.GetDecimal(7),
            FullyPaidOn = row.IsDBNull(8) ? null : row.GetFieldValue<DateOnly>(8),
            CountsOnCash = row.GetBoolean(9),
            PrepaymentId = row.IsDBNull(10) ? null : row.GetGuid(10),
        },
        row.IsDBNull(11) ? null : row.GetString(11));

    private static (Guid Document, DocumentLine Line) Line(NpgsqlDataReader row, Dictionary<string, IReadOnlyList<LineTracking>> trackings) => (
        row.GetGuid(0),
        new DocumentLine
        {
            Id = row.GetGuid(1),
            Position = row.GetInt32(2),
            Description = row.GetString(3),
            AccountId = row.IsDBNull(4) ? null : row.GetGuid(4),
            AccountCode = row.IsDBNull(5) ? null : row.GetString(5),
            Amount = row.GetDecimal(6),
            Tax = row.GetDecimal(7),
            Tracking = row.IsDBNull(8) ? [] : Tracking(row.GetString(8), trackings),
        });

    private static IReadOnlyList<LineTracking> Tracking(string json, Dictionary<string, IReadOnlyList<LineTracking>> known)
    {
        if (!known.TryGetValue(json, out var tracking))
            known.Add(json, tracking = LineTrackingJson.Read(json));
        return tracking;
    }

    internal static SettlementClaim Claim(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        (SettlementKind)row.GetInt16(2),
        row.GetGuid(3),
        row.GetGuid(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5),
        row.GetDecimal(6),
        row.GetBoolean(7),
        row.GetFieldValue<DateTimeOffset>(8));

    internal static (Guid Id, Counterpart Side) Other(NpgsqlDataReader row) => (row.GetGuid(0), new Counterpart(row.GetFieldValue<DateOnly>(1), row.GetBoolean(2)));

    private static (Guid Document, KeptAssignment Assignment) Assigned(NpgsqlDataReader row) => (
        row.GetGuid(0),
        new KeptAssignment(
            row.GetGuid(1),
            row.GetInt32(5),
            row.IsDBNull(6) ? null : row.GetGuid(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            row.GetDecimal(8),
            row.GetString(9),
            new Assignment(row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetBoolean(4)))
        {
            Id = row.GetGuid(10),
            Version = row.GetInt64(11),
            By = row.GetString(12),
            At = row.GetFieldValue<DateTimeOffset>(13),
            ArchivedAccepted = row.GetBoolean(14),
        });

    private static (Guid Document, Posting Posting) Posted(NpgsqlDataReader row) => (
        row.GetGuid(0),
        new Posting(row.GetGuid(1), (Basis)row.GetInt16(2), row.GetFieldValue<DateOnly>(3), row.GetGuid(4), row.GetGuid(5), row.GetGuid(6), row.GetDecimal(7)));

    private static async Task<List<T>> AllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var all = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            all.Add(read(reader));
        return all;
    }
}
