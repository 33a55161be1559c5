using System.CommandLine;
using System.Globalization;
using Milestone.Core.Administration;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Host.Commands;

/// <summary>ledger: checks an organisation's ledger, reposts it, or switches its source.</summary>
internal static class LedgerCommand
{
    private const string Actor = "ledger command";

    public static Command Create() => new("ledger", "Checks or reposts the ledger of an organisation") { Verify(), Switch(), Repost() };

    private static Command Verify()
    {
        var organisation = new Option<string?>("--organisation", "-o") { Description = "Only this organisation [default: all]", HelpName = "NAME" };
        var command = new Command("verify", "Recomputes everything from the documents and names any difference; changes nothing") { organisation };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var catalogue = new OrganisationCatalogue(database);
            var books = parsed.GetValue(organisation) is { } name ? [await catalogue.GetAsync(name, cancellation)] : await catalogue.ListAsync(cancellation);
            if (books.Count == 0)
                Terminal.Note("There is no organisation yet, so there is nothing to check.");
            var begun = TimeProvider.System.GetTimestamp();
            var reports = new List<LedgerReport>();
            foreach (var one in books)
                reports.Add(await VerifyAsync(database, one, cancellation));
            var took = TimeProvider.System.GetElapsedTime(begun);
            // For the page of monitoring and its alert, which run in another process.
            await new InstallationReader(database).RecordAsync(
                new LedgerVerification(database.Clock.GetUtcNow(), took, reports.Count, reports.Sum(report => report.Documents), reports.Sum(report => report.Differences.Count)), cancellation);
            var clean = reports.TrueForAll(report => report.Clean);
            return clean ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<LedgerReport> VerifyAsync(MilestoneDatabase database, Organisation organisation, CancellationToken cancellation)
    {
        var report = await new LedgerCheck(database).VerifyAsync(organisation.Id, documentsChecked: null, cancellation);
        var verdict = report.Clean ? "the ledger is what the documents say" : "THE LEDGER DIFFERS FROM THE DOCUMENTS";
        Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{organisation.Name}: {report.Documents:N0} documents, {report.Postings:N0} postings; {verdict}."));
        foreach (var difference in report.Differences)
            Terminal.Answer($"  differs: {difference}");
        foreach (var waiting in report.Waiting)
            Terminal.Answer($"  waits: {waiting}");
        if (!report.Clean)
            Terminal.Note($"'ledger repost --organisation \"{organisation.Name}\"' appends what is missing; keep this output to find out why it was.");
        return report;
    }

    private static Command Switch()
    {
        var organisation = CommandDatabase.OrganisationOption();
        var ledger = CommandDatabase.LedgerOption("--ledger", "The source to post from");
        ledger.Required = true;
        var command = new Command("switch", "Posts from the other source from now on: reverses and reposts in one batch") { organisation, ledger };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var source = parsed.GetValue(ledger)!.Value;
            var batch = await new LedgerRepost(database).SwitchAsync(books.Id, source, Actor, cancellation);
            var word = source.ToString().ToLowerInvariant();
            Terminal.Answer(batch is { } number
                ? string.Create(CultureInfo.InvariantCulture, $"'{books.Name}' posts from {word} now; batch {number} reversed and reposted.")
                : $"'{books.Name}' posts from {word} already; nothing was appended.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Repost()
    {
        var organisation = CommandDatabase.OrganisationOption();
        var command = new Command("repost", "Recomputes all postings and appends what differs") { organisation };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var batch = await new LedgerRepost(database).RepostAsync(books.Id, Actor, cancellation);
            Terminal.Answer(batch is { } number
                ? string.Create(CultureInfo.InvariantCulture, $"Appended the differences to the ledger of '{books.Name}' in batch {number}.")
                : $"Nothing differed in the ledger of '{books.Name}'; nothing was appended.");
            return CommandLine.Done;
        });
        return command;
    }
}
