using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands.Exporting;

/// <summary>export company, projects, project: a report of several tables into a file or to standard output.</summary>
internal static class ExportReportCommand
{
    public static IEnumerable<Command> All() => ExportReports.All.Select(report => Create(report.Name, report.Label));

    private static Command Create(string name, string label)
    {
        var shared = new ExportOptions();
        var template = ExportOptions.Text("--template", "NAME", "summary or detailed [default: summary]");
        var project = new Option<string?>("--project") { HelpName = "NAME|ID", Description = "Which project, or 'unassigned'", Required = true };
        var format = ExportOptions.Format(ExportEndpoints.Formats, one => one.Id, "The format to write; CSV holds the first table only");
        var isOfOne = name == "project";
        var command = shared.On(new Command(name, $"{label}, summary or detailed"), isOfOne ? [project, template, format] : [template, format]);
        command.SetAction((parsed, cancellation) =>
        {
            var text = shared.Of(parsed) with { Project = isOfOne ? parsed.GetValue(project) : null };
            var isDetailed = ExportReports.IsDetailed(parsed.GetValue(template));
            return ExportRun.RunAsync(text, shared.OutputOf(parsed), (database, organisation, query) => DrawAsync(database, organisation, query, text, name, isDetailed, parsed.GetValue(format)!, cancellation), cancellation);
        });
        return command;
    }

    private static async Task<DrawnExport> DrawAsync(
        MilestoneDatabase database, Organisation organisation, StatementQuery query, StatementText text, string name, bool isDetailed, ReportFormat format, CancellationToken cancellation)
    {
        var report = await new ExportReports(database, new StatementReader(database))
            .OfAsync(name, organisation, query, isDetailed, StatementQueryParser.MoneyDecimals(text), ExportRun.Actor, cancellation);
        return new DrawnExport(report.Main.Head, report.Name, report.Title, format, report.RowsIn(format), stream => format.WriteAsync(report, stream, cancellation));
    }
}
