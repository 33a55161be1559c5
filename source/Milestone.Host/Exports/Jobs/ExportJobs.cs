using System.Collections.Concurrent;
using System.Globalization;
using Milestone.Core;

namespace Milestone.Host.Exports.Jobs;

/// <summary>
/// Long exports: a few at once, more wait, and no more than that. Their files lie in a folder of this process's own, for an hour, and go with it.
/// </summary>
internal sealed partial class ExportJobs : IDisposable
{
    /// <summary>How long a file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const int MostAtOnce = 2;
    private const int MostUnfinished = 10;

    private readonly ConcurrentDictionary<Guid, ExportJob> jobs = new();
    private readonly SemaphoreSlim turns = new(MostAtOnce);
    private readonly Lazy<DirectoryInfo> folder = new(() => Directory.CreateTempSubdirectory("milestone-exports-"));
    private readonly ExportReports reports;
    private readonly ExportRecorder recorder;
    private readonly TimeProvider clock;
    private readonly ILogger<ExportJobs> log;
    private readonly ITimer sweeping;

    public ExportJobs(ExportReports reports, ExportRecorder recorder, TimeProvider clock, ILogger<ExportJobs> log)
    {
        (this.reports, this.recorder, this.clock, this.log) = (reports, recorder, clock, log);
        sweeping = clock.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
    }

    /// <summary>Begins an export.</summary>
    /// <exception cref="ProblemException">Conflict: too many wait already.</exception>
    public ExportJob Start(ExportQuestion question, string owner)
    {
        if (jobs.Values.Count(job => !job.HasEnded) >= MostUnfinished)
            throw new ProblemException(ProblemKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{MostUnfinished} exports are being prepared already. Wait for one of them, or stop one."));
        var now = clock.GetUtcNow();
        var id = Guid.NewGuid();
        var job = new ExportJob(id, question, owner, Path.Combine(folder.Value.FullName, id.ToString("N") + question.Format.FileExtension), now);
        jobs[id] = job;
        _ = Task.Run(() => RunAsync(job));
        return job;
    }

    /// <summary>The export with this id, for whoever asked for it: to anybody else there is none.</summary>
    /// <exception cref="ProblemException">NotFound: there is none, or its hour is over.</exception>
    public ExportJob Get(Guid id, string owner) => (jobs.GetValueOrDefault(id) is { } job && job.Owner == owner ? job : null)
        ?? throw new ProblemException(ProblemKind.NotFound, "There is no such export any more. Files are kept for an hour; take the report away again.") { Field = "id" };

    /// <summary>Forgets what is older than its hour, with its file.</summary>
    public void Sweep()
    {
        foreach (var job in jobs.Values.Where(job => job.HasEnded && clock.GetUtcNow() - job.Begun > Kept))
        {
            if (jobs.TryRemove(job.Id, out _))
                job.Dispose();
        }
    }

    public void Dispose()
    {
        sweeping.Dispose();
        foreach (var job in jobs.Values)
            job.Cancel();
        turns.Dispose();
        if (folder.IsValueCreated)
            folder.Value.Delete(recursive: true);
    }

    private async Task RunAsync(ExportJob job)
    {
        var hasTurn = false;
        try
        {
            await turns.WaitAsync(job.Stopped);
            hasTurn = true;
            job.State = JobState.Running;
            await WriteAsync(job);
            job.State = JobState.Done;
        }
        catch (OperationCanceledException)
        {
            job.State = JobState.Cancelled;
        }
        catch (ProblemException problem)
        {
            (job.Failure, job.State) = (problem.Kind == ProblemKind.Unavailable ? "The books cannot be read at the moment." : problem.Message, JobState.Failed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
            Broken(log, failure, job.Question.Report);
            (job.Failure, job.State) = ("The file could not be written. It is logged; try again.", JobState.Failed);
        }
        finally
        {
            if (hasTurn)
                turns.Release();
        }
    }

    private async Task WriteAsync(ExportJob job)
    {
        var asked = job.Question;
        var report = await reports.OfAsync(
            asked.Report, asked.Organisation, asked.Query, asked.IsDetailed, asked.Decimals, asked.DrawnBy, job.Stopped, (done, total) => (job.Done, job.Total) = (done, total + 1));
        job.FileName = asked.Format.FileName(report.Main.Head with { Name = report.Name }, asked.Query.Period);
        await using (var file = new FileStream(job.Path, FileMode.CreateNew, FileAccess.Write))
        {
            await recorder.RecordAsync(
                report.Main.Head, report.Name, report.Title, asked.Format, () => report.RowsIn(asked.Format), file, stream => asked.Format.WriteAsync(report, stream, job.Stopped), job.Stopped);
        }

        job.Done = job.Total;
    }

    [LoggerMessage(LogLevel.Error, "An export of {Report} could not be written")]
    private static partial void Broken(ILogger log, Exception failure, string report);
}
