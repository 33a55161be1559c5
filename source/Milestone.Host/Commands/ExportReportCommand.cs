using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands;

/// <summary>export company, projects, project: a report of several tables into a file or to standard output.</summary>
internal static class ExportReportCommand
{
    public static IEnumerable<Command> All() => ExportReports.All.Select(report => Create(report.Name, report.Label));

    private static Command Create(string name, string label)
    {
        var organisation = CommandDatabase.OrganisationOption();
        var from = Text("--from", "DATE", "The first day, as in 2026-04-01 [default: the financial year to date]");
        var to = Text("--to", "DATE", "The last day, included");
        var period = Text("--period", "NAME", $"A named period instead: {string.Join(", ", PeriodPreset.Names)}");
        var basis = Text("--basis", "BASIS", "accrual or cash [default: accrual]");
        var template = Text("--template", "NAME", "summary or detailed [default: summary]");
        var wholePounds = new Option<bool>("--whole-pounds") { Description = "Show money without pence" };
        var project = new Option<string?>("--project") { HelpName = "NAME|ID", Description = "Which project, or 'unassigned'", Required = name == "project" };
        var format = new Option<ReportFormat>("--format", "-f")
        {
            Description = "The format to write; CSV holds the first table only",
            HelpName = string.Join('|', ExportEndpoints.Formats.Select(one => one.Id)),
            Required = true,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
                var found = ExportEndpoints.Formats.FirstOrDefault(one => one.Id.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (found is null)
                    result.AddError($"--format '{text}' is not known. Use one of: {string.Join(", ", ExportEndpoints.Formats.Select(one => one.Id))}.");
                return found;
            },
        };
        var output = new Option<string>("--output") { Description = "The file to write; '-' is standard output", HelpName = "FILE", Required = true };
        var command = new Command(name, $"{label}, summary or detailed") { organisation, from, to, period, basis, template, wholePounds, format, output };
        if (name == "project")
            command.Options.Add(project);
        command.SetAction((parsed, cancellation) => RunAsync(
            name,
            new StatementText
            {
                Organisation = parsed.GetValue(organisation),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Period = parsed.GetValue(period),
                Basis = parsed.GetValue(basis),
                Project = name == "project" ? parsed.GetValue(project) : null,
                WholePounds = parsed.GetValue(wholePounds) ? "true" : null,
            },
            parsed.GetValue(template),
            parsed.GetValue(format)!,
            parsed.GetValue(output)!,
            cancellation));
        return command;
    }

    private static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private static async Task<int> RunAsync(string name, StatementText text, string? template, ReportFormat format, string output, CancellationToken cancellation)
    {
        var isDetailed = ExportReports.IsDetailed(template);
        await using var database = CommandDatabase.Open();
        var organisation = await CommandDatabase.OrganisationAsync(database, text.Organisation, cancellation);
        var query = await new StatementQueryParser(new OrganisationCatalogue(database), database.Clock).ParseAsync(organisation, text, cancellation);
        var report = await new ExportReports(database, new StatementReader(database))
            .OfAsync(name, organisation, query, isDetailed, StatementQueryParser.MoneyDecimals(text), "export command", cancellation);
        await OutputFile.WriteAsync(output, stream => format.WriteAsync(report, stream, cancellation));
        return CommandLine.Done;
    }
}
