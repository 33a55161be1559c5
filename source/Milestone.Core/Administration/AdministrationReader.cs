using Milestone.Core.Storage;

namespace Milestone.Core.Administration;

/// <summary>What there is of an organisation, and how its imports went: for whoever looks after it.</summary>
public sealed class AdministrationReader(MilestoneDatabase database)
{
    private const int MostRuns = 50;
    private const int MostRejected = 200;

    /// <summary>How much there is of what an administrator looks after.</summary>
    public async Task<AdministrationCounts> CountsAsync(Guid organisation, CancellationToken cancellation) => (await database.ReadAsync(
        organisation,
        "Administration/Sql/counts.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("now", database.Now);
        },
        reader => reader.RowsAsync(
            row => new AdministrationCounts
            {
                Projects = row.GetInt64(0),
                Users = row.GetInt64(1),
                Documents = row.GetInt64(2),
                Postings = row.GetInt64(3),
                Batches = row.GetInt64(4),
                Imports = row.GetInt64(5),
                Rejected = row.GetInt64(6),
                WorkingTokens = row.GetInt64(7),
                AuditEntries = row.GetInt64(8),
                LastSync = row.Optional<DateTimeOffset>(9),
                DatabaseBytes = row.GetInt64(10),
            },
            cancellation),
        cancellation).ConfigureAwait(false))[0];

    /// <summary>The latest imports, the newest first.</summary>
    public Task<IReadOnlyList<SyncRunSummary>> RunsAsync(Guid organisation, int limit, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Administration/Sql/runs.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("limit", Math.Clamp(limit, 1, MostRuns));
        },
        reader => reader.RowsAsync(
            row => new SyncRunSummary(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.Optional<DateTimeOffset>(2), row.GetString(3))
            {
                Received = row.GetInt64(4),
                Created = row.GetInt64(5),
                Changed = row.GetInt64(6),
                Unchanged = row.GetInt64(7),
                Rejected = row.GetInt64(8),
                Failure = row.OptionalText(9),
            },
            cancellation),
        cancellation);

    /// <summary>Records that could not be read and were not taken since, the newest first.</summary>
    public Task<IReadOnlyList<RejectedSummary>> RejectedAsync(Guid organisation, int limit, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Administration/Sql/rejected.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("limit", Math.Clamp(limit, 1, MostRejected));
        },
        reader => reader.RowsAsync(
            row => new RejectedSummary(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
            cancellation),
        cancellation);
}

/// <summary>How much there is of what an administrator looks after.</summary>
public sealed record AdministrationCounts
{
    /// <summary>Projects that Xero or a document names.</summary>
    public long Projects { get; init; }

    /// <summary>Users with a place in the organisation; whoever owns the installation needs none.</summary>
    public long Users { get; init; }

    /// <summary>Documents of all kinds.</summary>
    public long Documents { get; init; }

    /// <summary>Postings of the ledger, those that take others back included.</summary>
    public long Postings { get; init; }

    /// <summary>Batches of the ledger.</summary>
    public long Batches { get; init; }

    /// <summary>Imports, those that failed included.</summary>
    public long Imports { get; init; }

    /// <summary>Records that could not be read and were not taken since.</summary>
    public long Rejected { get; init; }

    /// <summary>Tokens that are neither revoked nor expired.</summary>
    public long WorkingTokens { get; init; }

    /// <summary>Entries of the organisation's audit log.</summary>
    public long AuditEntries { get; init; }

    /// <summary>When payloads last arrived; null before the first import.</summary>
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>The size of the database in bytes: of all organisations, indexes included.</summary>
    public long DatabaseBytes { get; init; }
}

/// <summary>One import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it runs, or where it broke off.</param>
/// <param name="Actor">Who imported.</param>
public sealed record SyncRunSummary(Guid Id, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Actor)
{
    /// <summary>How many records came.</summary>
    public long Received { get; init; }

    /// <summary>How many were new.</summary>
    public long Created { get; init; }

    /// <summary>How many replaced an older version.</summary>
    public long Changed { get; init; }

    /// <summary>How many were there already.</summary>
    public long Unchanged { get; init; }

    /// <summary>How many could not be read.</summary>
    public long Rejected { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure { get; init; }
}

/// <summary>One record that could not be read.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it came.</param>
/// <param name="Payload">What it came in.</param>
/// <param name="Kind">Xero's name for its kind.</param>
/// <param name="Record">Its id or number.</param>
/// <param name="Reason">What is wrong with it, and the remedy.</param>
public sealed record RejectedSummary(long Id, DateTimeOffset At, string Payload, string Kind, string Record, string Reason);
