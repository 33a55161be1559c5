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

    private static string ConnectionString()
    {
        var environment = ConnectionSettings.Environment();
        return environment.GetConnectionString(Owner) is { Length: > 0 } owner ? owner : ConnectionSettings.Read(environment);
    }
}
