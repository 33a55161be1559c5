using Milestone.Build.Auditing;
using Milestone.Build.Containers;
using Milestone.Build.Engine;
using Npgsql;
using Spectre.Console;

namespace Milestone.Build;

internal sealed partial class Build
{
    const string TriedImage = "localhost/milestone-app:tried";

    string ContainerFolder => Path.Combine(Artifacts, "container");

    Target Container => _ => _
        .Description("Builds the image and runs it as the stack does, without a Docker engine; figures in artifacts/container")
        .Executes(TryContainer);

    async Task TryContainer(CancellationToken stop)
    {
        var report = new AuditReport(ContainerFolder);
        var containers = new Containers.Containers(Shell);
        if (await containers.Missing(stop) is { } missing)
            report.Add(AuditLine.NotChecked("the image", $"{missing} is not here: apt-get install buildah podman runc mmdebstrap"));
        else
            await TryImage(containers, report, stop);
        await CheckCompose(report, stop);

        report.Save(TimeProvider.System.GetUtcNow());
        var table = new Table().Border(TableBorder.Rounded).AddColumn("What").AddColumn("Verdict").AddColumn("Seen");
        foreach (var line in report.Lines) table.AddRow(new Text(line.Topic), new Text(line.Word), new Text(line.Remark));
        Output.Table(table);
        Summary.Close($"container: {report.Count(Verdict.Passed)} passed, {report.Count(Verdict.Failed)} failed, {report.Count(Verdict.NotChecked)} not checked");
        if (report.Count(Verdict.Failed) > 0) throw new StepFailedException("The container is not as it should be: see the table.");
    }

    async Task TryImage(Containers.Containers containers, AuditReport report, CancellationToken stop)
    {
        var bases = new LocalBases(containers, Shell, Path.Combine(Root, ".milestone", "containers"));
        var missing = false;
        foreach (var name in LocalBases.Names)
        {
            if (await bases.Exists(name, stop) || (await containers.Ask("podman", ["--log-level=error", "pull", "--quiet", name], stop)).ExitCode == 0) continue;
            if (await Shell.Read("mmdebstrap", ["--version"], stop) is null)
            {
                report.Add(AuditLine.NotChecked("the image", $"{name} cannot be fetched, and there is no mmdebstrap to make a stand-in: apt-get install mmdebstrap"));
                return;
            }
            missing = true;
        }
        if (missing) await bases.Make(stop);

        var commit = (await Shell.Read("git", ["rev-parse", "HEAD"], stop))?.Trim() ?? "unknown";
        await containers.Run(
            "buildah",
            [
                "--log-level=error", "build", "--pull-never", "--format", "docker", "--layers", "--network", "host",
                // The certificates that this machine believes: a package source may be behind a proxy of its own.
                "--volume", "/etc/ssl/certs:/etc/ssl/certs:ro",
                "--build-arg", $"SOURCE_COMMIT={commit}", "--target", "app", "--tag", TriedImage, ".",
            ],
            stop);
        var check = new ContainerCheck(containers, TriedImage, report);
        await WithTestServer(
            async environment =>
            {
                var server = environment[TestVariable]!;
                await check.Look(commit, [PasswordIn(server) ?? "\0"], stop);
                var database = $"milestone_container_{Guid.NewGuid():N}"[..28];
                await using var source = NpgsqlDataSource.Create(server);
                await using (var create = source.CreateCommand($"CREATE DATABASE {database}")) await create.ExecuteNonQueryAsync(stop);
                try
                {
                    await check.Run(new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString, commit, stop);
                }
                finally
                {
                    await using var drop = source.CreateCommand($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
                    await drop.ExecuteNonQueryAsync(CancellationToken.None);
                }
            },
            stop);
        var standIns = 0;
        foreach (var name in LocalBases.Names) standIns += await bases.IsStandIn(name, stop) ? 1 : 0;
        report.Add(standIns > 0
            ? AuditLine.NotChecked("on the real base images", $"{standIns} of {LocalBases.Names.Length} are stand-ins made on this machine, under the names of the Dockerfile")
            : AuditLine.Passed("on the real base images", string.Join(", ", LocalBases.Names)));
    }

    static readonly string[] StackLogins = ["POSTGRES", "MILESTONE_OWNER", "MILESTONE_APP", "MILESTONE_BACKUP"];

    /// <summary>compose.yaml with all its profiles, by Docker's own reader.</summary>
    async Task CheckCompose(AuditReport report, CancellationToken stop)
    {
        const string topic = "compose.yaml";
        if (await Shell.Read("docker", ["compose", "version"], stop) is null)
        {
            report.Add(AuditLine.NotChecked(topic, "docker compose is not here"));
            return;
        }
        var said = new List<string>();
        // The example leaves passwords out, so that nobody starts with one that everybody knows.
        var filled = StackLogins.ToDictionary(name => name + "_PASSWORD", string? (_) => "for this look only");
        var exitCode = await Shell.Quietly("docker", ["compose", "--env-file", ".env.example", "--profile", "*", "config", "--quiet"], said, stop, filled);
        report.Add(exitCode == 0 ? AuditLine.Passed(topic, "docker compose reads it, with the profiles ha and monitoring") : AuditLine.Failed(topic, string.Join(" ", said.TakeLast(3))));
    }
}
