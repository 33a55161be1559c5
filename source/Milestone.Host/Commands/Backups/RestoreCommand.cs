using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Host.Commands.Backups;

/// <summary>restore: a backup into an empty database, and the proof that it is what was backed up.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that 'backup' wrote" };
        var into = new Option<string?>("--into") { Description = "The connection string of an empty database, as a superuser", HelpName = "CONNECTION" };
        var key = BackupCommand.KeyOption();
        var check = new Option<bool>("--check") { Description = "Only read the file to its end and say what is in it" };
        var command = new Command("restore", "Restores a backup into an empty database, verifies its ledgers and compares its figures to the penny") { file, into, key, check };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(file)!, parsed.GetValue(check) ? null : parsed.GetValue(into) ?? throw Missing(), BackupCommand.SecretOf(parsed.GetValue(key)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? into, byte[]? secret, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new ProblemException(ProblemKind.Invalid, $"There is no file '{file}'.");
        // To its end before anything is written: a file that was cut off must not leave half a database.
        var manifest = await BackupReader.ReadAsync(file, secret, Stream.Null, cancellation);
        Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"Taken {manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'} by version {manifest.Version} from PostgreSQL {manifest.Figures.ServerMajor}; {manifest.DumpBytes:N0} bytes, digest as written."));
        if (into is null)
        {
            foreach (var one in manifest.Figures.Organisations)
                Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{one.Name}: batch {one.LastBatch:N0}, {one.Years.Sum(year => year.Postings):N0} postings, accrual profit {one.Years.Where(year => year.Basis == 0).Sum(year => year.Amount):N2}"));
            return CommandLine.Done;
        }

        await RestoreTarget.PrepareAsync(into, cancellation);
        await PostgresTools.RequireAsync("pg_restore", manifest.Figures.ServerMajor, cancellation);
        await FillAsync(file, into, secret, cancellation);
        BackupFigures figures;
        await using (var restored = await BackupSnapshot.TakeAsync(into, cancellation))
            figures = restored.Figures;
        var differences = manifest.Figures.DifferencesTo(figures);
        foreach (var difference in differences)
            Terminal.Answer($"differs: {difference}");
        var newer = await Migrator.MigrateAsync(into, dryRun: false, cancellation);
        var clean = await VerifyAsync(into, cancellation) && differences.Count == 0;
        Terminal.Answer(clean
            ? $"Restored: {figures.Organisations.Count} organisations, every figure as it was backed up{(newer.Applied.Count > 0 ? $"; {newer.Applied.Count} newer migrations applied" : "")}."
            : "RESTORED, BUT NOT WHAT WAS BACKED UP. Do not serve from it; keep this output.");
        Terminal.Note("What was erased from the audit log after this backup is in it again: run 'audit erase --again' with the list or the file of anchors.");
        Terminal.Note("Readers' browsers and the host's caches begin anew by themselves: a restored database counts as another history.");
        return clean ? CommandLine.Done : CommandLine.Failed;
    }

    private static async Task FillAsync(string file, string into, byte[]? secret, CancellationToken cancellation)
    {
        using var restore = PostgresTools.Start("pg_restore", into, "--format=custom", "--exit-on-error", "--single-transaction", "--no-password", $"--dbname={new Npgsql.NpgsqlConnectionStringBuilder(into).Database}");
        var complaints = restore.StandardError.ReadToEndAsync(cancellation);
        _ = restore.StandardOutput.ReadToEndAsync(cancellation);
        try
        {
            await BackupReader.ReadAsync(file, secret, restore.StandardInput.BaseStream, cancellation);
            restore.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before its time, and says why below.
        }

        await PostgresTools.FinishAsync(restore, "pg_restore", complaints, cancellation);
    }

    private static async Task<bool> VerifyAsync(string connection, CancellationToken cancellation)
    {
        await using var database = MilestoneDatabase.Open(connection, TimeProvider.System);
        var clean = true;
        foreach (var organisation in await new OrganisationCatalogue(database).ListAsync(cancellation))
        {
            var report = await new LedgerCheck(database).VerifyAsync(organisation.Id, documentsChecked: null, cancellation);
            Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{organisation.Name}: {report.Documents:N0} documents, {report.Postings:N0} postings; {(report.Clean ? "the ledger is what the documents say" : "THE LEDGER DIFFERS FROM THE DOCUMENTS")}."));
            clean &= report.Clean;
        }

        return clean;
    }

    private static ProblemException Missing() =>
        new(ProblemKind.Invalid, "Say where to with --into 'Host=...;Database=...;Username=...;Password=...', an empty database, or only look at the file with --check.") { Field = "into" };
}
