using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Auditing;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Monitoring;

/// <summary>
/// A real Prometheus with the repository's rules, and an Alertmanager with its routes where one is installed, watch a host that is struck on purpose: each alert
/// has to reach whoever should hear of it, and so has its end.
/// </summary>
internal sealed class AlertDrill(string monitoring, string program, string server, string work, Shell shell, AuditReport report, Action<string> say)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Held = TimeSpan.FromSeconds(2);

    public async Task Run(CancellationToken stop)
    {
        var marker = Path.Combine(work, "backup.json");
        await using var receiver = new AlertReceiver();
        say("A host with the demo company ...");
        await using var host = await MonitoredHost.Start(program, server, marker, shell, stop);
        await using var alertmanager = await Alertmanager(receiver.Address, stop);
        var told = alertmanager is null ? receiver.Address.Authority : alertmanager.Value.Address;
        await using var prometheus = await Prometheus(host.Management, told, stop);
        if (await host.Ask(stop) is var well && well != 200) throw new StepFailedException($"A statement of the demo company answered {well} before anything was done to it.");

        await Strike(receiver, "BackupUnknown", "mail", "no backup has said that it was finished", begin: () => Task.CompletedTask, during: () => Task.CompletedTask,
            end: () => File.WriteAllTextAsync(marker, $"{{\"finishedAt\":\"{TimeProvider.System.GetUtcNow():O}\"}}", stop), after: () => Task.CompletedTask, stop);
        await Strike(receiver, "ErrorRate", "everybody", "a table is taken from every statement",
            begin: () => host.Hide(true, stop),
            during: async () =>
            {
                if (await host.Ask(stop) is var status && status < 500) throw new StepFailedException($"A statement without its table answered {status}: no error to alarm about.");
            },
            end: () => host.Hide(false, stop), after: () => host.Ask(stop), stop);
        await Strike(receiver, "Slow", "mail", $"statements wait {Held.TotalSeconds:0} s for a lock",
            begin: () => Task.CompletedTask,
            during: async () =>
            {
                if (await host.AskWhileItIsHeld(Held, stop) is var status && status != 200) throw new StepFailedException($"A statement that waited answered {status}.");
            },
            end: () => Task.CompletedTask, after: () => host.Ask(stop), stop);
        await Strike(receiver, "MilestoneDown", "everybody", "the host is killed", begin: host.End, during: () => Task.CompletedTask, end: () => host.Serve(stop), after: () => Task.CompletedTask, stop);
    }

    async Task Strike(AlertReceiver receiver, string alert, string who, string how, Func<Task> begin, Func<Task> during, Func<Task> end, Func<Task> after, CancellationToken stop)
    {
        say($"{alert}: {how} ...");
        var clock = Stopwatch.StartNew();
        await begin();
        while (receiver.WhoHears(alert) is null)
        {
            if (clock.Elapsed > Patience)
            {
                await end();
                report.Add(AuditLine.Failed(alert, $"{how}, and nobody heard of it within {Patience.TotalSeconds:0} s"));
                return;
            }
            await during();
            await Task.Delay(Pause, stop);
        }
        var (heard, on) = (receiver.WhoHears(alert), clock.Elapsed);
        await end();
        clock.Restart();
        while (!receiver.HasEnded(alert))
        {
            if (clock.Elapsed > Patience)
            {
                report.Add(AuditLine.Failed(alert, $"told after {Text(on)}, and its end not within {Patience.TotalSeconds:0} s"));
                return;
            }
            await after();
            await Task.Delay(Pause, stop);
        }
        report.Add(!HasRoutes || heard == who
            ? AuditLine.Passed(alert, $"{how}: told to {heard} after {Text(on)}, its end after {Text(clock.Elapsed)}")
            : AuditLine.Failed(alert, $"told to {heard} and not to {who}"));
    }

    bool HasRoutes { get; set; }

    async Task<Running?> Alertmanager(Uri receiver, CancellationToken stop)
    {
        if (Programs.Find("prometheus-alertmanager", "alertmanager") is not { } found)
        {
            report.Add(AuditLine.NotChecked("the routes", "no Alertmanager is here; Prometheus tells the receiver itself: apt-get install prometheus-alertmanager"));
            return null;
        }
        HasRoutes = true;
        await File.WriteAllTextAsync(Path.Combine(work, "alertmanager.yml"), ShortRules.Routes(await File.ReadAllTextAsync(Path.Combine(monitoring, "alertmanager.yml"), stop), receiver), stop);
        var address = Address();
        // Without an address for the cluster it would listen on all of them.
        return await Running.Begin(
            Companion.Start(found, ["--config.file=alertmanager.yml", "--storage.path=alertmanager", $"--web.listen-address={address}", "--cluster.listen-address=", "--log.level=warn"], directory: work),
            address, stop);
    }

    async Task<Running> Prometheus(string management, string alertmanager, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(work, "rules.yml"), ShortRules.Of(await File.ReadAllTextAsync(Path.Combine(monitoring, "rules", "milestone.yml"), stop)), stop);
        await File.WriteAllTextAsync(Path.Combine(work, "prometheus.yml"), ShortRules.Scrapes(management, alertmanager), stop);
        var address = Address();
        return await Running.Begin(
            Companion.Start(
                Programs.Find("prometheus")!,
                ["--config.file=prometheus.yml", "--storage.tsdb.path=prometheus", $"--web.listen-address={address}", $"--web.external-url=http://{address}", "--rules.alert.resend-delay=2s", "--log.level=warn"],
                directory: work),
            address, stop);
    }

    static string Address() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");

    static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>A program that is ready at an address.</summary>
    readonly record struct Running(Companion Program, string Address) : IAsyncDisposable
    {
        public static async Task<Running> Begin(Companion program, string address, CancellationToken stop)
        {
            try
            {
                await program.UntilItAnswers(new Uri($"http://{address}/-/ready"), stop);
                return new Running(program, address);
            }
            catch
            {
                await program.DisposeAsync();
                throw;
            }
        }

        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }
}
