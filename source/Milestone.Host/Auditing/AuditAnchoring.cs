using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;
using Milestone.Host.Settings;

namespace Milestone.Host.Auditing;

/// <summary>
/// Writes once a day where the chains of the audit log end: a log line each, which collectors keep where the database's owner cannot write, and a line
/// each of the file that Milestone__AuditAnchors names.
/// </summary>
internal sealed partial class AuditAnchoring(MilestoneDatabase database, HostSettings settings, TimeProvider clock, ILogger<AuditAnchoring> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not as the host starts: then others have more use for the database.
        for (var wait = First; ; wait = Day)
        {
            await Task.Delay(wait, clock, stoppingToken);
            try
            {
                await AnchorAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is ProblemException or IOException or UnauthorizedAccessException)
            {
                Failed(failure.Message);
            }
        }
    }

    /// <summary>Writes the anchors of now.</summary>
    public async Task AnchorAsync(CancellationToken cancellation)
    {
        var anchors = await new AuditVerification(database).AnchorsAsync(cancellation);
        foreach (var anchor in anchors)
            Anchored(anchor.Organisation, anchor.Seq, anchor.Digest, anchor.At);
        if (settings.AuditAnchors is { } file)
            await File.AppendAllLinesAsync(file, anchors.Select(anchor => anchor.ToLine()), cancellation);
    }

    [LoggerMessage(EventName = "audit.anchor", Level = LogLevel.Information, Message = "audit.anchor {Organisation} {Seq} {Digest} {At}")]
    private partial void Anchored(Guid organisation, long seq, string digest, DateTimeOffset at);

    [LoggerMessage(EventName = "audit.anchor.failed", Level = LogLevel.Error, Message = "audit.anchor could not be written: {Why}")]
    private partial void Failed(string why);
}
