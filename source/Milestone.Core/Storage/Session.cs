using System.Globalization;
using Milestone.Core.Access;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>What a transaction tells PostgreSQL about itself: whose rows it may see, who acts, and what time it is.</summary>
internal static class Session
{
    private const string ChooseOrganisation = "SELECT set_config('milestone.organisation_id', $1, true), set_config('milestone.projects', $2, true)";

    /// <summary>The command that lets the rest of a batch see one organisation's rows, as far as its reader may.</summary>
    /// <exception cref="ProblemException">NotFound: the organisation is none of the reader's.</exception>
    public static NpgsqlBatchCommand Choose(Guid organisation) => new(ChooseOrganisation)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = organisation.ToString("D") }, new NpgsqlParameter<string> { TypedValue = LimitIn(organisation) } },
    };

    /// <summary>Starts a writing transaction: its rows, its actor and its time, which the audit triggers read.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, Guid organisation, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT set_config('milestone.organisation_id', $1, true), set_config('milestone.actor', $2, true), set_config('milestone.now', $3, true), set_config('milestone.projects', $4, true)",
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organisation.ToString("D") },
                new NpgsqlParameter<string> { TypedValue = actor },
                new NpgsqlParameter<string> { TypedValue = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) },
                new NpgsqlParameter<string> { TypedValue = LimitIn(organisation) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    // Empty: no limit. An organisation that is none of the reader's is one that does not exist, as far as the reader can tell.
    private static string LimitIn(Guid organisation)
    {
        if (ReaderScope.Current is not { } scope)
            return "";
        var membership = scope.In(organisation) ?? throw new ProblemException(ProblemKind.NotFound, "There is no such organisation among yours.") { Field = "organisation" };
        return membership.Projects is { } projects ? $"{{{string.Join(',', projects.Select(one => one.ToString("D")))}}}" : "";
    }
}
