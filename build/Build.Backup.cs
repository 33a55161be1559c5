using Milestone.Build.Database;
using Milestone.Build.Drills;
using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    static readonly string[] ClientPrograms = ["pg_dump", "pg_restore", "pg_basebackup"];

    [Parameter("Backup: the folder that backups are kept in", Environment = "MILESTONE_BACKUP_FOLDER")]
    string? BackupFolder { get; set; }

    [Parameter("Backup: the file whose contents seal them")]
    string? BackupKey { get; set; }

    [Parameter("Backup: of how many hours the newest is kept")]
    int KeepHourly { get; set; } = 24;

    [Parameter("Backup: of how many days")]
    int KeepDaily { get; set; } = 14;

    [Parameter("Backup: of how many months")]
    int KeepMonthly { get; set; } = 24;

    [Parameter("Backup: where rclone copies the folder to, as in offsite:bucket/milestone")]
    string? Offsite { get; set; }

    [Parameter("Drill: how often host and database are killed during an import; 200 in full, 0 leaves it out")]
    int Kills { get; set; } = 20;

    string DrillFolder => Path.Combine(Artifacts, "drill");

    Target Backup => _ => _
        .Description("Takes a sealed backup of the database, keeps as many as asked, copies them elsewhere where a place is named")
        .DependsOn(Publish)
        .Executes(async stop =>
        {
            var folder = BackupFolder ?? throw new StepFailedException("Name the folder of the backups with --backup-folder or MILESTONE_BACKUP_FOLDER.");
            var key = BackupKey ?? throw new StepFailedException("Name the key file with --backup-key; make one with: openssl rand -base64 48 > backup.key");
            Directory.CreateDirectory(folder);
            string[] keeping = ["--keep-hourly", $"{KeepHourly}", "--keep-daily", $"{KeepDaily}", "--keep-monthly", $"{KeepMonthly}"];
            await WithDatabase(connection => Host(connection, ["backup", "--output", folder, "--key", key, .. keeping], stop), stop);
            if (Offsite is not null) await Shell.Run("rclone", ["sync", folder, Offsite, "--include", "*.milestone", "--stats-one-line"], stop);
        });

    Target Drill => _ => _
        .Description("Restores, recovers to a moment, fails over, kills: on servers of its own; figures in artifacts/drill/report.md")
        .DependsOn(Publish)
        .Executes(RunDrills);

    async Task RunDrills(CancellationToken stop)
    {
        var report = new DrillReport();
        var home = Path.Combine(DatabaseHome is null ? Path.Combine(Root, ".milestone") : Path.GetFullPath(DatabaseHome), "drill");
        Directory.CreateDirectory(home);
        var claim = await ThrowAwayFolder.Claim(Path.Combine(home, Guid.NewGuid().ToString("N")), stop);
        var folder = claim.Path;
        try
        {
            Directory.CreateDirectory(folder);
            if (await PostgresBinaries.WithPrograms(PostgresBin, ClientPrograms, Shell, stop) is not { } binaries)
            {
                Summary.Close($"Drill: not checked, because no PostgreSQL with {string.Join(", ", ClientPrograms)} is here. Name its folder in MILESTONE_POSTGRES_BIN.");
                return;
            }
            System.Environment.SetEnvironmentVariable("Milestone__Backups__Tools", binaries.Folder);
            var user = await ServerUser.For([folder, binaries.Folder], Shell, stop);
            report.Add("PostgreSQL", $"{binaries.Major} of {binaries.Folder}");
            foreach (var place in (string[])["servers", "archive", "work"]) Directory.CreateDirectory(Path.Combine(folder, place));
            await user.Give(Path.Combine(folder, "servers"), Shell, stop);
            await user.Give(Path.Combine(folder, "archive"), Shell, stop);
            var servers = Path.Combine(folder, "servers");
            var archive = Path.Combine(folder, "archive");
            var work = Path.Combine(folder, "work");
            Task<DrillCluster> Server(string name, params string[] settings) => DrillCluster.Create(Path.Combine(servers, name), binaries, user, Shell, stop, settings);

            bool Wanted(string drill) => Filter is null || drill.Contains(Filter, StringComparison.OrdinalIgnoreCase);

            if (Wanted("restore"))
            {
                Output.Line("A backup, restored into an empty server ...");
                await using var source = await Server("source");
                await using var target = await Server("target");
                await Host(source.ConnectionString(), ["migrate"], stop);
                await Host(source.ConnectionString(), ["demo"], stop);
                await RestoreDrill.Run(HostProgram, source, target, work, report, stop);
            }

            if (Wanted("moment"))
            {
                Output.Line("To a moment, from a copy and the archive ...");
                await using var archived = await Server("archived", PointInTimeDrill.Archiving(archive));
                await PointInTimeDrill.Run(HostProgram, archived, archive, servers, work, report, stop);
            }

            if (Wanted("failover"))
            {
                Output.Line("A standby takes over ...");
                await using var primary = await Server("primary");
                await FailoverDrill.Run(HostProgram, primary, servers, work, report, stop);
            }

            if (Kills > 0 && Wanted("kills"))
            {
                Output.Line($"{Kills} kills during imports ...");
                await using var killed = await Server("killed");
                await KillDrill.Run(HostProgram, killed, work, Kills, Seed == 0 ? Random.Shared.Next() : Seed, report, Output.Line, stop);
            }
        }
        finally
        {
            report.Save(DrillFolder, TimeProvider.System.GetUtcNow());
            foreach (var (what, seen) in report.Lines) Output.Line($"{what}: {seen}");
            claim.Dispose();
        }
        Summary.Close($"The drill is passed; its figures are in {Path.Combine(DrillFolder, "report.md")}.");
    }
}
