using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;
using Npgsql;

namespace Milestone.Build.GoLive.Operations;

internal sealed partial class Backups : Check
{
    const string Restored = "golive_restored";

    static readonly TimeSpan Fresh = TimeSpan.FromHours(2);

    static bool damaged;

    public override string Task => "T308";

    public override string Title => "Backups";

    public override string Proves => "A backup is taken, is fresh and sealed, restores into an empty database, and the statements drawn from both agree to the penny, accrual and cash; they are scheduled, retained and may be copied elsewhere";

    public override string Sabotage => "One byte of the backup is changed on its way";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var folder = Path.Combine(database.Work, "backups");
        var key = Path.Combine(database.Work, "backup.key");
        Directory.CreateDirectory(folder);
        if (!File.Exists(key)) await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)), stop);
        var clock = Stopwatch.StartNew();
        var (taken, said) = await database.Command(database.Connection, ["backup", "--output", folder, "--key", key, "--keep-hourly", "24", "--keep-daily", "14"], stop);
        evidence.Expect(taken == 0, "backup --output ... --key ...", string.Create(CultureInfo.InvariantCulture, $"exit code {taken} after {clock.Elapsed.TotalSeconds:0.0} s: {said.Split('\n')[^1]}"));
        var newest = new DirectoryInfo(folder).EnumerateFiles("*.milestone").OrderByDescending(file => file.LastWriteTimeUtc).FirstOrDefault();
        if (newest is null) return;
        var age = TimeProvider.System.GetUtcNow().UtcDateTime - newest.LastWriteTimeUtc;
        evidence.Expect(age < Fresh, "the newest backup", string.Create(CultureInfo.InvariantCulture, $"{newest.Name}, {newest.Length / 1e6:0.0} MB, {age.TotalMinutes:0.0} minutes old"));
        if (damaged) await Damage(newest.FullName, stop);

        await database.Cluster.Execute($"DROP DATABASE IF EXISTS {Restored} WITH (FORCE)", stop, "postgres");
        await database.Cluster.Execute($"CREATE DATABASE {Restored}", stop, "postgres");
        var into = new NpgsqlConnectionStringBuilder(database.Connection) { Database = Restored }.ConnectionString;
        try
        {
            clock.Restart();
            var (restored, told) = await database.Command(database.Connection, ["restore", newest.FullName, "--key", key, "--into", into], stop);
            evidence.Expect(restored == 0, "restore into an empty database", string.Create(CultureInfo.InvariantCulture, $"exit code {restored} after {clock.Elapsed.TotalSeconds:0.0} s: {told.Split('\n')[^1]}"));
            if (restored != 0) return;
            foreach (var basis in (string[])["accrual", "cash"])
            {
                var (before, after) = (await Statement(database, database.Connection, basis, stop), await Statement(database, into, basis, stop));
                evidence.Expect(before == after && before.Length > 500, $"export statement, 36 months, {basis}, from both", before == after ? $"identical, {before.Length} characters" : "they differ");
            }
        }
        finally
        {
            await database.Cluster.Execute($"DROP DATABASE IF EXISTS {Restored} WITH (FORCE)", CancellationToken.None, "postgres");
            newest.Delete();
        }
        var script = world.Tree.Text("deploy/backup/backup.sh") ?? "";
        evidence.Expect(script.Contains("BACKUP_EVERY_MINUTES", StringComparison.Ordinal) && script.Contains("--keep-monthly", StringComparison.Ordinal) && script.Contains("rclone", StringComparison.Ordinal), "deploy/backup/backup.sh", "scheduled by BACKUP_EVERY_MINUTES, kept by hours, days and months, copied elsewhere by rclone");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        damaged = true;
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => damaged = false));
    }

    static async Task Damage(string file, CancellationToken stop)
    {
        var bytes = await File.ReadAllBytesAsync(file, stop);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, stop);
    }

    static async Task<string> Statement(WorldDatabase database, string connection, string basis, CancellationToken stop)
    {
        var file = Path.Combine(database.Work, "statement.json");
        File.Delete(file);
        var (exitCode, said) = await database.Command(connection, ["export", "statement", "--from", "2024-01-01", "--to", "2026-12-31", "--columns", "month", "--basis", basis, "--format", "json", "--output", file], stop);
        return exitCode == 0 ? DrawnAt().Replace(await File.ReadAllTextAsync(file, stop), "") : said;
    }

    [GeneratedRegex("\"drawnAt\": ?\"[^\"]*\"")]
    private static partial Regex DrawnAt();
}
