using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Host.Demo;

namespace Milestone.Host.Commands;

/// <summary>demo: an invented builder's books, imported as they would have arrived, or written as files.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var documents = new Option<int?>("--documents") { Description = "About how many documents to make [default: the firm's natural size]", HelpName = "N" };
        documents.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
                result.AddError($"--documents '{token.Value}' is not a whole number above zero.");
        });
        var today = new Option<string?>("--today") { Description = "The day the demo ends on, as in 2026-11-23 [default: today]", HelpName = "DATE" };
        var output = new Option<string?>("--output") { Description = "Write the payloads into this folder instead of importing them", HelpName = "DIR" };
        var accounts = new Option<bool>("--accounts") { Description = "Only make the demo accounts, or give them a new password; refused in Production" };
        var command = new Command("demo", $"Loads the demo company '{DemoCompany.Name}': an invented builder's books over three financial years, with an account for each role") { documents, today, output, accounts };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new DemoOptions { Today = Day(parsed.GetValue(today)), Documents = parsed.GetValue(documents) };
            if (parsed.GetValue(accounts))
                return AccountsAsync(cancellation);
            return parsed.GetValue(output) is { } folder ? Task.FromResult(Write(options, folder)) : ImportAsync(options, cancellation);
        });
        return command;
    }

    private static int Write(DemoOptions options, string folder)
    {
        var (files, bytes) = DemoFolder.Write(DemoCompany.Stages(options), folder);
        Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"Wrote {files:N0} payloads, {bytes:N0} bytes, to {folder}."));
        return CommandLine.Done;
    }

    private static async Task<int> ImportAsync(DemoOptions options, CancellationToken cancellation)
    {
        var rejected = 0L;
        var demo = new DemoImport(CommandDatabase.Open)
        {
            Begun = stage => Terminal.Note($"{stage.Note} ..."),
            Landed = (stage, result) =>
            {
                rejected += result.Rejected;
                Terminal.Answer(string.Create(CultureInfo.InvariantCulture,
                    $"{stage.At:yyyy-MM-dd}: {result.Received:N0} records, {result.Created:N0} new, {result.Changed:N0} changed, {result.Rejected:N0} rejected; {result.Postings:N0} postings"));
                foreach (var rejection in result.Rejections)
                    Terminal.Note($"Rejected {rejection.Kind} {rejection.Record} in {rejection.Payload}: {rejection.Reason}");
            },
        };
        var isNewlyPlanned = await demo.RunAsync(options, cancellation);
        Terminal.Note(isNewlyPlanned ? "Its projects are planned: settings, estimates, progress and adjustments." : "Its projects have been planned already; what people entered stays as it is.");
        Terminal.Note($"The demo company is '{DemoCompany.Name}'. Look at it with: serve");
        if (DemoAccounts.IsProduction)
            Terminal.Note("There are no demo accounts in Production. Add real users with: user add.");
        else
            await AccountsAsync(cancellation);
        return rejected == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    // Said beside the answer: what was imported is the answer.
    private static async Task<int> AccountsAsync(CancellationToken cancellation)
    {
        DemoAccounts.RefuseProduction();
        await using var database = CommandDatabase.Open();
        var organisation = await new OrganisationCatalogue(database).GetAsync(DemoCompany.Name, cancellation);
        foreach (var line in await DemoAccounts.MakeAsync(database, organisation, cancellation))
            Terminal.Note(line);
        return CommandLine.Done;
    }

    private static DateOnly Day(string? text)
    {
        if (text is null)
            return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2026-11-23.") { Field = "today" };
    }
}
