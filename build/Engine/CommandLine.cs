using System.CommandLine;

namespace Milestone.Build.Engine;

/// <summary>What the person typed, understood.</summary>
/// <param name="Targets">As typed; empty asks for the default.</param>
/// <param name="Skip">Null: skip nothing; empty: skip everything but the targets typed; else the names to skip.</param>
/// <param name="Values">Parameter values by parameter name.</param>
internal sealed record CommandLine(
    IReadOnlyList<string> Targets,
    bool Help,
    bool Plan,
    IReadOnlyList<string>? Skip,
    IReadOnlyDictionary<string, string> Values)
{
    public static CommandLine Parse(string[] args, IReadOnlyList<Parameter> parameters)
    {
        var targets = new Argument<string[]>("targets") { Arity = ArgumentArity.ZeroOrMore };
        var help = new Option<bool>("--help", "-h", "-?");
        var plan = new Option<bool>("--plan");
        var skip = new Option<string[]>("--skip") { Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true };
        var flags = parameters.Where(parameter => parameter.IsFlag).ToDictionary(parameter => parameter, parameter => new Option<bool>(parameter.Option));
        var texts = parameters.Where(parameter => !parameter.IsFlag).ToDictionary(parameter => parameter, parameter => new Option<string>(parameter.Option));

        // A plain Command: a RootCommand would bring a --version and a help page of its own.
        var command = new Command("build") { targets, help, plan, skip };
        foreach (var option in flags.Values) command.Add(option);
        foreach (var option in texts.Values) command.Add(option);
        var parsed = command.Parse(args);

        // The list of targets takes whatever is left, an option it does not know included.
        var typed = parsed.GetValue(targets) ?? [];
        var skipped = parsed.GetResult(skip) is not { Implicit: false } ? null : (parsed.GetValue(skip) ?? []).SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var word in typed.Concat(skipped ?? []).Where(word => word.StartsWith('-')))
            throw new UsageException($"There is no option {word}.{Suggestion.For(word, command.Options.Select(option => option.Name))}");
        if (parsed.Errors.Count > 0) throw new UsageException(string.Join(" ", parsed.Errors.Select(error => error.Message)));

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (parameter, option) in flags)
        {
            if (parsed.GetResult(option) is { Implicit: false }) values[parameter.Name] = parsed.GetValue(option) ? "true" : "false";
        }
        foreach (var (parameter, option) in texts)
        {
            if (parsed.GetResult(option) is { Implicit: false }) values[parameter.Name] = parsed.GetValue(option)!;
        }
        return new CommandLine(typed, parsed.GetValue(help), parsed.GetValue(plan), skipped, values);
    }
}
