using Milestone.Core.Ledger;
using Milestone.Core.Organisations;

namespace Milestone.Core.Statements;

/// <summary>What the database answered: everything a statement is drawn from, and nothing decided yet.</summary>
internal sealed record StatementFigures
{
    public required Organisation Organisation { get; init; }

    public required IReadOnlyDictionary<Guid, Account> Accounts { get; init; }

    /// <summary>Names of projects and phases by id, where they were asked for.</summary>
    public required IReadOnlyDictionary<Guid, string> Projects { get; init; }

    public required IReadOnlyDictionary<Guid, string> Phases { get; init; }

    /// <summary>Effects on profit by window, account and dimension.</summary>
    public required IReadOnlyList<Effect> Effects { get; init; }

    /// <summary>The profit of the period by another way.</summary>
    public required decimal ProfitByOtherWay { get; init; }

    /// <summary>Net profit by Xero's own report over the same period and basis, where one was imported.</summary>
    public required decimal? ProfitByXero { get; init; }
}

/// <summary>One sum of postings: income positive, cost negative.</summary>
internal readonly record struct Effect(int Window, Guid Account, Guid Dimension, decimal Amount);
