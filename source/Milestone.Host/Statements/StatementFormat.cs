using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Host.Statements;

/// <summary>
/// A format that a statement can be had in. JSON is the statement's own, with accounts and columns as objects; the others are the formats of
/// every report. The endpoints, the export command and the page's links all read this list.
/// </summary>
internal sealed record StatementFormat(string Id, string MediaType, ReportFormat Report)
{
    /// <summary>Every format, JSON first.</summary>
    public static IReadOnlyList<StatementFormat> All { get; } =
        [.. ReportFormat.All.OrderByDescending(format => format == ReportFormat.Json).Select(format => new StatementFormat(format.Id, format.MediaType, format))];

    /// <summary>The statement's own JSON.</summary>
    public static StatementFormat Json { get; } = All[0];

    /// <summary>Whether a browser saves it instead of showing it.</summary>
    public bool IsDownload => this != Json;

    /// <summary>Writes the statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds; JSON always has pence.</param>
    /// <param name="output">Where the bytes go; it is left open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public Task WriteAsync(Statement statement, int moneyDecimals, Stream output, CancellationToken cancellation) => this == Json
        ? output.WriteAsync(StatementJson.Of(statement), cancellation).AsTask()
        : Report.WriteAsync(StatementTable.Of(statement, moneyDecimals), output, cancellation);
}
