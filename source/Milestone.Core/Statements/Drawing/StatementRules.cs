using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What may be asked of a statement. Each refusal names the field and the remedy.</summary>
internal static class StatementRules
{
    // The calendar that Xero's dates and DateOnly's arithmetic are safe in, with comparatives.
    private const int FirstYear = 1980;
    private const int LastYear = 2200;

    /// <summary>What can be said before anything is read.</summary>
    public static void Check(StatementQuery query)
    {
        if (query.Period.From.Year < FirstYear || query.Period.To.Year > LastYear)
            throw Invalid("from", $"A statement's period lies between {FirstYear} and {LastYear}.");
        if (query.Compare is < 0 or > StatementQuery.MostComparatives)
            throw Invalid("compare", $"A statement compares with 0 to {StatementQuery.MostComparatives} earlier periods.");
        if (query is { Variance: true, Compare: 0 })
            throw Invalid("variance", "A variance needs something to compare with: set compare to 1 or more.");
        if (query.AsKnownAt < 0)
            throw Invalid("asKnownAt", "A batch number is not negative.");
        CheckRows(query);
        CheckPlans(query);
    }

    /// <summary>What only the books can say.</summary>
    public static void Check(StatementQuery query, StatementFigures figures)
    {
        if (figures.Organisation is null)
            throw NotFound("organisation", "There is no such organisation.");
        if (query.Basis == Basis.Cash && figures.Organisation.LedgerSource == LedgerSource.Journals)
            throw Invalid("basis", "Cash basis is not available: this organisation posts from journals, which do not say what has been paid.");
        if (query.AsKnownAt > figures.Organisation.LastBatch)
            throw NotFound("asKnownAt", string.Create(CultureInfo.InvariantCulture, $"There is no batch {query.AsKnownAt} yet; the last is {figures.Organisation.LastBatch}."));
        if (query.Project is { } project && project != Unassigned.Id && !figures.Projects.ContainsKey(project))
            throw NotFound("project", "There is no such project.");
        if (query.Phase is { } phase && phase != Unassigned.Id && !figures.Phases.ContainsKey(phase))
            throw NotFound("phase", "There is no such build phase.");
        if (query.Budget is not null)
            CheckBudget(query, figures.Budget ?? throw NotFound("budget", "There is no such budget."));
    }

    private static void CheckRows(StatementQuery query)
    {
        if (query.Rows == StatementRows.Account)
        {
            if (query.Measure is not null)
                throw Invalid("measure", "Rows of accounts show the whole statement. Leave measure out, or ask for rows of projects or phases.");
            return;
        }

        if ((query.Columns == StatementColumns.Project && query.Rows is StatementRows.Project or StatementRows.ProjectPhase)
            || (query.Columns == StatementColumns.Phase && query.Rows is StatementRows.Phase or StatementRows.ProjectPhase))
            throw Invalid("columns", "Rows and columns would be the same. Ask for rows by project and columns by phase, for columns in time, or for none.");
        if (query.PercentOfIncome)
            throw Invalid("percent", "A share of income is of accounts. Leave percent out: rows of projects and phases have their margin where columns are not asked for.");
    }

    private static void CheckPlans(StatementQuery query)
    {
        if (query.Budget is not null && query.Estimates)
            throw Invalid("budget", "Compare either with a budget or with the estimates.");
        if (query.Budget is not null && query.Rows != StatementRows.Account)
            throw Invalid("budget", "A budget of Xero's is by account: ask for rows of accounts, or compare with the estimates, which are by project and phase.");
        if (query.Estimates && query.Rows == StatementRows.Account && !query.IsFiltered && query.Columns is not (StatementColumns.Project or StatementColumns.Phase))
            throw Invalid("budget", "Estimates are of projects and phases. Choose one, or make them the rows or the columns.");
        if (query.Estimates && query.HasSectionColumns is false && query.Rows != StatementRows.Account && query.Measured is Section.OtherIncome or Section.Overheads)
            throw Invalid("budget", "Nothing is estimated of other income and overheads. Measure income, cost of sales, gross profit or net profit.");
    }

    // What a budget is for and what a statement shows have to be the same, or the variance compares two things.
    private static void CheckBudget(StatementQuery query, BudgetListing budget)
    {
        if (budget.IsForSomethingElse)
            throw Invalid("budget", $"'{budget.Name}' is for a tracking option that is neither a project nor a build phase here, so no statement can be compared with it.");
        if (query.Project != budget.Project?.Id || query.Phase != budget.Phase?.Id)
        {
            throw Invalid("budget", budget.IsOverall
                ? $"'{budget.Name}' is of the whole organisation and this statement is not. Remove the project or phase, or compare with the estimates."
                : $"'{budget.Name}' is of {string.Join(", ", new[] { budget.Project?.Name, budget.Phase?.Name }.OfType<string>())} only. Show that and nothing else to compare with it.");
        }
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };

    private static ProblemException NotFound(string field, string message) => new(ProblemKind.NotFound, message) { Field = field };
}
