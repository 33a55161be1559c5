using Milestone.Core.Ledger;
using Milestone.Core.Organisations;

namespace Milestone.Core.Statements;

/// <summary>What the database answered: everything a statement is drawn from, and nothing decided yet.</summary>
internal sealed class StatementFigures
{
    /// <summary>Null until the organisation has answered: there is none.</summary>
    public Organisation? Organisation { get; set; }

    public Dictionary<Guid, Account> Accounts { get; } = [];

    /// <summary>Names of projects by id, where they were asked for.</summary>
    public Dictionary<Guid, string> Projects { get; } = [];

    /// <summary>Names of build phases by id, where they were asked for.</summary>
    public Dictionary<Guid, string> Phases { get; } = [];

    /// <summary>Effects on profit by window, account and dimension; one may come in two parts, whole months and days.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>The profit of the period by another way.</summary>
    public decimal ProfitByAnotherWay { get; set; }

    /// <summary>Net profit by Xero's own report over the same period and basis, where one was imported.</summary>
    public decimal? ProfitByXero { get; set; }
}

/// <summary>One sum of postings: income positive, cost negative.</summary>
internal readonly record struct Effect(int Window, Guid Account, Guid Dimension, decimal Amount);
