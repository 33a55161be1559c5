using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Milestone.Host.Demo;
using Milestone.Host.Demo.Plans;

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

    // Each fetch is recorded at the moment it would have been made, and what people entered between two fetches at theirs, so that the demo has a
    // history to look back on. What people have entered already is left as it is.
    private static async Task<int> ImportAsync(DemoOptions options, CancellationToken cancellation)
    {
        var rejected = 0L;
        var sittings = PlanSittings.Of(options);
        var number = 0;
        bool? isPlanned = null;
        foreach (var stage in DemoCompany.Stages(options))
        {
            var clock = new StandingClock(stage.At);
            await using var database = CommandDatabase.Open(clock);
            var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(DemoCompany.Name, LedgerSource.Documents, cancellation);
            Terminal.Note($"{stage.Note} ...");
            var result = await new XeroImport(database).ImportAsync(organisation.Id, Payloads(stage, cancellation), "demo command", progress: null, cancellation);
            rejected += result.Rejected;
            Terminal.Answer(string.Create(CultureInfo.InvariantCulture,
                $"{stage.At:yyyy-MM-dd}: {result.Received:N0} records, {result.Created:N0} new, {result.Changed:N0} changed, {result.Rejected:N0} rejected; {result.Postings:N0} postings"));
            foreach (var rejection in result.Rejections)
                Terminal.Note($"Rejected {rejection.Kind} {rejection.Record} in {rejection.Payload}: {rejection.Reason}");

            var desk = new PlanDesk(database, organisation.Id, moment => clock.Moment = moment);
            isPlanned ??= await desk.IsInUseAsync(cancellation);
            foreach (var sitting in sittings.Where(sitting => sitting.Stage == number && isPlanned == false))
                await desk.EnterAsync(sitting, cancellation);
            number++;
            await DemoAssignments.EnterAsync(stage, options.Today, organisation.Id, cancellation);
            await DemoPacks.IssueAsync(stage, options.Today, organisation.Id, cancellation);
        }

        Terminal.Note(isPlanned == true ? "Its projects have been planned already; what people entered stays as it is." : "Its projects are planned: settings, estimates, progress and adjustments.");
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

    private static async IAsyncEnumerable<XeroPayload> Payloads(DemoStage stage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var payload in stage.Payloads)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new XeroPayload(payload.FileName, payload.Json);
        }

        await Task.CompletedTask;
    }

    private static DateOnly Day(string? text)
    {
        if (text is null)
            return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2026-11-23.") { Field = "today" };
    }

    /// <summary>A clock that stands until it is turned.</summary>
    internal sealed class StandingClock(DateTimeOffset moment) : TimeProvider
    {
        public DateTimeOffset Moment { get; set; } = moment;

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
