using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Ledger;

/// <summary>Proves the ledger: every posting recomputed from the documents, every total from the postings.</summary>
public sealed class LedgerCheck(MilestoneDatabase database)
{
    private const int DocumentsAtATime = 1000;
    private const int MostDifferences = 100;

    /// <summary>Recomputes every posting from the documents and every total from the postings, and names any difference.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="documentsChecked">Told how many documents have been recomputed; may be null.</param>
    /// <param name="cancellation">Cancels the check.</param>
    /// <exception cref="ProblemException">NotFound: there is no such organisation.</exception>
    public Task<LedgerReport> VerifyAsync(Guid organisation, IProgress<long>? documentsChecked, CancellationToken cancellation) =>
        // One snapshot for all of it: imports may go on meanwhile.
        database.SnapshotAsync(
            organisation,
            async connection =>
            {
                var differences = new List<string>();
                var waiting = new List<string>();
                var chart = await ChartReader.ReadAsync(connection, organisation, await SourceAsync(connection, organisation, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
                long documents = 0;
                for (var after = Guid.Empty; ;)
                {
                    var some = await PageAsync(connection, organisation, after, cancellation).ConfigureAwait(false);
                    if (some.Length == 0)
                        break;
                    foreach (var document in await DocumentReader.ReadAsync(connection, organisation, some, cancellation).ConfigureAwait(false))
                        Compare(document, Posting.From(document.Document, chart), differences, waiting);
                    after = some[^1];
                    documents += some.Length;
                    documentsChecked?.Report(documents);
                }

                var postings = await CompareTotalsAsync(connection, organisation, differences, cancellation).ConfigureAwait(false);
                return new LedgerReport(documents, postings, [.. differences.Take(MostDifferences)], waiting);
            },
            cancellation);

    /// <summary>How many documents a check would recompute now: what its progress is measured by.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="cancellation">Cancels the counting.</param>
    public Task<long> DocumentsAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            await using var command = Command(connection, "Ledger/Storing/Sql/document-count.sql", organisation);
            return (long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
        },
        cancellation);

    private static async Task<LedgerSource> SourceAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellation)
    {
        await using var command = Command(connection, "Ledger/Storing/Sql/source.sql", organisation);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is short source
            ? (LedgerSource)source
            : throw new ProblemException(ProblemKind.NotFound, "There is no such organisation.") { Field = "organisation" };
    }

    private static async Task<Guid[]> PageAsync(NpgsqlConnection connection, Guid organisation, Guid after, CancellationToken cancellation)
    {
        await using var command = Command(connection, "Ledger/Storing/Sql/document-page.sql", organisation);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("limit", DocumentsAtATime);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var page = new List<Guid>(DocumentsAtATime);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            page.Add(reader.GetGuid(0));
        return [.. page];
    }

    private static void Compare(PostedDocument document, DocumentPostings wanted, List<string> differences, List<string> waiting)
    {
        var name = $"{DocumentKindName.Of(document.Document.Kind)} {document.Document.Id:D}";
        if (wanted.WaitsFor is { } what)
            waiting.Add($"{name} waits for {what}.");
        if (wanted.WaitsFor != document.WaitsFor)
            differences.Add($"{name} is stored as waiting for {document.WaitsFor ?? "nothing"}, and waits for {wanted.WaitsFor ?? "nothing"}.");
        foreach (var missing in LedgerBatch.Difference(document.Posted, wanted.Postings))
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, line {missing.Line:D}, {(missing.Basis == Basis.Cash ? "cash" : "accrual")}, {missing.Date:yyyy-MM-dd}: the ledger lacks {missing.Amount:0.00}."));
        }
    }

    private static async Task<long> CompareTotalsAsync(NpgsqlConnection connection, Guid organisation, List<string> differences, CancellationToken cancellation)
    {
        await using var command = Command(connection, "Ledger/Storing/Sql/check-totals.sql", organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        var postings = reader.GetInt64(0);
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                differences.Add(reader.GetString(0));
        }

        return postings;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sqlFile, Guid organisation)
    {
        var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("organisation", organisation);
        return command;
    }
}

/// <summary>What a check of the ledger saw.</summary>
/// <param name="Documents">How many documents were recomputed.</param>
/// <param name="Postings">How many postings the ledger holds.</param>
/// <param name="Differences">What does not agree, in words; at most the first 100.</param>
/// <param name="Waiting">Documents that post nothing yet, and why.</param>
public sealed record LedgerReport(long Documents, long Postings, IReadOnlyList<string> Differences, IReadOnlyList<string> Waiting)
{
    /// <summary>Whether the ledger is what the documents say.</summary>
    public bool Clean => Differences.Count == 0;
}
