using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands.Exporting;

/// <summary>export statement: the profit and loss statement into a file or to standard output.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var export = new Command("export", "Writes a report to a file or to standard output") { Statement() };
        foreach (var report in ExportReportCommand.All())
            export.Subcommands.Add(report);
        return export;
    }

    private static Command Statement()
    {
        var shared = new ExportOptions();
        var rows = ExportOptions.Text("--rows", "KIND", "account, project, phase or projectPhase [default: account]");
        var measure = ExportOptions.Text("--measure", "PART", "What rows of projects or phases show: income, costOfSales, grossProfit, otherIncome, overheads or netProfit");
        var newestFirst = new Option<bool>("--newest-first") { Description = "Begin columns of time with the latest" };
        var budget = ExportOptions.Text("--budget", "NAME|ID", "Also compare with overall, a budget of Xero's by name or id, or estimates [default: none]");
        var columns = ExportOptions.Text("--columns", "KIND", "none, month, quarter, year, project or phase [default: none]");
        var compare = ExportOptions.Text("--compare", "N", "How many earlier periods stand beside this one, 0 to 12");
        var comparison = ExportOptions.Text("--comparison", "KIND", "previous (periods) or year (the same days of earlier years) [default: previous]");
        var variance = new Option<bool>("--variance") { Description = "Also show the change against the first earlier period" };
        var percent = new Option<bool>("--percent") { Description = "Also show the total as a share of income" };
        var project = ExportOptions.Text("--project", "NAME|ID", "Only this project, or 'unassigned'");
        var phase = ExportOptions.Text("--phase", "NAME|ID", "Only this build phase, or 'unassigned'");
        var asKnownAt = ExportOptions.Text("--as-known-at", "BATCH|TIME", "The figures as they were after a batch, or at a time");
        var showZeros = new Option<bool>("--show-zeros") { Description = "Also show accounts that are zero in every column" };
        var format = ExportOptions.Format(StatementFormat.All, one => one.Id, "The format to write");
        var command = shared.On(
            new Command("statement", "The profit and loss statement"),
            [rows, measure, columns, newestFirst, compare, comparison, variance, budget, percent, project, phase, asKnownAt, showZeros, format]);
        command.SetAction((parsed, cancellation) =>
        {
            var text = shared.Of(parsed) with
            {
                Rows = parsed.GetValue(rows),
                Measure = parsed.GetValue(measure),
                Columns = parsed.GetValue(columns),
                NewestFirst = parsed.GetValue(newestFirst) ? "true" : null,
                Compare = parsed.GetValue(compare),
                Comparison = parsed.GetValue(comparison),
                Variance = parsed.GetValue(variance) ? "true" : null,
                Budget = parsed.GetValue(budget),
                Percent = parsed.GetValue(percent) ? "true" : null,
                Project = parsed.GetValue(project),
                Phase = parsed.GetValue(phase),
                AsKnownAt = parsed.GetValue(asKnownAt),
                HideZeros = parsed.GetValue(showZeros) ? "false" : null,
            };
            return ExportRun.RunAsync(text, shared.OutputOf(parsed), (database, organisation, query) => DrawAsync(database, organisation, query, text, parsed.GetValue(format)!, cancellation), cancellation);
        });
        return command;
    }

    private static async Task<DrawnExport> DrawAsync(
        MilestoneDatabase database, Organisation organisation, StatementQuery query, StatementText text, StatementFormat format, CancellationToken cancellation)
    {
        var statement = await new StatementReader(database).ReadAsync(organisation.Id, query, ExportRun.Actor, cancellation);
        var decimals = StatementQueryParser.MoneyDecimals(text);
        var table = StatementTable.Of(statement, decimals);
        return new DrawnExport(table.Head, table.Head.Name, table.Head.Title, format.Report, table.Rows.Count, stream => format.WriteAsync(statement, decimals, stream, cancellation));
    }
}
