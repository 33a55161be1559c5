using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Reconciliation;

namespace Milestone.Host.Reconciliation;

/// <summary>Which report is meant: the one that is named, else the one of the latest days.</summary>
internal static class ReconciliationQuestion
{
    /// <summary>The parameters, in the order in which they are explained.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["organisation", "report", "differences"];

    /// <summary>The reports there are, and our statement beside the one that is meant; null where none was imported.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such report. Invalid: it names no days, or its id is none.</exception>
    public static async Task<(IReadOnlyList<XeroReportListing> Reports, BookReconciliation? Found)> ReadAsync(
        Organisation organisation, IQueryCollection request, ReconciliationReader reader, string drawnBy, CancellationToken cancellation)
    {
        var reports = await reader.ReportsAsync(organisation.Id, cancellation);
        var report = request["report"].ToString().Trim();
        if (report.Length == 0)
        {
            var latest = reports.FirstOrDefault(one => one.Days is not null);
            return (reports, latest is null ? null : await reader.ReadAsync(organisation.Id, latest.Id, drawnBy, cancellation));
        }

        if (!Guid.TryParse(report, out var id))
            throw new ProblemException(ProblemKind.Invalid, $"'{report}' is not a report's id. /api/v1/reconciliation/reports lists them.") { Field = "report" };
        return (reports, await reader.ReadAsync(organisation.Id, id, drawnBy, cancellation)
            ?? throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no report with the id {id}. Import it first.") { Field = "report" });
    }

    /// <summary>Whether only accounts that differ are asked for.</summary>
    public static bool OnlyDifferences(IQueryCollection request) => request["differences"].ToString() switch
    {
        "" or "all" => false,
        "only" => true,
        var other => throw new ProblemException(ProblemKind.Invalid, $"'{other}' is not known here. Use one of: all, only.") { Field = "differences" },
    };
}
