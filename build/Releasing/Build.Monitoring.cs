using Milestone.Build.Auditing;
using Milestone.Build.Engine;
using Milestone.Build.Monitoring;
using Spectre.Console;

namespace Milestone.Build;

internal sealed partial class Build
{
    string MonitoringFolder => Path.Combine(Artifacts, "monitoring");

    Target Monitoring => _ => _
        .Description("Checks rules, routes and board, and strikes a watched host so that each alert has to arrive and end; report in artifacts/monitoring")
        .DependsOn(Publish)
        .Executes(WatchTheWatchers);

    async Task WatchTheWatchers(CancellationToken stop)
    {
        var report = new AuditReport(MonitoringFolder);
        var files = Path.Combine(Root, "deploy", "monitoring");
        var work = Directory.CreateTempSubdirectory("milestone-monitoring-").FullName;
        try
        {
            await new MonitoringFiles(files, work, Shell, report).Check(stop);
            if (Programs.Find("prometheus") is null)
                report.Add(AuditLine.NotChecked("alerts, from a fault to whoever hears of it", "prometheus is not here: apt-get install prometheus prometheus-alertmanager"));
            else
                await WithTestServer(environment => new AlertDrill(files, HostProgram, environment[TestVariable]!, work, Shell, report, Output.Line).Run(stop), stop);
        }
        finally
        {
            report.Save(TimeProvider.System.GetUtcNow());
            Directory.Delete(work, recursive: true);
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn("What").AddColumn("Verdict").AddColumn("Seen");
        foreach (var line in report.Lines) table.AddRow(new Text(line.Topic), new Text(line.Word), new Text(line.Remark));
        Output.Table(table);
        Summary.Close($"monitoring: {report.Count(Verdict.Passed)} passed, {report.Count(Verdict.Failed)} failed, {report.Count(Verdict.NotChecked)} not checked");
        if (report.Count(Verdict.Failed) > 0) throw new StepFailedException("Somebody would not have heard of it: see the table.");
    }
}
