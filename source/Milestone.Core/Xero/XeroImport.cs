using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Core.Xero;

/// <summary>
/// Takes raw Xero responses in: any order, any paging, wrapped as n8n wraps them. A record that cannot be read rejects itself with a reason and
/// is kept; its neighbours land. Importing the same twice changes nothing.
/// </summary>
public sealed class XeroImport(MilestoneDatabase database)
{
    /// <summary>Imports payloads into an organisation as one sync run.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="payloads">The payloads; each is read when its turn comes, so memory does not grow with their number.</param>
    /// <param name="actor">Who imports: a token's label, a user, or the command.</param>
    /// <param name="progress">Told after each step; may be null.</param>
    /// <param name="cancellation">Stops between steps; what has been committed stays.</param>
    /// <exception cref="ProblemException">Invalid: a payload is not JSON or not Xero's; payloads before it have landed, nothing of it has.</exception>
    public async Task<ImportResult> ImportAsync(Guid organisation, IAsyncEnumerable<XeroPayload> payloads, string actor, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        var run = new SyncRun(database, organisation, actor);
        return await database.ExplainAsync(async () =>
        {
            await using var writer = await LedgerWriter.OpenAsync(database, organisation, actor, run.Id, cancellation).ConfigureAwait(false);
            await run.StartAsync(cancellation).ConfigureAwait(false);
            try
            {
                var intake = new ImportIntake(writer, run, progress, cancellation);
                await intake.TakeAsync(payloads).ConfigureAwait(false);
                await run.FinishAsync(null, cancellation).ConfigureAwait(false);
                var notices = await NoticesAsync(organisation, run, cancellation).ConfigureAwait(false);
                return new ImportResult(run.Id, run.Counts, run.Rejections, intake.Batches, intake.Postings, notices);
            }
            catch (Exception failure)
            {
                // What landed has landed; the run says how far it came. If the database itself is gone, the unfinished run says so.
                if (failure is ProblemException { Kind: ProblemKind.Invalid } or OperationCanceledException)
                    await run.FinishAsync(failure is ProblemException ? failure.Message : "Cancelled.", CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<string>> NoticesAsync(Guid organisation, SyncRun run, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<string>>(
        organisation,
        "Xero/Storing/Sql/notices.sql",
        command => command.AddWithValue("organisation", organisation),
        async reader =>
        {
            var notices = new List<string>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                notices.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(1)} document(s) wait for {reader.GetString(0)}."));

            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var roles = new HashSet<TrackingRole>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                roles.Add((TrackingRole)reader.GetInt16(0));
            if (run.Counts.Any(kind => kind.Kind == "TrackingCategories"))
                notices.AddRange(Unmapped(roles));

            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var source = await reader.ReadAsync(cancellation).ConfigureAwait(false) ? (LedgerSource)reader.GetInt16(0) : LedgerSource.Documents;
            if (source == LedgerSource.Documents && run.Counts.Any(kind => kind.Kind == "Journals"))
                notices.Add("Journals are kept and post nothing: this organisation posts from documents.");
            if (source == LedgerSource.Journals && run.Counts.Any(kind => kind.Kind is "Invoices" or "CreditNotes" or "BankTransactions" or "ManualJournals"))
                notices.Add("Documents are kept and post nothing: this organisation posts from journals.");
            return notices;
        },
        cancellation);

    private static IEnumerable<string> Unmapped(HashSet<TrackingRole> roles)
    {
        if (!roles.Contains(TrackingRole.Project))
            yield return "No active tracking category is named like Project or Job: every line is without a project until one is chosen.";
        if (!roles.Contains(TrackingRole.Phase))
            yield return "No active tracking category is named like Phase or Stage: every line is without a build phase until one is chosen.";
    }
}
