using System.CommandLine;
using Milestone.Core.Storage;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands;

/// <summary>migrate: brings the database to the schema of this program.</summary>
internal static class MigrateCommand
{
    // The host runs with a login of few rights; where it has an owner's beside it, that one migrates.
    private const string Owner = "MilestoneOwner";

    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var command = new Command("migrate", "Brings the database to the schema of this version; safe to repeat") { dryRun };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool dryRun, CancellationToken cancellation)
    {
        var report = await Migrator.MigrateAsync(ConnectionString(), dryRun, cancellation);
        foreach (var script in report.Applied)
            Terminal.Answer($"{(dryRun ? "would apply" : "applied")} {script}");
        Terminal.Answer(report.Applied.Count == 0
            ? $"Nothing to do: all {report.AlreadyApplied} migrations are applied."
            : $"{report.Applied.Count} migrations {(dryRun ? "would be applied; nothing was changed" : "applied")}, {report.AlreadyApplied} were there before.");
        return CommandLine.Done;
    }

    /// <summary>What a host does before it serves where it has an owner's connection string: nobody else has to migrate when a new version starts.</summary>
    public static async Task BeforeServingAsync(CancellationToken cancellation)
    {
        if (ConnectionSettings.Environment().GetConnectionString(Owner) is not { Length: > 0 } owner)
            return;
        // Under a lock of the database's: several that start at once take turns, and all but the first find nothing to do.
        var report = await Migrator.MigrateAsync(owner, dryRun: false, cancellation);
        foreach (var script in report.Applied)
            Terminal.Note($"applied {script}");
    }

    private static string ConnectionString()
    {
        var environment = ConnectionSettings.Environment();
        return environment.GetConnectionString(Owner) is { Length: > 0 } owner ? owner : ConnectionSettings.Read(environment);
    }
}
