using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Storage;
using Milestone.Host.Observability;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands.Backups;

/// <summary>backup: everything in the database as one file, sealed, with the figures that a restored one is held against.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "The file to write, or a folder that gets a file named by the time", HelpName = "DIR|FILE", Required = true };
        var key = KeyOption();
        var plain = new Option<bool>("--plain") { Description = "Leave it unsealed: anyone who has the file can read everything in it" };
        var hourly = Count("--keep-hourly", "hours");
        var daily = Count("--keep-daily", "days");
        var monthly = Count("--keep-monthly", "months");
        var command = new Command("backup", "Writes a backup of the whole database to a file; the login must see everything (a superuser, or BYPASSRLS)") { output, key, plain, hourly, daily, monthly };
        command.SetAction(async (parsed, cancellation) =>
        {
            var secret = parsed.GetValue(plain) ? null : SecretOf(parsed.GetValue(key)) ?? throw new ProblemException(
                ProblemKind.Invalid, "No key is named, so it could not be sealed. Name a key file with --key or Milestone__Backups__KeyFile, or leave it unsealed with --plain.")
            { Field = "key" };
            var target = parsed.GetValue(output)!;
            var file = await TakeAsync(target, secret, cancellation);
            Terminal.Answer(file);
            if (ConnectionSettings.Environment()["Milestone:BackupMarker"] is { Length: > 0 } marker)
                await BackupMarker.WriteAsync(marker, TimeProvider.System.GetUtcNow(), cancellation);
            if (parsed.GetValue(hourly) is not null || parsed.GetValue(daily) is not null || parsed.GetValue(monthly) is not null)
                Forget(target, new Retention(parsed.GetValue(hourly) ?? 0, parsed.GetValue(daily) ?? 0, parsed.GetValue(monthly) ?? 0));
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>The option that names the file of the key.</summary>
    public static Option<string?> KeyOption() => new("--key") { Description = "The file whose contents seal backups [default: what Milestone__Backups__KeyFile names]", HelpName = "FILE" };

    /// <summary>The secret of the key that is named, or null where none is.</summary>
    public static byte[]? SecretOf(string? option) =>
        (option ?? ConnectionSettings.Environment()["Milestone:Backups:KeyFile"]) is { Length: > 0 } file ? BackupFormat.ReadSecret(file) : null;

    private static async Task<string> TakeAsync(string output, byte[]? secret, CancellationToken cancellation)
    {
        var at = TimeProvider.System.GetUtcNow();
        var target = Path.GetFullPath(Directory.Exists(output) ? Path.Combine(output, Retention.NameOf(at)) : output);
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new ProblemException(ProblemKind.Invalid, $"There is no folder '{Path.GetDirectoryName(target)}'. Create it first, or correct the path.") { Field = "output" };

        var connection = ConnectionSettings.Read(ConnectionSettings.Environment());
        await using var snapshot = await BackupSnapshot.TakeAsync(connection, cancellation);
        await PostgresTools.RequireAsync("pg_dump", snapshot.Figures.ServerMajor, cancellation);
        var unfinished = target + ".unfinished";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                // The packing is quick rather than tight: packed well, ten times the time saves a twentieth of the size.
                using var dump = PostgresTools.Start("pg_dump", connection, "--format=custom", "--compress=1", $"--snapshot={snapshot.Name}", "--no-password");
                var complaints = dump.StandardError.ReadToEndAsync(cancellation);
                using var writer = new BackupWriter(file, secret);
                try
                {
                    await writer.WriteAsync(
                        dump.StandardOutput.BaseStream,
                        (bytes, digest) => new BackupManifest(at, BuildIdentity.Version, BuildIdentity.Commit, bytes, digest, snapshot.Figures),
                        cancellation);
                    await PostgresTools.FinishAsync(dump, "pg_dump", complaints, cancellation);
                }
                finally
                {
                    if (!dump.HasExited)
                        dump.Kill();
                }

                // On the disk, not in its cache: what is kept for the day when the machine fails must not need the machine.
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{new FileInfo(target).Length:N0} bytes{(secret is null ? ", not sealed" : ", sealed")}: {snapshot.Figures.Organisations.Count} organisations, {snapshot.Figures.Organisations.Sum(one => one.Years.Sum(year => year.Postings)):N0} postings, {snapshot.Figures.Migrations.Count} migrations."));
        return target;
    }

    private static void Forget(string folder, Retention retention)
    {
        if (!Directory.Exists(folder))
            throw new ProblemException(ProblemKind.Invalid, $"'{folder}' is a file; backups are kept and forgotten in a folder.") { Field = "output" };
        foreach (var file in retention.Surplus(Directory.GetFiles(folder)))
        {
            File.Delete(file);
            Terminal.Note($"Forgot {file}.");
        }
    }

    private static Option<int?> Count(string name, string unit)
    {
        var option = new Option<int?>(name) { Description = $"In the folder, keep the newest backup of each of the last N {unit} that have one", HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError($"{name} '{token.Value}' is not a whole number.");
        });
        return option;
    }
}
