using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.Engine;

namespace Milestone.Build.Drills;

/// <summary>A backup into an empty server: the statements drawn from both are compared to the penny.</summary>
internal static partial class RestoreDrill
{
    static readonly string[] Bases = ["accrual", "cash"];

    public static async Task Run(string program, DrillCluster from, DrillCluster into, string folder, DrillReport report, CancellationToken stop)
    {
        var key = Path.Combine(folder, "backup.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(48)), stop);
        await using var before = new DrillHost(program, from.ConnectionString());
        var clock = Stopwatch.StartNew();
        var file = (await before.Run(stop, "backup", "--output", Path.Combine(folder, "drill.milestone"), "--key", key)).Split('\n')[^1];
        report.Add("backup of the demo company, sealed", string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.00} s, {new FileInfo(file).Length / 1e6:0.0} MB"));

        clock.Restart();
        await using var after = new DrillHost(program, into.ConnectionString());
        await after.Run(stop, "restore", file, "--key", key, "--into", into.ConnectionString());
        report.Add("restore into an empty server, ledger verified, figures compared with the manifest", clock.Elapsed);
        await after.Run(stop, "ledger", "verify");
        await Compare(before, after, folder, stop);
        report.Add("statements of both, by month, accrual and cash", "identical to the penny");
    }

    /// <summary>The statements of both databases, but for the moment that they were drawn.</summary>
    public static async Task Compare(DrillHost before, DrillHost after, string folder, CancellationToken stop)
    {
        foreach (var basis in Bases)
        {
            if (await Statement(before, basis, Path.Combine(folder, "before.json"), stop) != await Statement(after, basis, Path.Combine(folder, "after.json"), stop))
                throw new StepFailedException($"The statements on {basis} basis differ: compare before.json and after.json in {folder}.");
        }
    }

    public static async Task<string> Statement(DrillHost host, string basis, string file, CancellationToken stop)
    {
        await host.Run(stop, "export", "statement", "--from", "2024-01-01", "--to", "2026-12-31", "--columns", "month", "--basis", basis, "--format", "json", "--output", file);
        return DrawnAt().Replace(await File.ReadAllTextAsync(file, stop), "");
    }

    [GeneratedRegex("\"drawnAt\": ?\"[^\"]*\"")]
    private static partial Regex DrawnAt();
}
