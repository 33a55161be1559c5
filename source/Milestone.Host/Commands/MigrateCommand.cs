using System.CommandLine;
using Milestone.Core;
using Milestone.Core.Storage;
using Milestone.Core.Storage.Installing;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands;

/// <summary>migrate: brings the database to the schema of this program.</summary>
internal static class MigrateCommand
{
    // The host runs with a login of few rights; where it has an owner's beside it, that one migrates.
    private const string Owner = "MilestoneOwner";

    // Makes the database and those two logins, once.
    private const string Administrator = "MilestoneAdministrator";

    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var bootstrap = new Option<bool>("--bootstrap") { Description = $"First make the database, the roles, and the logins of ConnectionStrings__Milestone and ...{Owner}, as ConnectionStrings__{Administrator}" };
        var command = new Command("migrate", "Brings the database to the schema of this version; safe to repeat") { dryRun, bootstrap };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(bootstrap) && parsed.GetValue(dryRun))
                throw new ProblemException(ProblemKind.Invalid, "There is nothing to look at before the database is made. Use --bootstrap or --dry-run.") { Field = "bootstrap" };
            if (parsed.GetValue(bootstrap))
                await BootstrapAsync(cancellation);
            return await RunAsync(parsed.GetValue(dryRun), cancellation);
        });
        return command;
    }

    private static async Task BootstrapAsync(CancellationToken cancellation)
    {
        var made = await Installation.PrepareAsync(Needed(Administrator), Needed(Owner), ConnectionSettings.Read(ConnectionSettings.Environment()), cancellation);
        Terminal.Answer($"The database {(made ? "is made" : "was there")}; its roles and the two logins are as they should be.");

        static string Needed(string name) => ConnectionSettings.Environment().GetConnectionString(name) is { Length: > 0 } text
            ? text
            : throw new ProblemException(ProblemKind.Invalid, $"--bootstrap needs ConnectionStrings__{name} beside ConnectionStrings__Milestone: who makes the database, who migrates it, who serves from it.") { Field = $"ConnectionStrings__{name}" };
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
