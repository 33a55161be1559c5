using System.Globalization;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Api;

namespace Milestone.Host.Statements;

/// <summary>
/// Gives the words of a question their meaning: the API, the export command and the page all ask through here, so the same words
/// mean the same everywhere. A word without meaning is a problem that names its field and the remedy.
/// </summary>
internal sealed class StatementQueryParser(OrganisationCatalogue catalogue, TimeProvider clock)
{
    /// <summary>The query that the words ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public async Task<StatementQuery> ParseAsync(Organisation organisation, StatementText text, CancellationToken cancellation)
    {
        var budget = await BudgetAsync(organisation, text.Budget, cancellation);
        var query = new StatementQuery(PeriodOf(organisation, text))
        {
            Rows = OneOf(text.Rows, "rows", StatementRows.Account, RowNames),
            Measure = text.Measure is null ? null : OneOf(text.Measure, "measure", Section.NetProfit, MeasureNames),
            NewestFirst = YesNo(text.NewestFirst, "newestFirst", otherwise: false),
            Budget = budget?.Id,
            Estimates = IsEstimates(text.Budget),
            Columns = OneOf(text.Columns, "columns", StatementColumns.None, ColumnNames),
            Compare = Whole(text.Compare, "compare", 0, StatementQuery.MostComparatives) ?? 0,
            Comparison = OneOf(text.Comparison, "comparison", Comparison.PreviousPeriods, ComparisonNames),
            Variance = YesNo(text.Variance, "variance", otherwise: false),
            PercentOfIncome = YesNo(text.Percent, "percent", otherwise: false),
            Basis = BasisOf(text.Basis),
            AsKnownAt = await BatchAsync(organisation, text.AsKnownAt, cancellation),
            HideZeros = YesNo(text.HideZeros, "hideZeros", otherwise: true),
            // The budget of a project is compared with that project: nobody has to say it twice.
            Project = await DimensionAsync(text.Project, "project", catalogue.ProjectsAsync, organisation, cancellation) ?? budget?.Project?.Id,
            Phase = await DimensionAsync(text.Phase, "phase", catalogue.PhasesAsync, organisation, cancellation) ?? budget?.Phase?.Id,
        };
        if (query.Variance && query.Compare == 0)
            throw Invalid("variance", "There is nothing to compare with. Ask for compare of at least 1 as well.");
        return query;
    }

    /// <summary>Decimals that money is shown with: 0 where whole pounds are asked for, else 2.</summary>
    public static int MoneyDecimals(StatementText text) => YesNo(text.WholePounds, "wholePounds", otherwise: false) ? 0 : 2;

    /// <summary>The days that are asked for: from and to, or a named period, or the financial year to date.</summary>
    public Period PeriodOf(Organisation organisation, StatementText text)
    {
        if (text.From is null && text.To is null)
        {
            var name = text.Period ?? PeriodPreset.Default;
            return PeriodPreset.Find(name, organisation.Today(clock), organisation.FinancialYear)
                ?? throw Invalid("period", $"'{name}' is not a period.{Spelling.Suggest(name, PeriodPreset.Names)} Use one of: {string.Join(", ", PeriodPreset.Names)}.");
        }

        if (text.Period is not null)
            throw Invalid("period", "Give either a named period, or from and to, not both.");
        var from = Day(text.From ?? throw Invalid("from", "The first day is missing. Give both from and to."), "from");
        var to = Day(text.To ?? throw Invalid("to", "The last day is missing. Give both from and to."), "to");
        return to < from
            ? throw Invalid("to", string.Create(CultureInfo.InvariantCulture, $"The period ends on {to:yyyy-MM-dd}, before it starts on {from:yyyy-MM-dd}. Swap the two dates."))
            : new Period(from, to);
    }

    /// <summary>A basis by its name; accrual where none is asked for.</summary>
    public static Basis BasisOf(string? text) => OneOf(text, "basis", Basis.Accrual, BasisNames);

    /// <summary>A batch by its number, or the last one recorded before a time.</summary>
    public async Task<long?> BatchAsync(Organisation organisation, string? text, CancellationToken cancellation)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var batch))
        {
            return batch <= organisation.LastBatch
                ? batch
                : throw Invalid("asKnownAt", string.Create(CultureInfo.InvariantCulture, $"There is no batch {batch} yet: the last one is {organisation.LastBatch}."));
        }

        return await catalogue.BatchAtAsync(organisation.Id, Moment(organisation, text), cancellation);
    }

    private static readonly Dictionary<string, StatementColumns> ColumnNames = Names(
        ("none", StatementColumns.None), ("month", StatementColumns.Month), ("quarter", StatementColumns.Quarter),
        ("year", StatementColumns.Year), ("project", StatementColumns.Project), ("phase", StatementColumns.Phase));

    private static readonly Dictionary<string, StatementRows> RowNames = Names(
        ("account", StatementRows.Account), ("project", StatementRows.Project), ("phase", StatementRows.Phase), ("projectPhase", StatementRows.ProjectPhase));

    private static readonly Dictionary<string, Section> MeasureNames = Enum.GetValues<Section>().ToDictionary(SectionName.IdOf, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, Comparison> ComparisonNames = Names(("previous", Comparison.PreviousPeriods), ("year", Comparison.PreviousYears));

    private static readonly Dictionary<string, Basis> BasisNames = Names(("accrual", Basis.Accrual), ("cash", Basis.Cash));

    private static bool IsEstimates(string? text) => string.Equals(text, EstimatesName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The budget that a word names: Xero's overall one, or one by its name or id; null for none and for the estimates.</summary>
    private async Task<BudgetListing?> BudgetAsync(Organisation organisation, string? text, CancellationToken cancellation)
    {
        if (text is null || IsEstimates(text) || text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return null;
        var known = await catalogue.BudgetsAsync(organisation.Id, cancellation);
        if (text.Equals(OverallName, StringComparison.OrdinalIgnoreCase))
        {
            return known.FirstOrDefault(one => one.IsOverall && one.Type.Equals(OverallName, StringComparison.OrdinalIgnoreCase)) ?? known.FirstOrDefault(one => one.IsOverall)
                ?? throw NotFound("budget", "Xero's overall budget has not been imported. Import the payload of its Budgets, each with its lines.");
        }

        var named = Guid.TryParse(text, out var id)
            ? known.Where(one => one.Id == id).ToList()
            : known.Where(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return named switch
        {
            [var only] => only,
            [] => throw NotFound("budget", $"There is no budget '{text}'.{Spelling.Suggest(text, known.Select(one => one.Name).Append(OverallName).Append(EstimatesName))} Use none, overall, estimates, or the name or id of one of Xero's: {(known.Count == 0 ? "none has been imported" : string.Join(", ", known.Take(5).Select(one => one.Name)))}."),
            _ => throw Invalid("budget", $"{named.Count} budgets are named '{text}'. Give the id of one: {string.Join(", ", named.Take(3).Select(one => one.Id))}."),
        };
    }

    private const string OverallName = "overall";
    private const string EstimatesName = "estimates";

    private static Dictionary<string, T> Names<T>(params (string Name, T Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static T OneOf<T>(string? text, string field, T otherwise, Dictionary<string, T> names)
    {
        if (text is null)
            return otherwise;
        return names.TryGetValue(text, out var value)
            ? value
            : throw Invalid(field, $"'{text}' is not known here.{Spelling.Suggest(text, names.Keys)} Use one of: {string.Join(", ", names.Keys)}.");
    }

    /// <summary>A whole number in bounds, or null where none is given.</summary>
    internal static int? Whole(string? text, string field, int least, int most)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(field, string.Create(CultureInfo.InvariantCulture, $"'{text}' does not fit. Write a whole number from {least} to {most}."));
    }

    private static bool YesNo(string? text, string field, bool otherwise) => text?.ToUpperInvariant() switch
    {
        null => otherwise,
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => throw Invalid(field, $"'{text}' is neither true nor false. Write one of the two."),
    };

    /// <summary>A day of the calendar.</summary>
    internal static DateOnly Day(string text, string field) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Invalid(field, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2026-03-31.");

    // A day means its end; a time without an offset is meant as the organisation's clock shows it.
    private static DateTimeOffset Moment(Organisation organisation, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsNear(day.Year))
            return Local(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        if (DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && IsNear(time.Year))
            return Local(time);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && IsNear(moment.Year)
            ? moment.ToUniversalTime()
            : throw Invalid("asKnownAt", $"'{text}' is neither a batch number nor a time. Write a number, a day, or a time as in 2026-03-31T17:00.");

        // The first and last days of the calendar have no neighbours to step to.
        static bool IsNear(int year) => year is > 1000 and < 9000;

        DateTimeOffset Local(DateTime clock) => new DateTimeOffset(clock, organisation.TimeZone.GetUtcOffset(clock)).ToUniversalTime();
    }

    private static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>A project or phase by its id or name, all zeros for what has none; null where none is asked for.</summary>
    internal static async Task<Guid?> DimensionAsync(
        string? text, string field, Func<Guid, CancellationToken, Task<IReadOnlyList<DimensionListing>>> list, Organisation organisation, CancellationToken cancellation)
    {
        if (text is null)
            return null;
        if (text.Equals(Unassigned.Label, StringComparison.OrdinalIgnoreCase))
            return Unassigned.Id;
        var known = await list(organisation.Id, cancellation);
        if (Guid.TryParse(text, out var id))
        {
            return id == Unassigned.Id || known.Any(one => one.Id == id)
                ? id
                : throw NotFound(field, $"There is no {field} with the id {id}.");
        }

        var named = known.Where(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return named switch
        {
            [var only] => only.Id,
            [] => throw NotFound(field, $"There is no {field} named '{text}'.{Spelling.Suggest(text, known.Select(one => one.Name))} The names are listed at /api/v1/{field}s; 'unassigned' is what has none."),
            _ => throw Invalid(field, $"{named.Count} {field}s are named '{text}'. Give the id of one: {string.Join(", ", named.Take(3).Select(one => one.Id))}."),
        };
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };

    private static ProblemException NotFound(string field, string message) => new(ProblemKind.NotFound, message) { Field = field };
}
