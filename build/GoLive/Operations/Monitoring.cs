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
    const string Queries = "deploy/monitoring/logs";

    public override string Task => "T318";

    public override string Title => "Logs are collected, kept and found again";

    public override string Proves => "Every service's log is kept by the container's driver, so many files of such a size, which the guide says in days; the saved questions, run on the log of a host that serves, find one request by its trace id and count the answers";

    public override string Sabotage => "The limits of the containers' logs are taken out of compose.yaml";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var compose = world.Tree.Text("compose.yaml") ?? "";
        var kept = Regex.Match(compose, @"max-size: (?<size>\w+), max-file: ""?(?<files>\d+)");
        evidence.Expect(kept.Success, "compose.yaml, logging of every service", kept.Success ? $"{kept.Groups["files"].Value} files of {kept.Groups["size"].Value}" : "without a limit, or not kept");
        var guide = world.Tree.Text("docs/monitoring.md") ?? "";
        evidence.Expect(guide.Contains("## The log", StringComparison.Ordinal) && Regex.IsMatch(guide, @"half a day|days|hours"), "docs/monitoring.md, The log", "how long that is, and what to do where more is owed");
        var saved = world.Tree.Files(Queries, "*.jq");
        evidence.Expect(saved.Count >= 3, Queries, saved.Count == 0 ? "no saved question" : string.Join(", ", saved.Select(Path.GetFileName)));
        if (world.IsProduction) return;

        var trace = Guid.NewGuid().ToString("N");
        await using var host = await world.AnotherHost(new Dictionary<string, string?>(), stop);
        using var site = new Site(host.Root, new Accounts(null, null));
        var answer = await site.Get("api/v1/organisations", stop, Site.Nobody, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));
        for (var turn = 0; turn < 60 && !host.Log.Any(line => line.Contains(trace, StringComparison.Ordinal)); turn++) await System.Threading.Tasks.Task.Delay(50, stop);
        var file = Path.Combine((await world.Database(stop)).Work, "host.log");
        await File.WriteAllLinesAsync(file, host.Log.Where(line => line.StartsWith('{')), stop);
        foreach (var (query, options) in new[] { ("request.jq", new[] { "-c", "--arg", "trace", trace }), ("statuses.jq", ["-r", "--slurp"]) })
        {
            var said = await world.Shell.Read("jq", [.. options, "-f", Path.Combine(world.Tree.Root, Queries, query), file], stop);
            evidence.Expect(said?.Contains(query == "request.jq" ? trace : "401", StringComparison.Ordinal) == true, $"jq -f {Queries}/{query}, after {answer.Asked} ({answer.Code})", said is null ? "jq did not end well, or is not here (apt-get install jq)" : said);
        }
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("compose.yaml", text => Regex.Replace(text, @"options: \{ max-size[^}]*\}", "options: {}")));
}
