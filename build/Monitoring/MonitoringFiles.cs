using System.Text.Json;
using Milestone.Build.Auditing;
using Milestone.Build.Engine;

namespace Milestone.Build.Monitoring;

/// <summary>deploy/monitoring as the programs that will read it read it.</summary>
internal sealed class MonitoringFiles(string folder, string work, Shell shell, AuditReport report)
{
    public async Task Check(CancellationToken stop)
    {
        if (Programs.Find("promtool") is not { } promtool)
        {
            report.Add(AuditLine.NotChecked("rules and configuration", "promtool is not here: apt-get install prometheus"));
            return;
        }
        await Judge("configuration of Prometheus", promtool, ["check", "config", "prometheus.yml"], stop);
        await Judge("rules", promtool, ["check", "rules", Path.Combine("rules", "milestone.yml")], stop);
        await Judge("each rule, firing and not", promtool, ["test", "rules", Path.Combine("rules", "milestone.test.yml")], stop);
        var board = Path.Combine(work, "board.yml");
        await File.WriteAllTextAsync(board, ShortRules.RulesOf(Queries(await File.ReadAllTextAsync(Path.Combine(folder, "grafana", "milestone.json"), stop))), stop);
        await Judge("queries of the board", promtool, ["check", "rules", board], stop);
        if (Programs.Find("amtool") is { } amtool) await Judge("configuration of Alertmanager", amtool, ["check-config", "alertmanager.yml"], stop);
        else report.Add(AuditLine.NotChecked("configuration of Alertmanager", "amtool is not here: apt-get install prometheus-alertmanager"));
    }

    /// <summary>The queries of a board, in all of its panels.</summary>
    public static IReadOnlyList<string> Queries(string board)
    {
        using var json = JsonDocument.Parse(board);
        return [.. json.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)];
    }

    async Task Judge(string topic, string program, string[] arguments, CancellationToken stop)
    {
        var said = new List<string>();
        var exitCode = await shell.Quietly("env", ["--chdir", folder, program, .. arguments], said, stop);
        var lines = said.Where(line => line.Trim().Length > 0).ToList();
        report.Add(exitCode == 0 ? AuditLine.Passed(topic, lines.LastOrDefault(line => line.Contains("SUCCESS", StringComparison.Ordinal))?.Trim() ?? "as it should be") : AuditLine.Failed(topic, string.Join(" ", lines.TakeLast(4))));
    }
}
