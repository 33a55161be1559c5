using System.Globalization;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>What a transaction tells PostgreSQL about itself: whose rows it may see, who acts, and what time it is.</summary>
internal static class Session
{
    private const string ChooseOrganisation = "SELECT set_config('milestone.organisation_id', $1, true)";

    /// <summary>The command that lets the rest of a batch see one organisation's rows.</summary>
    public static NpgsqlBatchCommand Choose(Guid organisation) =>
        new(ChooseOrganisation) { Parameters = { new NpgsqlParameter<string> { TypedValue = organisation.ToString("D") } } };

    /// <summary>Starts a writing transaction: its rows, its actor and its time, which the audit triggers read.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, Guid organisation, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT set_config('milestone.organisation_id', $1, true), set_config('milestone.actor', $2, true), set_config('milestone.now', $3, true)",
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organisation.ToString("D") },
                new NpgsqlParameter<string> { TypedValue = actor },
                new NpgsqlParameter<string> { TypedValue = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
