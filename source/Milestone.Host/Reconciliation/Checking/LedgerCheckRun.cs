using Milestone.Core.Ledger;

namespace Milestone.Host.Reconciliation.Checking;

/// <summary>One check of a ledger, from its beginning to its result. Read while it runs.</summary>
public sealed class LedgerCheckRun(DateTimeOffset startedAt, long total) : IProgress<long>
{
    private long documents;
    private volatile LedgerCheckEnd? end;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>How many documents there were to recompute when it began.</summary>
    public long Total => total;

    /// <summary>How many have been recomputed.</summary>
    public long Documents => Interlocked.Read(ref documents);

    /// <summary>How it ended; null while it runs.</summary>
    public LedgerCheckEnd? End => end;

    /// <summary>Whether it has not ended yet.</summary>
    public bool IsRunning => end is null;

    /// <inheritdoc/>
    public void Report(long value) => Interlocked.Exchange(ref documents, value);

    /// <summary>Ends it with what it saw.</summary>
    internal void Finish(LedgerReport report, DateTimeOffset at)
    {
        Report(report.Documents);
        end = new LedgerCheckEnd(at, report, null);
    }

    /// <summary>Ends it without a result.</summary>
    internal void Fail(string why, DateTimeOffset at) => end = new LedgerCheckEnd(at, null, why);
}

/// <summary>How a check ended.</summary>
/// <param name="At">When.</param>
/// <param name="Report">What it saw; null when it did not come to its end.</param>
/// <param name="Failure">Why it did not; null when it did.</param>
public sealed record LedgerCheckEnd(DateTimeOffset At, LedgerReport? Report, string? Failure);

/// <summary>How the check of a ledger stands.</summary>
/// <param name="State">none, running, finished or failed.</param>
/// <param name="Documents">Documents recomputed so far.</param>
/// <param name="Total">Documents there were when it began.</param>
/// <param name="StartedAt">When it began; null when none was asked for.</param>
/// <param name="FinishedAt">When it ended; null before.</param>
/// <param name="Clean">Whether the ledger is what the documents say; null before the end.</param>
/// <param name="Postings">How many postings the ledger holds; null before the end.</param>
/// <param name="Differences">What does not agree, in words; at most the first 100.</param>
/// <param name="Waiting">Documents that post nothing yet, and why.</param>
/// <param name="Failure">Why it did not come to its end, or null.</param>
internal sealed record LedgerCheckAnswer(
    string State, long Documents, long Total, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, bool? Clean, long? Postings, IReadOnlyList<string> Differences, IReadOnlyList<string> Waiting, string? Failure)
{
    public const string Example = """
        { "state": "running", "documents": 4000, "total": 5850, "startedAt": "2026-11-25T09:00:00Z", "finishedAt": null, "clean": null, "postings": null, "differences": [], "waiting": [], "failure": null }
        """;

    public static LedgerCheckAnswer Of(LedgerCheckRun? run) => run is null
        ? new("none", 0, 0, null, null, null, null, [], [], null)
        : new(
            run.End switch { null => "running", { Failure: null } => "finished", _ => "failed" },
            run.Documents, run.Total, run.StartedAt, run.End?.At, run.End?.Report?.Clean, run.End?.Report?.Postings, run.End?.Report?.Differences ?? [], run.End?.Report?.Waiting ?? [], run.End?.Failure);
}
