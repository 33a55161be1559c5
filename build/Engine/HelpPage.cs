using Spectre.Console;

namespace Milestone.Build.Engine;

/// <summary>What <c>--help</c> and <c>--plan</c> print.</summary>
internal static class HelpPage
{
    public static void Print(Output output, TargetGraph graph, string fallback, IReadOnlyList<Parameter> parameters, object pipeline, string? file)
    {
        output.Line("Usage: ./build.sh [targets] [options]");
        output.Line();
        output.Line("Targets");
        output.Table(Rows(graph.Targets.Select(node => (
            node.Name,
            node.Definition.Summary + (node.Name == fallback ? " (the default)" : "")))));
        output.Line();
        output.Line("Options");
        output.Table(Rows(
        [
            ("--help", "This page"),
            ("--plan", "Print the targets in their order, run nothing"),
            ("--skip [names]", "Leave these targets out; without names, everything that was not asked for by name. Targets come before it"),
        ]));
        output.Line();
        output.Line($"Parameters: from the command line, else the environment{(file is null ? "" : $", else {file}")}");
        output.Table(Rows(parameters.Select(parameter => (
            parameter.IsFlag ? parameter.Option : $"{parameter.Option} <value>",
            $"{parameter.Help}{Remark(parameter, pipeline)}  [{parameter.Variable}]"))));
        output.Line();
        output.Line("Exit codes: 0 done, 1 a target failed or was stopped, 2 not understood");
    }

    public static void PrintPlan(Output output, IReadOnlyList<TargetNode> plan, IReadOnlySet<TargetNode> skipped) =>
        output.Table(Rows(plan.Select((node, index) => (
            $"{index + 1} {node.Name}",
            skipped.Contains(node) ? "skipped" : node.Definition.Summary))));

    static string Remark(Parameter parameter, object pipeline) =>
        parameter.Secret ? " (secret)" : parameter.Default(pipeline) is { Length: > 0 } value ? $" (default {value})" : "";

    static Table Rows(IEnumerable<(string Left, string Right)> rows)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn(new TableColumn("").NoWrap().PadLeft(2)).AddColumn("");
        foreach (var (left, right) in rows) table.AddRow(new Text(left), new Text(right));
        return table;
    }
}
