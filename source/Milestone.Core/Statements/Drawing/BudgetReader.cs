using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>Reads the budgets that were imported from Xero.</summary>
internal static class BudgetReader
{
    /// <summary>All budgets, by name.</summary>
    public static async Task<IReadOnlyList<BudgetListing>> ListAsync(MilestoneDatabase database, Guid organisation, CancellationToken cancellation)
    {
        var budgets = new List<BudgetListing>();
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.Add(new NpgsqlParameter("budget", NpgsqlDbType.Uuid) { Value = DBNull.Value });
            },
            [new Question("Statements/Sql/Budgets.sql", row => Take(budgets, row))],
            cancellation).ConfigureAwait(false);
        return budgets;
    }

    /// <summary>Takes a row of Budgets.sql: a budget, or one more option that the last one is for.</summary>
    public static void Take(List<BudgetListing> budgets, NpgsqlDataReader row)
    {
        if (budgets.Count == 0 || budgets[^1].Id != row.GetGuid(0))
            budgets.Add(new BudgetListing(row.GetGuid(0), row.GetString(1), row.GetString(2)));
        if (!row.GetBoolean(3))
            return;
        StatementPlace? place = row.IsDBNull(4) ? null : new StatementPlace(row.GetGuid(4), row.GetString(5));
        TrackingRole? role = row.IsDBNull(6) ? null : (TrackingRole)row.GetInt16(6);
        budgets[^1] = role switch
        {
            TrackingRole.Project => budgets[^1] with { Project = place },
            TrackingRole.Phase => budgets[^1] with { Phase = place },
            _ => budgets[^1] with { IsForSomethingElse = true },
        };
    }
}
