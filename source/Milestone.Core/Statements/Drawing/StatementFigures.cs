using Milestone.Core.Ledger;
using Milestone.Core.Organisations;

namespace Milestone.Core.Statements;

/// <summary>What the database answered: everything a statement is drawn from, and nothing decided yet.</summary>
internal sealed class StatementFigures
{
    private readonly Dictionary<EffectKey, decimal> effects = [];

    /// <summary>Null until the organisation has answered: there is none.</summary>
    public Organisation? Organisation { get; set; }

    public Dictionary<Guid, Account> Accounts { get; } = [];

    /// <summary>Names of projects by id, where they were asked for.</summary>
    public Dictionary<Guid, string> Projects { get; } = [];

    /// <summary>Names of build phases by id, where they were asked for.</summary>
    public Dictionary<Guid, string> Phases { get; } = [];

    /// <summary>The profit of the period by another way.</summary>
    public decimal ProfitByAnotherWay { get; set; }

    /// <summary>Net profit by Xero's own report over the same period and basis, where one was imported.</summary>
    public decimal? ProfitByXero { get; set; }

    /// <summary>Whether the reader is limited to some projects, and the figures with the reader.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The first days of months of the period that have postings, in order, where they were asked for.</summary>
    public List<DateOnly> MonthsWithPostings { get; } = [];

    /// <summary>The budget that was asked for, where there is one.</summary>
    public BudgetListing? Budget { get; set; }

    /// <summary>
    /// Adds a sum of postings to what is known under its key. A figure may come in parts: whole months, days, and what later batches
    /// posted, taken away. Only the whole says whether there is anything, so what nets to nothing makes no row or column.
    /// </summary>
    public void Add(EffectKey key, decimal amount) => effects[key] = effects.GetValueOrDefault(key) + amount;

    /// <summary>The effects on profit that are not zero.</summary>
    public IEnumerable<(EffectKey Key, decimal Amount)> Effects => effects.Where(effect => effect.Value != 0).Select(effect => (effect.Key, effect.Value));
}

/// <summary>What a sum of postings is of. What was not asked for is all zeros.</summary>
/// <param name="Window">The window in time, by its number in the plan.</param>
/// <param name="Account">The account, where rows are accounts.</param>
/// <param name="Section">The section, where rows are projects or phases or an amount is planned without an account.</param>
/// <param name="Project">The project, where rows or columns are projects.</param>
/// <param name="Phase">The phase, where rows or columns are phases.</param>
internal readonly record struct EffectKey(int Window, Guid Account, Section? Section, Guid Project, Guid Phase);
