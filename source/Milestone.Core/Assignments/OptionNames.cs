using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Assignments;

/// <summary>A project or phase by its name.</summary>
internal sealed record NamedOption(string Name, string Status, TrackingRole Role)
{
    /// <summary>Whether Xero no longer offers it for new lines.</summary>
    public bool IsRetired => Status is "ARCHIVED" or "DELETED";
}

/// <summary>The projects and phases that lines can be assigned to.</summary>
internal sealed class OptionNames(IReadOnlyDictionary<Guid, NamedOption> options)
{
    public static async Task<OptionNames> ReadAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Assignments/Sql/options.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var options = new Dictionary<Guid, NamedOption>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            options[reader.GetGuid(0)] = new NamedOption(reader.GetString(1), reader.GetString(2), (TrackingRole)reader.GetInt16(3));
        return new OptionNames(options);
    }

    public string NameOf(Guid id) => id == Unassigned.Id ? Unassigned.Label : options.TryGetValue(id, out var option) ? option.Name : id.ToString("D");

    public AssignmentPlace PlaceOf((Guid Project, Guid Phase) place) => new(place.Project, NameOf(place.Project), place.Phase, NameOf(place.Phase));

    public AssignmentMark MarkOf(KeptAssignment kept) => new(
        kept.Id,
        kept.Version,
        kept.Assignment.Project,
        kept.Assignment.Project is { } project ? NameOf(project) : null,
        kept.Assignment.Phase,
        kept.Assignment.Phase is { } phase ? NameOf(phase) : null,
        kept.Assignment.IsOverride ? AssignmentMode.Override : AssignmentMode.Fill,
        kept.By,
        kept.At);

    /// <summary>Those of an assignment's project and phase that Xero has archived, deleted or never heard of.</summary>
    public IEnumerable<(Guid Id, string Name, bool IsArchived)> RetiredOf(Assignment assignment) =>
        from id in new[] { assignment.Project, assignment.Phase }
        where id is { } given && given != Unassigned.Id
        let known = options.GetValueOrDefault(id!.Value)
        where known is null || known.IsRetired
        select (id!.Value, NameOf(id.Value), known is { Status: "ARCHIVED" });

    /// <summary>Refuses what cannot be assigned.</summary>
    /// <exception cref="ProblemException">Invalid: nothing is asked for, or something that is no project or no phase.</exception>
    public void Check(Guid? project, Guid? phase, AssignmentMode mode)
    {
        if (project is null && phase is null)
            throw Invalid("project", "Neither a project nor a phase is chosen. Choose one of them, or both.");
        if (mode == AssignmentMode.Fill && (project == Unassigned.Id || phase == Unassigned.Id))
            throw Invalid(project == Unassigned.Id ? "project" : "phase", "A fill cannot take a project or a phase away. Choose an override to do that.");
        Check("project", project, TrackingRole.Project);
        Check("phase", phase, TrackingRole.Phase);
    }

    private void Check(string field, Guid? id, TrackingRole role)
    {
        if (id is not { } given || given == Unassigned.Id)
            return;
        if (!options.TryGetValue(given, out var option) || option.Role != role || option.Status == "DELETED")
            throw Invalid(field, $"There is no {field} with the id {given:D}. They are listed at /api/v1/{field}s.");
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}
