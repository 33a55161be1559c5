using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Host.Exports;

/// <summary>Writes a file and enters it in the history when it has ended, one way or another.</summary>
internal sealed partial class ExportRecorder(ExportHistory history, OrganisationCatalogue catalogue, TimeProvider clock, ILogger<ExportRecorder> log)
{
    /// <summary>Writes a file to a stream and enters who took what, how much it was, how long it took, and whether it went out whole.</summary>
    public async Task RecordAsync(
        TableHead head, string name, string title, ReportFormat format, Func<long> rows, Stream output, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var at = clock.GetUtcNow();
        var start = clock.GetTimestamp();
        var counted = new CountingStream(output);
        var outcome = ExportOutcome.Failed;
        try
        {
            await write(counted);
            outcome = ExportOutcome.Finished;
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            outcome = ExportOutcome.BrokenOff;
            throw;
        }
        finally
        {
            await EnterAsync(head.Provenance, new ExportEntry(Guid.CreateVersion7(at), at, head.Provenance.DrawnBy, name, title, format.Id)
            {
                Filters = [head.Provenance.Period, head.Provenance.Basis, .. head.Provenance.Filters],
                Rows = rows(),
                Bytes = counted.Written,
                Duration = clock.GetElapsedTime(start),
                Outcome = outcome,
            });
        }
    }

    // The file is out by now: that it could not be entered is for the log, and must not tear off the answer.
    private async Task EnterAsync(Provenance provenance, ExportEntry entry)
    {
        try
        {
            if (OrganisationCatalogue.Find(await catalogue.ListAsync(CancellationToken.None), provenance.Organisation) is { } organisation)
                await history.AddAsync(organisation.Id, entry, CancellationToken.None);
        }
        catch (ProblemException)
        {
            NotEntered(log, entry.Report, entry.Format, entry.Actor);
        }
    }

    [LoggerMessage(LogLevel.Error, "An export of {Report} as {Format} by {Actor} could not be entered in the history: the database does not answer")]
    private static partial void NotEntered(ILogger log, string report, string format, string actor);
}
