using System.Globalization;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;

namespace Milestone.Host.Auditing;

/// <summary>What the host and its commands write about the audit log into the audit log.</summary>
internal static class AuditTrail
{
    /// <summary>Enters that a chain was verified, and what came of it: pages show when that was.</summary>
    public static Task NoteVerifiedAsync(MilestoneDatabase database, AuditReport report, string actor, CancellationToken cancellation) => new AuditLog(database).RecordAsync(
        new AuditEvent(
            report.Organisation,
            actor,
            "verify",
            "audit_log",
            new Dictionary<string, string>
            {
                ["rows"] = report.Rows.ToString(CultureInfo.InvariantCulture),
                ["faults"] = report.FaultCount.ToString(CultureInfo.InvariantCulture),
            }),
        cancellation);
}
