using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class Alerts : Check
{
    const string Rules = "deploy/monitoring/rules/milestone.yml";

    static readonly string[] Wanted = ["up{", "5..", "0.99", "sync", "backup", "ledger", "disk", "certificate|probe_ssl|expiry"];

    public override string Task => "T316";

    public override string Title => "Alerts";

    public override string Proves => "There is a rule for outage, errors, latency, old books, old backups, ledger differences, disk and certificate, each told to somebody; promtool's tests pass, and an injected outage, error rate and slowness each raised their alert at a receiver and cleared again (target Monitoring)";

    public override string Sabotage => "The rule of the outage is gone";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var rules = string.Join('\n', world.Tree.Files("deploy/monitoring/rules", "*.yml").Where(path => !path.Contains(".test.", StringComparison.Ordinal)).Select(path => world.Tree.Text(path)));
        var names = Regex.Matches(rules, @"- alert: (?<name>\w+)").Select(match => match.Groups["name"].Value).ToList();
        evidence.Expect(names.Count >= 8, "deploy/monitoring/rules", names.Count == 0 ? "no rule" : string.Join(", ", names));
        foreach (var part in Wanted)
        {
            var there = Regex.IsMatch(rules, part.Contains('|', StringComparison.Ordinal) ? part : Regex.Escape(part), RegexOptions.IgnoreCase);
            evidence.Expect(there, $"a rule about {part}", there ? "there" : "none");
        }
        var routes = world.Tree.Text("deploy/monitoring/alertmanager.yml") ?? "";
        evidence.Expect(routes.Contains("receivers:", StringComparison.Ordinal) && Regex.IsMatch(routes, "email_configs|webhook_configs|slack_configs"), "deploy/monitoring/alertmanager.yml", routes.Length == 0 ? "not there" : string.Join(", ", Regex.Matches(routes, @"\w+_configs").Select(match => match.Value).Distinct()));
        await world.Records.Demand("Monitoring", evidence, stop);
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change(Rules, text => text.Replace("up{", "down{", StringComparison.Ordinal)));
}

internal sealed class Board : Check
{
    public override string Task => "T317";

    public override string Title => "The monitoring board";

    public override string Proves => "The Grafana board has its panels with expressions, refreshes by itself, and asks only for figures that the host or the exporters give";

    public override string Sabotage => "A panel asks for a figure that nobody gives";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var boards = world.Tree.Files("deploy/monitoring", "*.json").Where(path => (world.Tree.Text(path) ?? "").Contains("\"panels\"", StringComparison.Ordinal)).ToList();
        evidence.Expect(boards.Count > 0, "deploy/monitoring, boards", boards.Count == 0 ? "none" : string.Join(", ", boards));
        var instruments = string.Join('\n', world.Tree.Files("source/Milestone.Host", "*.cs").Select(path => world.Tree.Text(path))).Replace('.', '_');
        foreach (var path in boards)
        {
            var board = JsonNode.Parse(world.Tree.Text(path)!)!;
            var expressions = Expressions(board).ToList();
            evidence.Expect(expressions.Count >= 6, path, string.Create(CultureInfo.InvariantCulture, $"{board["panels"]!.AsArray().Count} panels, {expressions.Count} expressions"));
            evidence.Expect(board["refresh"]?.ToString() is { Length: > 0 }, $"{path}, refresh", board["refresh"]?.ToString() ?? "never");
            var figures = expressions.SelectMany(expression => Regex.Matches(expression, @"\bmilestone_[a-z_]+").Select(match => match.Value)).Distinct().ToList();
            var unknown = figures.Where(name => !instruments.Contains(Regex.Replace(name, "_(total|seconds|bytes|bucket|count|sum|ratio)+$", ""), StringComparison.Ordinal)).ToList();
            evidence.Expect(figures.Count > 0 && unknown.Count == 0, $"{path}, figures of the host", unknown.Count == 0 ? string.Join(", ", figures) : $"nobody gives {string.Join(", ", unknown)}");
        }
        return System.Threading.Tasks.Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var board = world.Tree.Files("deploy/monitoring", "*.json").First(path => (world.Tree.Text(path) ?? "").Contains("\"panels\"", StringComparison.Ordinal));
        return System.Threading.Tasks.Task.FromResult(world.Tree.Change(board, text => new Regex("milestone_[a-z_]+").Replace(text, "milestone_figure_of_nobody", 1)));
    }

    static IEnumerable<string> Expressions(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(pair => pair.Key == "expr" && pair.Value is JsonValue ? [pair.Value.ToString()] : Expressions(pair.Value)),
        JsonArray items => items.SelectMany(Expressions),
        _ => [],
    };
}

internal sealed class CentralLogs : Check
{
    public override string Task => "T318";

    public override string Title => "Central logs";

    public override string Proves => "The logs of every service are collected, kept for a written time and found again by saved queries, one of them by trace id; containers keep a bounded log of their own";

    public override string Sabotage => "The retention is taken out";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var files = world.Tree.Files("deploy/monitoring").Where(path => Regex.IsMatch(path, "log|loki|vector|promtail|alloy|quer", RegexOptions.IgnoreCase)).ToList();
        var text = string.Join('\n', files.Select(path => world.Tree.Text(path)));
        evidence.Expect(files.Count > 0, "deploy/monitoring, logs", files.Count == 0 ? "nothing" : string.Join(", ", files));
        var retention = Regex.Match(text, @"retention[\w_]*\s*[:=]\s*(?<time>\S+)", RegexOptions.IgnoreCase);
        evidence.Expect(retention.Success, "how long they are kept", retention.Success ? retention.Value : "not written down");
        foreach (var (what, form) in new[] { ("errors", @"Error|level"), ("one request by its trace id", @"@tr|trace"), ("slow requests", "Elapsed|slow") })
        {
            var there = Regex.IsMatch(text, form, RegexOptions.IgnoreCase);
            evidence.Expect(there, $"a saved query for {what}", there ? "there" : "none");
        }
        evidence.Expect((world.Tree.Text("compose.yaml") ?? "").Contains("max-size:", StringComparison.Ordinal), "compose.yaml, the containers' own logs", "bounded");
        return System.Threading.Tasks.Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var file = world.Tree.Files("deploy/monitoring").First(path => Regex.IsMatch(world.Tree.Text(path) ?? "", @"retention[\w_]*\s*[:=]", RegexOptions.IgnoreCase));
        return System.Threading.Tasks.Task.FromResult(world.Tree.Change(file, text => Regex.Replace(text, "retention", "whatever", RegexOptions.IgnoreCase)));
    }
}
