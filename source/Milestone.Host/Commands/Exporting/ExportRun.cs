using Milestone.Core.Auditing;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands.Exporting;

/// <summary>What an export command has drawn and is about to write.</summary>
/// <param name="Head">The head of the file's first table.</param>
/// <param name="Name">The report's short name.</param>
/// <param name="Title">The report's title.</param>
/// <param name="Format">The format.</param>
/// <param name="Rows">How many rows the file has.</param>
/// <param name="WriteAsync">Writes the file.</param>
internal sealed record DrawnExport(TableHead Head, string Name, string Title, ReportFormat Format, long Rows, Func<Stream, Task> WriteAsync);

/// <summary>The way of every export command: the question gets its meaning, the report is drawn and written, and the history says who took it away.</summary>
internal static class ExportRun
{
    /// <summary>Who takes it away, in the provenance and in the history.</summary>
    public const string Actor = "export command";

    public static async Task<int> RunAsync(
        StatementText text, string output, Func<MilestoneDatabase, Organisation, StatementQuery, Task<DrawnExport>> drawAsync, CancellationToken cancellation)
    {
        await using var database = CommandDatabase.Open();
        var catalogue = new OrganisationCatalogue(database);
        var organisation = await CommandDatabase.OrganisationAsync(database, text.Organisation, cancellation);
        var query = await new StatementQueryParser(catalogue, database.Clock).ParseAsync(organisation, text, cancellation);
        var drawn = await drawAsync(database, organisation, query);
        var recorder = new ExportRecorder(new ExportHistory(database), catalogue, database.Clock, new TerminalLog<ExportRecorder>());
        await OutputFile.WriteAsync(output, stream => recorder.RecordAsync(drawn.Head, drawn.Name, drawn.Title, drawn.Format, () => drawn.Rows, stream, drawn.WriteAsync, cancellation));
        return CommandLine.Done;
    }

    /// <summary>Says on the terminal what a serving host would log.</summary>
    private sealed class TerminalLog<T> : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Terminal.Note($"{formatter(state, exception)}.");
    }
}
