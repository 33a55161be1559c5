using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Assignments;

/// <summary>
/// Gives document lines a project or a phase that Xero does not. Each change is one batch of the ledger: the documents it touches are posted anew and
/// only the difference is appended, so what was known before can still be drawn. Rule: docs/concepts.md, Assignments.
/// </summary>
public sealed class LineAssignments(MilestoneDatabase database)
{
    /// <summary>What a request would do: where each line would count, and the profit of each project and phase before and after. Nothing is written.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="request">The lines and what they shall be given.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: nothing is chosen, or something that cannot be assigned. NotFound: a line does not exist.</exception>
    public Task<AssignmentPreview> PreviewAsync(Guid organisation, AssignmentRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckCount(request);
        return database.SnapshotAsync(
            organisation,
            async connection =>
            {
                var books = await LineBooks.ReadAsync(connection, organisation, request.Lines.Select(line => line.Document), cancellation).ConfigureAwait(false);
                books.Options.Check(request.Project, request.Phase, request.Mode);
                var proposals = Propose(books, request);
                var differences = Effect.Of(books, proposals);
                var before = await Effect.ProfitsAsync(connection, organisation, differences.Keys, cancellation).ConfigureAwait(false);
                return new AssignmentPreview(
                    [
                        .. proposals.Select(one => new PreviewedLine(
                            one.View,
                            books.Options.PlaceOf(books.Chart.PlaceOf(one.Proposal.Wanted is { } wanted ? one.Line with { Assignment = wanted } : one.Line)),
                            one.Proposal.Left)),
                    ],
                    [
                        .. differences
                            .Select(place => new PreviewedEffect(books.Options.PlaceOf(place.Key), before.GetValueOrDefault(place.Key), place.Value))
                            .OrderBy(effect => effect.Place.ProjectName, StringComparer.OrdinalIgnoreCase)
                            .ThenBy(effect => effect.Place.PhaseName, StringComparer.OrdinalIgnoreCase),
                    ],
                    proposals.Count(one => one.Proposal.Wanted is not null));
            },
            cancellation);
    }

    /// <summary>Assigns lines, as one batch.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="request">The lines, each with what was seen of it, and what they shall be given.</param>
    /// <param name="actor">Who assigns.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <exception cref="ProblemException">
    /// Invalid: nothing is chosen, or something that cannot be assigned. NotFound: a line does not exist. Unversioned: a line comes without what was seen of it.
    /// Stale: a line is not what was seen; Current holds those lines as they are now, as a list of <see cref="AssignableLine"/>.
    /// </exception>
    public async Task<AssignmentOutcome> AssignAsync(Guid organisation, AssignmentRequest request, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckCount(request);
        if (request.Lines.FirstOrDefault(line => string.IsNullOrEmpty(line.Seen)) is { } unseen)
            throw new ProblemException(ProblemKind.Unversioned, $"Say what you saw of line {unseen.Line:D}: send its 'seen' as you read it.") { Field = "seen" };

        var (assigned, left) = (0, 0);
        var number = await WriteAsync(
            organisation,
            actor,
            async batch =>
            {
                var books = await LineBooks.ReadAsync(batch.Connection, organisation, request.Lines.Select(line => line.Document), cancellation).ConfigureAwait(false);
                books.Options.Check(request.Project, request.Phase, request.Mode);
                var proposals = Propose(books, request);
                RefuseChanged([.. proposals.Where(one => one.View.Seen != one.Choice.Seen).Select(one => one.View)]);

                var wanted = proposals.Where(one => one.Proposal.Wanted is not null).ToList();
                (assigned, left) = (wanted.Count, proposals.Count - wanted.Count);
                if (wanted.Count == 0)
                    return;
                batch.Action = string.Create(CultureInfo.InvariantCulture, $"Assign {wanted.Count} {(wanted.Count == 1 ? "line" : "lines")} to {Target(books.Options, request.Project, request.Phase)}");
                await SaveAsync(batch, [.. wanted.Select(one => Kept(batch, books.Options, one.Mark, one.Line, one.Proposal.Wanted!, actor))], wanted.ConvertAll(one => one.Choice.Document)).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        return new AssignmentOutcome(number, assigned, left);
    }

    /// <summary>Changes one assignment: what it assigns, or which line of the document it is on. It is as given from now on, whatever it was.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="version">The version that was changed.</param>
    /// <param name="change">What it shall be.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <exception cref="ProblemException">
    /// NotFound: there is no such assignment. Stale: somebody else changed it, and Current is the <see cref="KeptLine"/> it is now; or the line is not what
    /// was seen, and Current is a list of <see cref="AssignableLine"/>. Conflict: the line has an assignment of its own. Invalid: it cannot be so.
    /// </exception>
    public Task<long?> ChangeAsync(Guid organisation, Guid assignment, long version, AssignmentChange change, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (string.IsNullOrEmpty(change.Seen))
            throw new ProblemException(ProblemKind.Unversioned, "Say what you saw of the line: send its 'seen' as you read it.") { Field = "seen" };
        return WriteAsync(
            organisation,
            actor,
            async batch =>
            {
                var (books, placed, document) = await FindAsync(batch, assignment, version, cancellation).ConfigureAwait(false);
                books.Options.Check(change.Project, change.Phase, change.Mode);
                var id = change.Line ?? placed.Line?.Id
                    ?? throw new ProblemException(ProblemKind.Invalid, "The line it was on is gone. Choose another line of the document, or remove the assignment.") { Field = "line" };
                var line = document.Document.Lines.FirstOrDefault(one => one.Id == id) ?? throw NoLine(id);
                if (books.WhyNot(document.Document, line) is { } why)
                    throw new ProblemException(ProblemKind.Invalid, why) { Field = "line" };
                if (document.Assignments.Any(other => other.Line?.Id == id && other.Kept.Id != assignment))
                    throw new ProblemException(ProblemKind.Conflict, "That line has an assignment already. Change or remove that one first.") { Field = "line" };
                var view = books.Line(document.Document.Id, id)!;
                RefuseChanged(view.Seen == change.Seen ? [] : [view]);

                var wanted = new Assignment(change.Project, change.Phase, change.Mode == AssignmentMode.Override);
                if (!wanted.IsOverride && Proposal.Open(wanted, books.Chart.XeroPlaceOf(line)) != wanted)
                    throw new ProblemException(ProblemKind.Invalid, $"Xero names {view.InXero.ProjectName} / {view.InXero.PhaseName} on this line, and a fill yields to that. Choose an override, or remove the assignment.") { Field = "mode" };
                batch.Action = $"Change the assignment of a line of {DocumentName(books, document)} to {Target(books.Options, change.Project, change.Phase)}";
                await SaveAsync(batch, [Kept(batch, books.Options, placed.Kept, line, wanted, actor)], [document.Document.Id]).ConfigureAwait(false);
            },
            cancellation);
    }

    /// <summary>Takes one assignment back: the line counts where Xero puts it.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="actor">Who removes it.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <exception cref="ProblemException">NotFound: there is no such assignment. Stale: somebody else changed it; Current is the <see cref="KeptLine"/> it is now.</exception>
    public Task<long?> RemoveAsync(Guid organisation, Guid assignment, long version, string actor, CancellationToken cancellation) => WriteAsync(
        organisation,
        actor,
        async batch =>
        {
            var (books, _, document) = await FindAsync(batch, assignment, version, cancellation).ConfigureAwait(false);
            await using (var command = batch.Command("Assignments/Sql/remove.sql"))
            {
                command.Parameters.AddWithValue("assignment", assignment);
                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            batch.Action = $"Remove the assignment of a line of {DocumentName(books, document)}";
            batch.Change();
            await batch.PostAsync([document.Document.Id]).ConfigureAwait(false);
        },
        cancellation);

    internal static ProblemException NoLine(Guid line) => new(ProblemKind.NotFound, $"There is no line {line:D} in that document. It may have changed in Xero since it was shown.") { Field = "line" };

    private static void CheckCount(AssignmentRequest request)
    {
        if (request.Lines is null || request.Lines.Any(line => line is null))
            throw new ProblemException(ProblemKind.Invalid, "The lines are missing. Give each with its document and its line.") { Field = "lines" };
        if (request.Lines.Count is 0 or > AssignmentRequest.MostLines)
            throw new ProblemException(ProblemKind.Invalid, request.Lines.Count == 0 ? "No line is chosen. Choose at least one." : string.Create(CultureInfo.InvariantCulture, $"At most {AssignmentRequest.MostLines} lines are assigned at once; these are {request.Lines.Count}.")) { Field = "lines" };
    }

    private static List<ProposedLine> Propose(LineBooks books, AssignmentRequest request)
    {
        var proposals = new List<ProposedLine>();
        foreach (var choice in request.Lines.DistinctBy(one => (one.Document, one.Line)))
        {
            var document = books.Find(choice.Document) ?? throw new ProblemException(ProblemKind.NotFound, $"There is no document {choice.Document:D}.") { Field = "document" };
            var line = document.Document.Lines.FirstOrDefault(one => one.Id == choice.Line) ?? throw NoLine(choice.Line);
            if (books.WhyNot(document.Document, line) is { } why)
                throw new ProblemException(ProblemKind.Invalid, why) { Field = "lines" };
            proposals.Add(new ProposedLine(
                choice,
                books.Line(choice.Document, choice.Line)!,
                line,
                document.Assignments.FirstOrDefault(placed => placed.Line?.Id == line.Id)?.Kept,
                Proposal.Of(request, line, books.Chart, books.Options)));
        }

        return proposals;
    }

    private static void RefuseChanged(IReadOnlyList<AssignableLine> changed)
    {
        if (changed.Count > 0)
        {
            throw new ProblemException(ProblemKind.Stale, changed.Count == 1
                ? "A line has changed since it was shown. Look at it as it is now, and choose again."
                : string.Create(CultureInfo.InvariantCulture, $"{changed.Count} lines have changed since they were shown. Look at them as they are now, and choose again."))
            { Field = "seen", Current = changed };
        }
    }

    private static async Task<(LineBooks Books, PlacedAssignment Placed, PostedDocument Document)> FindAsync(LedgerBatch batch, Guid assignment, long version, CancellationToken cancellation)
    {
        Guid? document;
        await using (var command = batch.Command("Assignments/Sql/document-of.sql"))
        {
            command.Parameters.AddWithValue("assignment", assignment);
            document = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as Guid?;
        }

        if (document is not { } id)
            throw KeptLine.Missing(assignment);
        var books = await LineBooks.ReadAsync(batch.Connection, batch.Organisation, [id], cancellation).ConfigureAwait(false);
        var posted = books.Find(id)!;
        var placed = posted.Assignments.Single(one => one.Kept.Id == assignment);
        return placed.Kept.Version == version
            ? (books, placed, posted)
            : throw new ProblemException(ProblemKind.Stale, $"It was changed by {placed.Kept.By} since you read it. Look at it as it is now, and change it again.") { Field = "version", Current = KeptLine.Of(books, posted, placed) };
    }

    private static KeptAssignment Kept(LedgerBatch batch, OptionNames options, KeptAssignment? before, DocumentLine line, Assignment wanted, string actor) =>
        (before ?? new KeptAssignment(line.Id, 0, null, null, 0, "", wanted) { Id = Guid.CreateVersion7(batch.Now) }).On(line) with
        {
            Assignment = wanted,
            By = actor,
            At = batch.Now,
            ArchivedAccepted = options.RetiredOf(wanted).Any(), // whoever chooses an archived project means it
        };

    private static async Task SaveAsync(LedgerBatch batch, IReadOnlyList<KeptAssignment> kept, IReadOnlyList<Guid> documents)
    {
        await using (var command = batch.Command("Assignments/Sql/save.sql"))
        {
            var parameters = command.Parameters;
            parameters.AddWithValue("assignments", kept.Select(one => one.Id).ToArray());
            parameters.AddWithValue("documents", documents.ToArray());
            parameters.AddWithValue("lines", kept.Select(one => one.Line).ToArray());
            parameters.Add(new NpgsqlParameter("projects", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = kept.Select(one => one.Assignment.Project).ToArray() });
            parameters.Add(new NpgsqlParameter("phases", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = kept.Select(one => one.Assignment.Phase).ToArray() });
            parameters.AddWithValue("overrides", kept.Select(one => one.Assignment.IsOverride).ToArray());
            parameters.AddWithValue("positions", kept.Select(one => one.Position).ToArray());
            parameters.Add(new NpgsqlParameter("accounts", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = kept.Select(one => one.AccountId).ToArray() });
            parameters.Add(new NpgsqlParameter("codes", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = kept.Select(one => one.AccountCode).ToArray() });
            parameters.AddWithValue("amounts", kept.Select(one => one.Amount).ToArray());
            parameters.AddWithValue("descriptions", kept.Select(one => one.Description).ToArray());
            parameters.AddWithValue("accepted", kept.Select(one => one.ArchivedAccepted).ToArray());
            parameters.AddWithValue("by", kept[0].By);
            parameters.AddWithValue("at", kept[0].At);
            await command.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
        }

        batch.Change();
        await batch.PostAsync([.. documents.Distinct()]).ConfigureAwait(false);
    }

    private static string Target(OptionNames options, Guid? project, Guid? phase) =>
        string.Join(" / ", new[] { project, phase }.OfType<Guid>().Select(options.NameOf));

    private static string DocumentName(LineBooks books, PostedDocument document) =>
        $"{DocumentKindName.Of(document.Document.Kind).ToLowerInvariant()} {books.NumberOf(document.Document.Id)}".TrimEnd();

    private Task<long?> WriteAsync(Guid organisation, string actor, Func<LedgerBatch, Task> work, CancellationToken cancellation) => database.ExplainAsync(async () =>
    {
        await using var writer = await LedgerWriter.OpenAsync(database, organisation, actor, null, cancellation).ConfigureAwait(false);
        return (await writer.WriteAsync("Assign", work, cancellation).ConfigureAwait(false)).Batch;
    });
}
