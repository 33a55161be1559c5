using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Commands;
using Milestone.Host.Settings;

namespace Milestone.Host.Auditing;

/// <summary>audit: verifies the chains of the audit log, prints where they end, and erases what a person wrote. docs/audit.md tells when to use which.</summary>
internal static class AuditCommand
{
    private const string Actor = "audit command";
    private const string InstallationName = "installation";

    public static Command Create() => new("audit", "Verifies the audit log, anchors it, erases from it") { Verify(), Anchor(), Erase(), Restored() };

    private static Command Verify()
    {
        var organisation = Chains();
        var anchors = new Option<FileInfo?>("--anchors") { Description = "A file of lines as 'audit anchor' prints them", HelpName = "FILE" };
        var command = new Command("verify", "Recomputes every digest and names each row that is not what was written; exit code 1 where one is not") { organisation, anchors };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var known = parsed.GetValue(anchors) is { } file ? AuditAnchor.Parse(await LinesAsync(file.FullName, "anchors", cancellation)) : [];
            var sound = true;
            foreach (var (id, name) in await ChainsAsync(database, parsed.GetValue(organisation), known, cancellation))
                sound &= await VerifyAsync(database, id, name, known, cancellation);
            return sound ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<bool> VerifyAsync(MilestoneDatabase database, Guid id, string name, IReadOnlyList<AuditAnchor> anchors, CancellationToken cancellation)
    {
        var report = await new AuditVerification(database).VerifyAsync(id, anchors, cancellation);
        Terminal.Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {report.Rows:N0} rows, {report.Erased:N0} erased; {(report.IsSound ? "every row is what was written" : "THE AUDIT LOG IS NOT WHAT WAS WRITTEN")}."));
        foreach (var fault in report.Faults)
            Terminal.Answer($"  {fault.What}");
        if (report.FaultCount > report.Faults.Count)
            Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"  and {report.FaultCount - report.Faults.Count:N0} more."));
        foreach (var note in report.Notes)
            Terminal.Answer($"  {note}");
        // A chain that is gone altogether would begin anew with this row.
        if (report.Rows > 0)
            await AuditTrail.NoteVerifiedAsync(database, report, Actor, cancellation);
        return report.IsSound;
    }

    private static Command Restored()
    {
        var organisation = Chains();
        var anchors = new Option<FileInfo>("--anchors") { Description = "The file of anchors", HelpName = "FILE", Required = true };
        var reason = new Option<string>("--reason") { Description = "Which backup was restored, when and why", HelpName = "TEXT", Required = true };
        var command = new Command("restored", "Gives up the anchors of rows that a restored backup does not have, and says so in the log; every later verification tells it on") { organisation, anchors, reason };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
                throw new ProblemException(ProblemKind.Invalid, "Say which backup was restored, when and why.") { Field = "reason" };
            await using var database = CommandDatabase.Open();
            var known = AuditAnchor.Parse(await LinesAsync(parsed.GetValue(anchors)!.FullName, "anchors", cancellation));
            var restores = new AuditRestores(database);
            foreach (var (id, name) in await ChainsAsync(database, parsed.GetValue(organisation), known, cancellation))
            {
                var given = await restores.GiveUpAsync(id, known, parsed.GetValue(reason)!.Trim(), $"{Actor} of {Environment.UserName}", cancellation);
                Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{name}: {given.Count:N0} anchors given up."));
                foreach (var anchor in given)
                    Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"  row {anchor.Seq}, recorded {anchor.At:yyyy-MM-dd HH:mm}, {anchor.Digest}"));
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Anchor()
    {
        var command = new Command("anchor", "Prints where each chain ends, a line of JSON each: keep it where whoever owns the database cannot write");
        command.SetAction(async (_, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            foreach (var anchor in await new AuditVerification(database).AnchorsAsync(cancellation))
                Terminal.Answer(anchor.ToLine());
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Erase()
    {
        var organisation = Chains();
        var person = new Option<string?>("--person") { Description = "Whose: the name as the log has it", HelpName = "NAME" };
        var again = new Option<bool>("--again") { Description = "Erase again what was erased before: after a restore" };
        var list = new Option<FileInfo?>("--list") { Description = "With --again: lines as earlier erasures printed them, or the file of anchors [default: what the database lists]", HelpName = "FILE" };
        var command = new Command("erase", "Forgets what a person wrote or was named in; prints which rows, as lines for --again") { organisation, person, again, list };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetValue(person);
            if (parsed.GetValue(again) == !string.IsNullOrWhiteSpace(name))
                throw new ProblemException(ProblemKind.Invalid, "Say whom with --person, or --again after a restore.") { Field = "person" };
            await using var database = CommandDatabase.Open();
            var chains = await ChainsAsync(database, parsed.GetValue(organisation), [], cancellation);
            var erasing = new AuditErasing(database);
            var file = ConnectionSettings.Environment()["Milestone:AuditAnchors"];
            foreach (var erased in name is null
                ? await AgainAsync(erasing, chains, parsed.GetValue(list), cancellation)
                : await ErasePersonAsync(erasing, chains, name.Trim(), cancellation))
            {
                Terminal.Answer(erased.ToLine());
                if (name is not null && file is { Length: > 0 })
                    await File.AppendAllTextAsync(file, erased.ToLine() + "\n", cancellation);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<AuditErasure>> ErasePersonAsync(AuditErasing erasing, IReadOnlyList<(Guid Id, string Name)> chains, string person, CancellationToken cancellation)
    {
        var done = new List<AuditErasure>();
        foreach (var (id, name) in chains)
        {
            var erased = await erasing.ErasePersonAsync(id, person, Actor, cancellation);
            Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{name}: {erased.Rows.Count:N0} rows no longer say what they said."));
            if (erased.Rows.Count > 0)
                done.Add(erased);
        }

        return done;
    }

    private static async Task<IReadOnlyList<AuditErasure>> AgainAsync(AuditErasing erasing, IReadOnlyList<(Guid Id, string Name)> chains, FileInfo? list, CancellationToken cancellation)
    {
        var before = new List<AuditErasure>();
        if (list is not null)
        {
            var lines = await LinesAsync(list.FullName, "list", cancellation);
            // Refuses what is neither: a list that cannot be read must not pass for one with nothing in it.
            AuditAnchor.Parse(lines);
            before.AddRange(lines.Select(AuditErasure.TryParse).OfType<AuditErasure>().Where(one => chains.Any(chain => chain.Id == one.Organisation)));
        }
        else
        {
            foreach (var (id, _) in chains)
                before.Add(await erasing.ListAsync(id, cancellation));
        }

        var done = new List<AuditErasure>();
        foreach (var one in before)
        {
            var again = await erasing.EraseAgainAsync(one, Actor, cancellation);
            var name = chains.First(chain => chain.Id == one.Organisation).Name;
            Terminal.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {again.Rows.Count:N0} of {one.Rows.Count:N0} rows were there to be erased again{(again.PassedOver.Count == 0 ? "" : $"; passed over, as their number is another row's now or no row's: {string.Join(", ", again.PassedOver)}")}."));
            done.Add(again);
        }

        return [.. done.Where(one => one.Rows.Count > 0)];
    }

    private static Option<string?> Chains() => new("--organisation", "-o")
    {
        Description = $"Only this organisation's chain, or '{InstallationName}' for the installation's own [default: all]",
        HelpName = "NAME",
    };

    // A chain whose organisation is gone is still a chain: those that end somewhere and those that anchors name are looked at, too.
    private static async Task<IReadOnlyList<(Guid Id, string Name)>> ChainsAsync(MilestoneDatabase database, string? name, IReadOnlyList<AuditAnchor> anchors, CancellationToken cancellation)
    {
        var catalogue = new OrganisationCatalogue(database);
        if (string.Equals(name, InstallationName, StringComparison.OrdinalIgnoreCase))
            return [(AuditLog.Installation, InstallationName)];
        if (name is not null)
        {
            var one = await catalogue.GetAsync(name, cancellation);
            return [(one.Id, one.Name)];
        }

        List<(Guid Id, string Name)> chains = [(AuditLog.Installation, InstallationName), .. (await catalogue.ListAsync(cancellation)).Select(one => (one.Id, one.Name))];
        var gone = (await new AuditVerification(database).AnchorsAsync(cancellation)).Concat(anchors).Select(anchor => anchor.Organisation).Distinct().Except(chains.Select(chain => chain.Id));
        return [.. chains, .. gone.Select(id => (id, $"{id} (an organisation that is not there any more)"))];
    }

    private static async Task<string[]> LinesAsync(string path, string field, CancellationToken cancellation) => File.Exists(path)
        ? await File.ReadAllLinesAsync(path, cancellation)
        : throw new ProblemException(ProblemKind.Invalid, $"There is no file '{path}'.") { Field = field };
}
