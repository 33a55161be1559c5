using Milestone.Core.Ledger;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>The budgets that were imported from Xero.</summary>
public sealed class BudgetCatalogue(MilestoneDatabase database)
{
    /// <summary>All budgets, by name.</summary>
    public async Task<IReadOnlyList<BudgetListing>> ListAsync(Guid organisation, CancellationToken cancellation)
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
    internal static void Take(List<BudgetListing> budgets, NpgsqlDataReader row)
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

/// <summary>One budget of Xero's, by account and month.</summary>
/// <param name="Id">Xero's id.</param>
/// <param name="Name">Its name; Xero's overall budget has one too.</param>
/// <param name="Type">OVERALL or TRACKING.</param>
public sealed record BudgetListing(Guid Id, string Name, string Type)
{
    /// <summary>The project it is for; null when for all.</summary>
    public StatementPlace? Project { get; init; }

    /// <summary>The build phase it is for; null when for all.</summary>
    public StatementPlace? Phase { get; init; }

    /// <summary>Whether it is for an option that is neither project nor phase, so that no statement can be compared with it.</summary>
    public bool IsForSomethingElse { get; init; }

    /// <summary>Whether it is of the whole organisation.</summary>
    public bool IsOverall => Project is null && Phase is null && !IsForSomethingElse;
}
