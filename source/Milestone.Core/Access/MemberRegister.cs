using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>Who has which place in an organisation.</summary>
public sealed class MemberRegister(MilestoneDatabase database)
{
    private static readonly string[] ProjectsAnew = ["Access/Sql/clear-member-projects.sql", "Access/Sql/add-member-projects.sql"];

    /// <summary>The members of an organisation, by name.</summary>
    public Task<IReadOnlyList<Member>> ListAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        connection => connection.RowsAsync(
            "Access/Sql/members.sql",
            _ => { },
            row => new Member(
                row.GetGuid(0), row.GetString(1), row.GetString(2), (Role)row.GetInt16(3), row.GetFieldValue<Guid[]>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetInt64(6),
                row.Optional<DateTimeOffset>(7), row.Optional<DateTimeOffset>(8)),
            cancellation),
        cancellation);

    /// <summary>Gives a user a place, or another one than it has.</summary>
    /// <param name="organisation">Where.</param>
    /// <param name="user">Whom.</param>
    /// <param name="role">What it is there.</param>
    /// <param name="projects">The projects of a project manager; of no meaning for others.</param>
    /// <param name="version">The version of the place that was seen; 0 where there was none.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Stale: the place was changed since.</exception>
    public Task SetAsync(Guid organisation, Guid user, Role role, IReadOnlyCollection<Guid> projects, long version, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projects);
        Guid[] kept = role == Role.ProjectManager ? [.. projects.Distinct()] : [];
        return database.WriteAsync(
            organisation,
            actor,
            async connection =>
            {
                var changed = await connection.RunAsync(
                    "Access/Sql/set-member.sql",
                    parameters =>
                    {
                        parameters.AddWithValue("organisation", organisation);
                        parameters.AddWithValue("user", user);
                        parameters.AddWithValue("role", (short)role);
                        parameters.AddWithValue("version", version);
                        parameters.AddWithValue("now", database.Now);
                    },
                    cancellation).ConfigureAwait(false);
                if (changed == 0)
                    throw new ProblemException(ProblemKind.Stale, "This place was changed since you opened it. Look at what it is now and decide again.") { Field = "user" };
                foreach (var file in ProjectsAnew)
                {
                    await connection.RunAsync(
                        file,
                        parameters =>
                        {
                            parameters.AddWithValue("organisation", organisation);
                            parameters.AddWithValue("user", user);
                            parameters.AddWithValue("projects", NpgsqlDbType.Array | NpgsqlDbType.Uuid, kept);
                        },
                        cancellation).ConfigureAwait(false);
                }

                return true;
            },
            cancellation);
    }

    /// <summary>Takes a user's place in an organisation away.</summary>
    /// <exception cref="ProblemException">NotFound: the user has none there.</exception>
    public async Task RemoveAsync(Guid organisation, Guid user, string actor, CancellationToken cancellation)
    {
        var removed = await database.WriteAsync(
            organisation,
            actor,
            connection => connection.RunAsync(
                "Access/Sql/remove-member.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("user", user);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        if (removed == 0)
            throw new ProblemException(ProblemKind.NotFound, "This organisation has no such member.") { Field = "user" };
    }
}
