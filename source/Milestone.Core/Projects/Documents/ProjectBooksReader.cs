using System.Globalization;
using Milestone.Core.Access;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Projects;

/// <summary>Reads the books of one project from one state of the database. Documents are read whole, by the reader that postings are made with.</summary>
internal sealed class ProjectBooksReader(MilestoneDatabase database)
{
    private const int DocumentsAtATime = 1000;

    // A project has hundreds or thousands; only what is assigned to none may have more, and that is better read by account.
    private const int MostDocuments = 50_000;

    private readonly OrganisationCatalogue catalogue = new(database);

    /// <summary>The books of a project.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Which project, up to which day.</param>
    /// <param name="kinds">The kinds of document that are wanted.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: no such organisation, project or phase. Invalid: there are too many documents.</exception>
    public async Task<ProjectBooks> ReadAsync(Guid organisation, ProjectQuery query, DocumentKind[] kinds, CancellationToken cancellation)
    {
        var whose = await catalogue.GetAsync(organisation.ToString("D"), cancellation).ConfigureAwait(false);
        var to = query.To ?? whose.Today(database.Clock);
        var plans = await EnteredPlans.ReadAsync(database, organisation, query.Project, to, cancellation).ConfigureAwait(false);
        return await database.SnapshotAsync(
            organisation,
            async connection =>
            {
                var (projects, phases) = await NamesAsync(connection, organisation, cancellation).ConfigureAwait(false);
                // What other lines of its documents lack a name for looks unassigned to a reader who is limited.
                var name = query.Project == Unassigned.Id && ReaderScope.LimitIn(organisation) is null ? Unassigned.Label
                    : projects.GetValueOrDefault(query.Project) ?? throw NotFound("id", $"{whose.Name} has no project with the id {query.Project:D}.");
                if (query.Phase is { } phase && phase != Unassigned.Id && !phases.ContainsKey(phase))
                    throw NotFound("phase", "There is no such build phase.");
                var batch = await BatchAsync(connection, organisation, cancellation).ConfigureAwait(false);
                var chart = await ChartReader.ReadAsync(connection, organisation, whose.LedgerSource, cancellation).ConfigureAwait(false);
                return new ProjectBooks(
                    whose with { LastBatch = batch },
                    chart,
                    query.Project,
                    name,
                    to,
                    phases,
                    await DocumentsAsync(connection, whose, query.Project, name, to, kinds, cancellation).ConfigureAwait(false),
                    plans);
            },
            cancellation).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<FiledDocument>> DocumentsAsync(
        NpgsqlConnection connection, Organisation organisation, Guid project, string name, DateOnly to, DocumentKind[] kinds, CancellationToken cancellation)
    {
        if (kinds.Length == 0)
            return [];
        var found = await FindAsync(connection, organisation, project, name, to, kinds, cancellation).ConfigureAwait(false);
        if (found.Count > MostDocuments)
        {
            throw new ProblemException(
                ProblemKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"{name} has more than {MostDocuments:#,##0} documents, too many to list one by one. The profit and loss shows them by account, and leads to its lines."))
            { Field = "id" };
        }

        var filed = new List<FiledDocument>(found.Count);
        foreach (var some in found.Chunk(DocumentsAtATime))
        {
            var byId = some.ToDictionary(one => one.Id);
            foreach (var read in await DocumentReader.ReadAsync(connection, organisation.Id, [.. byId.Keys], cancellation, withPosted: false).ConfigureAwait(false))
            {
                var known = byId[read.Document.Id];
                filed.Add(new FiledDocument(read.Document, known.Number, known.ContactId, known.Contact, known.DueDate));
            }
        }

        return filed;
    }

    // Under documents, orders post nothing; under journals no document does.
    private static short[] Unposted(LedgerSource source) => source == LedgerSource.Journals
        ? [(short)DocumentKind.SalesInvoice, (short)DocumentKind.Bill, (short)DocumentKind.SalesCreditNote, (short)DocumentKind.SupplierCreditNote, (short)DocumentKind.PurchaseOrder]
        : [(short)DocumentKind.PurchaseOrder];

    private static async Task<IReadOnlyList<Found>> FindAsync(
        NpgsqlConnection connection, Organisation organisation, Guid project, string name, DateOnly to, DocumentKind[] kinds, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Projects/Documents/ProjectDocuments.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation.Id);
        command.Parameters.AddWithValue("project", project);
        command.Parameters.AddWithValue("name", NpgsqlDbType.Text, project == Unassigned.Id ? "" : name);
        command.Parameters.AddWithValue("to", to);
        command.Parameters.AddWithValue("kinds", NpgsqlDbType.Array | NpgsqlDbType.Smallint, kinds.Select(kind => (short)kind).ToArray());
        command.Parameters.AddWithValue("unposted", NpgsqlDbType.Array | NpgsqlDbType.Smallint, project == Unassigned.Id ? [] : Unposted(organisation.LedgerSource).Where(kind => kinds.Contains((DocumentKind)kind)).ToArray());
        command.Parameters.AddWithValue("limit", MostDocuments);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var found = new List<Found>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            found.Add(new Found(
                reader.GetGuid(0),
                reader.GetString(1) is { Length: > 0 } number ? number : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetGuid(3),
                reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5)));
        }

        return found;
    }

    private static async Task<(Dictionary<Guid, string> Projects, Dictionary<Guid, string> Phases)> NamesAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Statements/Sql/ProjectsAndPhases.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.Add(new NpgsqlParameter("batch", NpgsqlDbType.Bigint) { Value = DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var (projects, phases) = (new Dictionary<Guid, string>(), new Dictionary<Guid, string>());
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            ((TrackingRole)reader.GetInt16(2) == TrackingRole.Project ? projects : phases)[reader.GetGuid(0)] = reader.GetString(1);
        return (projects, phases);
    }

    // The organisation was read a moment before; the batch is that of the documents, which the tie-out is held against.
    private static async Task<long> BatchAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Projects/Documents/LastBatch.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        return (long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    private static ProblemException NotFound(string field, string message) => new(ProblemKind.NotFound, message) { Field = field };

    private sealed record Found(Guid Id, string Number, Guid? ContactId, string Contact, DateOnly? DueDate);
}
