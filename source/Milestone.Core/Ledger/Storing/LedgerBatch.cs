using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Ledger;

/// <summary>One writing transaction on an organisation's ledger, and the number its batch has once anything changes.</summary>
internal sealed class LedgerBatch(NpgsqlConnection connection, Guid organisation, long number, DateTimeOffset now, LedgerSource source, Chart? chart, CancellationToken cancellation)
{
    // Bounds the memory of a repost, whatever the number of documents.
    private const int DocumentsAtATime = 1000;

    public NpgsqlConnection Connection => connection;

    public Guid Organisation => organisation;

    public long Number => number;

    /// <summary>When it is recorded, in UTC.</summary>
    public DateTimeOffset Now => now;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Which documents post; a switch sets it.</summary>
    public LedgerSource Source { get; private set; } = source;

    /// <summary>Whether anything visible has changed, so that the batch gets a row of its own.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>How many postings it appends.</summary>
    public long Postings { get; private set; }

    /// <summary>The chart, if it has been needed.</summary>
    public Chart? KnownChart { get; private set; } = chart;

    /// <summary>What it is called in the ledger's history, where that is known only once the work is done.</summary>
    public string? Action { get; set; }

    public void Change() => HasChanged = true;

    /// <summary>Says that accounts or tracking have changed: the chart is read again when it is next needed.</summary>
    public void ChangeChart()
    {
        HasChanged = true;
        KnownChart = null;
    }

    public void ChangeSource(LedgerSource wanted)
    {
        Source = wanted;
        ChangeChart();
    }

    /// <summary>A command of this transaction, with the organisation as its first parameter.</summary>
    public NpgsqlCommand Command(string sqlFile)
    {
        var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        return command;
    }

    public async Task<Chart> ChartAsync() =>
        KnownChart ??= await ChartReader.ReadAsync(connection, organisation, Source, cancellation).ConfigureAwait(false);

    /// <summary>Recomputes what documents post and appends the difference to what they have posted.</summary>
    public async Task PostAsync(IReadOnlyCollection<Guid> documents)
    {
        foreach (var some in documents.Chunk(DocumentsAtATime))
        {
            var current = await ChartAsync().ConfigureAwait(false);
            var read = await DocumentReader.ReadAsync(connection, organisation, some, cancellation).ConfigureAwait(false);
            var waiting = new List<(Guid Document, string? WaitsFor)>();
            var differences = new List<(Guid Document, Posting Posting)>();
            foreach (var document in read)
            {
                var wanted = Posting.From(document.Document, current);
                if (wanted.WaitsFor != document.WaitsFor)
                    waiting.Add((document.Document.Id, wanted.WaitsFor));
                differences.AddRange(Difference(document.Posted, wanted.Postings).Select(posting => (document.Document.Id, posting)));
            }

            await RememberOptionsAsync(current, read).ConfigureAwait(false);
            await FollowLinesAsync(read).ConfigureAwait(false);
            await AppendAsync(differences).ConfigureAwait(false);
            await WaitAsync(waiting).ConfigureAwait(false);
        }
    }

    /// <summary>What has to be added to <paramref name="posted"/> to give <paramref name="wanted"/>.</summary>
    public static IReadOnlyList<Posting> Difference(IReadOnlyList<Posting> posted, IReadOnlyList<Posting> wanted)
    {
        if (posted.Count == 0)
            return wanted;
        var sums = new PostingSums();
        foreach (var posting in wanted)
            sums.Add(posting);
        foreach (var posting in posted)
            sums.Subtract(posting);
        return sums.NonZero();
    }

    private async Task AppendAsync(List<(Guid Document, Posting Posting)> postings)
    {
        if (postings.Count == 0)
            return;

        // Same documents, same rows in the same order, whatever the order of a dictionary.
        postings.Sort((a, b) => (a.Document, a.Posting.Line, a.Posting.Basis, a.Posting.Date).CompareTo((b.Document, b.Posting.Line, b.Posting.Basis, b.Posting.Date)));
        var copy = await connection.BeginBinaryImportAsync(
            "COPY incoming_posting (basis, date, account_id, project_id, phase_id, document_id, line_id, amount) FROM STDIN (FORMAT BINARY)", cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var (document, posting) in postings)
            {
                await copy.StartRowAsync(cancellation).ConfigureAwait(false);
                await copy.WriteAsync((short)posting.Basis, NpgsqlDbType.Smallint, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Date, NpgsqlDbType.Date, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Account, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Project, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Phase, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(document, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Line, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
                await copy.WriteAsync(posting.Amount, NpgsqlDbType.Numeric, cancellation).ConfigureAwait(false);
            }

            await copy.CompleteAsync(cancellation).ConfigureAwait(false);
        }

        await using var append = Command("Ledger/Storing/Sql/append.sql");
        append.Parameters.AddWithValue("batch", number);
        await append.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        Postings += postings.Count;
        HasChanged = true;
    }

    // Options that only documents name get a row, so that a statement can show their names.
    private async Task RememberOptionsAsync(Chart current, IReadOnlyList<PostedDocument> documents)
    {
        var unseen = documents
            .SelectMany(document => current.OptionsNamedBy(document.Document.Lines))
            .Where(option => !current.Knows(option.Id))
            .DistinctBy(option => option.Id)
            .ToList();
        if (unseen.Count == 0)
            return;

        await using var command = Command("Ledger/Storing/Sql/seen-options.sql");
        command.Parameters.AddWithValue("batch", number);
        command.Parameters.AddWithValue("options", unseen.Select(option => option.Id).ToArray());
        command.Parameters.AddWithValue("categories", unseen.Select(option => option.Category).ToArray());
        command.Parameters.AddWithValue("names", unseen.Select(option => option.Name.Length > 0 ? option.Name : option.Id.ToString("D")).ToArray());
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        ChangeChart();
    }

    // An assignment remembers its line as it now is, so that it still knows it when the next import replaces the lines again.
    private async Task FollowLinesAsync(IReadOnlyList<PostedDocument> documents)
    {
        List<KeptAssignment> moved =
        [
            .. from document in documents
               from placed in document.Assignments
               where placed.Line is not null && placed.Kept.On(placed.Line) != placed.Kept
               select placed.Kept.On(placed.Line!),
        ];
        if (moved.Count == 0)
            return;
        await using var command = Command("Ledger/Storing/Sql/follow-lines.sql");
        command.Parameters.AddWithValue("assignments", moved.Select(kept => kept.Id).ToArray());
        command.Parameters.AddWithValue("lines", moved.Select(kept => kept.Line).ToArray());
        command.Parameters.AddWithValue("positions", moved.Select(kept => kept.Position).ToArray());
        command.Parameters.AddWithValue("accounts", moved.Select(kept => kept.AccountId).ToArray());
        command.Parameters.AddWithValue("codes", moved.Select(kept => kept.AccountCode).ToArray());
        command.Parameters.AddWithValue("amounts", moved.Select(kept => kept.Amount).ToArray());
        command.Parameters.AddWithValue("descriptions", moved.Select(kept => kept.Description).ToArray());
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private async Task WaitAsync(List<(Guid Document, string? WaitsFor)> waiting)
    {
        if (waiting.Count == 0)
            return;
        await using var command = Command("Ledger/Storing/Sql/waiting.sql");
        command.Parameters.AddWithValue("documents", waiting.Select(wait => wait.Document).ToArray());
        command.Parameters.AddWithValue("waits", waiting.Select(wait => wait.WaitsFor).ToArray());
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        HasChanged = true;
    }
}
