using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands;

/// <summary>export statement: the profit and loss statement into a file or to standard output.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Writes a report to a file or to standard output") { Statement() };

    private static Command Statement()
    {
        var organisation = CommandDatabase.OrganisationOption();
        var from = Text("--from", "DATE", "The first day, as in 2026-04-01 [default: the financial year to date]");
        var to = Text("--to", "DATE", "The last day, included");
        var period = Text("--period", "NAME", $"A named period instead: {string.Join(", ", PeriodPreset.Names)}");
        var rows = Text("--rows", "KIND", "account, project, phase or projectPhase [default: account]");
        var measure = Text("--measure", "PART", "What rows of projects or phases show: income, costOfSales, grossProfit, otherIncome, overheads or netProfit");
        var newestFirst = new Option<bool>("--newest-first") { Description = "Begin columns of time with the latest" };
        var budget = Text("--budget", "NAME|ID", "Also compare with overall, a budget of Xero's by name or id, or estimates [default: none]");
        var columns = Text("--columns", "KIND", "none, month, quarter, year, project or phase [default: none]");
        var compare = Text("--compare", "N", "How many earlier periods stand beside this one, 0 to 12");
        var comparison = Text("--comparison", "KIND", "previous (periods) or year (the same days of earlier years) [default: previous]");
        var variance = new Option<bool>("--variance") { Description = "Also show the change against the first earlier period" };
        var percent = new Option<bool>("--percent") { Description = "Also show the total as a share of income" };
        var basis = Text("--basis", "BASIS", "accrual or cash [default: accrual]");
        var project = Text("--project", "NAME|ID", "Only this project, or 'unassigned'");
        var phase = Text("--phase", "NAME|ID", "Only this build phase, or 'unassigned'");
        var asKnownAt = Text("--as-known-at", "BATCH|TIME", "The figures as they were after a batch, or at a time");
        var showZeros = new Option<bool>("--show-zeros") { Description = "Also show accounts that are zero in every column" };
        var wholePounds = new Option<bool>("--whole-pounds") { Description = "Show money without pence" };
        var format = new Option<StatementFormat>("--format", "-f")
        {
            Description = "The format to write",
            HelpName = string.Join('|', StatementFormat.All.Select(one => one.Id)),
            Required = true,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
                var found = StatementFormat.All.FirstOrDefault(one => one.Id.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (found is null)
                    result.AddError($"--format '{text}' is not known. Use one of: {string.Join(", ", StatementFormat.All.Select(one => one.Id))}.");
                return found;
            },
        };
        var output = new Option<string>("--output") { Description = "The file to write; '-' is standard output", HelpName = "FILE", Required = true };
        var command = new Command("statement", "The profit and loss statement")
        {
            organisation, from, to, period, rows, measure, columns, newestFirst, compare, comparison, variance, budget, percent, basis, project, phase, asKnownAt, showZeros, wholePounds, format, output,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new StatementText
            {
                Organisation = parsed.GetValue(organisation),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Period = parsed.GetValue(period),
                Rows = parsed.GetValue(rows),
                Measure = parsed.GetValue(measure),
                Columns = parsed.GetValue(columns),
                NewestFirst = parsed.GetValue(newestFirst) ? "true" : null,
                Compare = parsed.GetValue(compare),
                Comparison = parsed.GetValue(comparison),
                Variance = parsed.GetValue(variance) ? "true" : null,
                Budget = parsed.GetValue(budget),
                Percent = parsed.GetValue(percent) ? "true" : null,
                Basis = parsed.GetValue(basis),
                Project = parsed.GetValue(project),
                Phase = parsed.GetValue(phase),
                AsKnownAt = parsed.GetValue(asKnownAt),
                HideZeros = parsed.GetValue(showZeros) ? "false" : null,
                WholePounds = parsed.GetValue(wholePounds) ? "true" : null,
            },
            parsed.GetValue(format)!,
            parsed.GetValue(output)!,
            cancellation));
        return command;
    }

    private static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private static async Task<int> RunAsync(StatementText text, StatementFormat format, string output, CancellationToken cancellation)
    {
        await using var database = CommandDatabase.Open();
        var organisation = await CommandDatabase.OrganisationAsync(database, text.Organisation, cancellation);
        var parser = new StatementQueryParser(new OrganisationCatalogue(database), database.Clock);
        var query = await parser.ParseAsync(organisation, text, cancellation);
        var statement = await new StatementReader(database).ReadAsync(organisation.Id, query, "export command", cancellation);
        var decimals = StatementQueryParser.MoneyDecimals(text);
        await OutputFile.WriteAsync(output, stream => format.WriteAsync(statement, decimals, stream, cancellation));
        return CommandLine.Done;
    }
}
