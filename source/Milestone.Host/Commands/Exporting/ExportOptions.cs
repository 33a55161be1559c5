using System.CommandLine;
using Milestone.Host.Statements;

namespace Milestone.Host.Commands.Exporting;

/// <summary>The options of every export: whose books, which days, on which basis, and where the file goes.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> organisation = CommandDatabase.OrganisationOption();
    private readonly Option<string?> from = Text("--from", "DATE", "The first day, as in 2026-04-01 [default: the financial year to date]");
    private readonly Option<string?> to = Text("--to", "DATE", "The last day, included");
    private readonly Option<string?> period = Text("--period", "NAME", $"A named period instead: {string.Join(", ", PeriodPreset.Names)}");
    private readonly Option<string?> basis = Text("--basis", "BASIS", "accrual or cash [default: accrual]");
    private readonly Option<bool> wholePounds = new("--whole-pounds") { Description = "Show money without pence" };
    private readonly Option<string> output = new("--output") { Description = "The file to write; '-' is standard output", HelpName = "FILE", Required = true };

    /// <summary>An option that takes words.</summary>
    public static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    /// <summary>The option that chooses one of some formats.</summary>
    public static Option<T> Format<T>(IReadOnlyList<T> formats, Func<T, string> idOf, string description)
        where T : class => new("--format", "-f")
        {
            Description = description,
            HelpName = string.Join('|', formats.Select(idOf)),
            Required = true,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
                var found = formats.FirstOrDefault(one => idOf(one).Equals(text, StringComparison.OrdinalIgnoreCase));
                if (found is null)
                    result.AddError($"--format '{text}' is not known. Use one of: {string.Join(", ", formats.Select(idOf))}.");
                return found;
            },
        };

    /// <summary>Gives a command these options, with its own between the days and the file.</summary>
    public Command On(Command command, IEnumerable<Option> own)
    {
        foreach (var option in (Option[])[organisation, from, to, period, basis, .. own, wholePounds, output])
            command.Options.Add(option);
        return command;
    }

    /// <summary>What was typed, as the words of a question.</summary>
    public StatementText Of(ParseResult parsed) => new()
    {
        Organisation = parsed.GetValue(organisation),
        From = parsed.GetValue(from),
        To = parsed.GetValue(to),
        Period = parsed.GetValue(period),
        Basis = parsed.GetValue(basis),
        WholePounds = parsed.GetValue(wholePounds) ? "true" : null,
    };

    /// <summary>Where the file goes.</summary>
    public string OutputOf(ParseResult parsed) => parsed.GetValue(output)!;
}
