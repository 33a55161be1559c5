using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Estimates;

/// <summary>Where something that people enter belongs: a project, and a phase of it or none.</summary>
/// <param name="ProjectExists">Whether the organisation has the project.</param>
/// <param name="PhaseExists">Whether it has the phase; no phase always exists.</param>
/// <param name="Phase">The phase's name; empty where none is named.</param>
internal sealed record Place(bool ProjectExists, bool PhaseExists, string Phase)
{
    /// <summary>Goes on only where the organisation has the project and the phase.</summary>
    /// <exception cref="ProblemException">NotFound: it has no such project. Invalid: it has no such phase.</exception>
    public static async Task<Place> RequireAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid phase, CancellationToken cancellation)
    {
        var found = await connection.RowsAsync(
            "Estimates/Sql/place.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("project", project);
                parameters.AddWithValue("phase", phase);
            },
            row => new Place(row.GetBoolean(0), row.GetBoolean(1), row.OptionalText(2) ?? ""),
            cancellation).ConfigureAwait(false);
        var place = found[0];
        if (!place.ProjectExists)
            throw new ProblemException(ProblemKind.NotFound, "There is no such project. Choose one of the list of projects.") { Field = "project" };
        if (!place.PhaseExists)
            throw new ProblemException(ProblemKind.Invalid, "There is no such build phase. Choose one of the list of phases, or none.") { Field = "phase" };
        return place;
    }
}
