using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Host.Exports.Jobs;

/// <summary>What a long export is asked for.</summary>
internal sealed record ExportQuestion(string Report, Organisation Organisation, StatementQuery Query, bool IsDetailed, int Decimals, ReportFormat Format, string DrawnBy);

/// <summary>Where a long export stands.</summary>
internal enum JobState
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>It is being drawn and written.</summary>
    Running,

    /// <summary>The file can be fetched.</summary>
    Done,

    /// <summary>It could not be finished.</summary>
    Failed,

    /// <summary>Somebody took it back.</summary>
    Cancelled,
}

/// <summary>One long export: it goes on while its reader looks elsewhere.</summary>
internal sealed class ExportJob(Guid id, ExportQuestion question, string owner, string path, DateTimeOffset begun) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile bool isDisposed;

    public Guid Id => id;

    public ExportQuestion Question => question;

    /// <summary>The key of whoever asked for it, who alone may have it.</summary>
    public string Owner => owner;

    /// <summary>Where the file is written.</summary>
    public string Path => path;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Begun => begun;

    /// <summary>Where it stands.</summary>
    public JobState State { get; set; } = JobState.Waiting;

    /// <summary>How many of its tables are drawn.</summary>
    public int Done { get; set; }

    /// <summary>How many tables it has, and the writing of the file; 0 before that is known.</summary>
    public int Total { get; set; }

    /// <summary>The name that the file is saved under, once it is there.</summary>
    public string FileName { get; set; } = "";

    /// <summary>Why it failed, in words for its reader; null otherwise.</summary>
    public string? Failure { get; set; }

    /// <summary>Whether it has come to an end.</summary>
    public bool HasEnded => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Stops it.</summary>
    public CancellationToken Stopped => stop.Token;

    public void Cancel()
    {
        if (!isDisposed)
            stop.Cancel();
    }

    public void Dispose()
    {
        isDisposed = true;
        stop.Dispose();
        File.Delete(path);
    }
}
