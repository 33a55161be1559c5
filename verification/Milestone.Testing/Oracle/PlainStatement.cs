using System.Globalization;

namespace Milestone.Testing.Oracle;

/// <summary>What the columns of a statement are.</summary>
public enum PlainColumns
{
    /// <summary>One column.</summary>
    None,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Quarters of the financial year.</summary>
    Quarter,

    /// <summary>Financial years.</summary>
    Year,

    /// <summary>Projects.</summary>
    Project,

    /// <summary>Build phases.</summary>
    Phase,
}

/// <summary>What the rows of a statement are, where they are not accounts.</summary>
public enum PlainRows
{
    /// <summary>Projects.</summary>
    Project,

    /// <summary>Build phases.</summary>
    Phase,

    /// <summary>Phases of projects, called "project / phase".</summary>
    ProjectPhase,
}

/// <summary>A cell of a statement. A column of days is named by the first of them inside the period, one of a project or phase by its name.</summary>
public readonly record struct PlainCell(PlainSection Section, Guid Account, string Column);

/// <summary>A statement folded from postings: effects on profit by account and column.</summary>
/// <param name="Postings">The ledger.</param>
/// <param name="Accounts">The chart.</param>
/// <param name="YearEnd">The last day of a financial year, as month and day; 29 February is the last of February.</param>
public sealed record PlainStatement(IReadOnlyList<PlainPosting> Postings, IReadOnlyDictionary<Guid, PlainAccount> Accounts, (int Month, int Day) YearEnd)
{
    /// <summary>The cells that are not zero.</summary>
    /// <param name="cash">The basis.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="project">Only this project; null for all.</param>
    /// <param name="phase">Only this phase; null for all.</param>
    public IReadOnlyDictionary<PlainCell, decimal> Cells(bool cash, DateOnly from, DateOnly to, PlainColumns columns, string? project = null, string? phase = null) =>
        Postings
            .Where(posting => posting.Cash == cash && posting.Date >= from && posting.Date <= to)
            .Where(posting => (project is null || posting.Project == project) && (phase is null || posting.Phase == phase))
            .GroupBy(posting => new PlainCell(Accounts[posting.Account].Section, posting.Account, Column(posting, columns, from)))
            .Select(group => (group.Key, Amount: group.Sum(posting => posting.Amount)))
            .Where(cell => cell.Amount != 0)
            .ToDictionary(cell => cell.Key, cell => cell.Amount);

    /// <summary>The cells, not zero, of a statement whose rows are projects or phases: effects on profit by row and column.</summary>
    /// <param name="cash">The basis.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="rows">What the rows are.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="sections">The sections that count.</param>
    public IReadOnlyDictionary<(string Row, string Column), decimal> Matrix(
        bool cash, DateOnly from, DateOnly to, PlainRows rows, PlainColumns columns, IReadOnlyCollection<PlainSection> sections)
    {
        var cells = new Dictionary<(string Row, string Column), decimal>();
        foreach (var posting in Postings)
        {
            if (posting.Cash != cash || posting.Date < from || posting.Date > to || !sections.Contains(Accounts[posting.Account].Section))
                continue;
            var row = rows == PlainRows.Project ? posting.Project : rows == PlainRows.Phase ? posting.Phase : $"{posting.Project} / {posting.Phase}";
            var cell = (row, Column(posting, columns, from));
            cells[cell] = cells.GetValueOrDefault(cell) + posting.Amount;
        }

        return cells.Where(cell => cell.Value != 0).ToDictionary(cell => cell.Key, cell => cell.Value);
    }

    private string Column(PlainPosting posting, PlainColumns columns, DateOnly from) => columns switch
    {
        PlainColumns.None => Text(from),
        PlainColumns.Project => posting.Project,
        PlainColumns.Phase => posting.Phase,
        _ => Text(Max(from, Start(posting.Date, columns))),
    };

    private DateOnly Start(DateOnly day, PlainColumns columns)
    {
        if (columns == PlainColumns.Month)
            return new DateOnly(day.Year, day.Month, 1);
        var year = Enumerable.Range(day.Year - 2, 4).Select(YearStart).Last(start => start <= day);
        return columns == PlainColumns.Year ? year : Enumerable.Range(0, 4).Select(quarter => year.AddMonths(3 * quarter)).Last(start => start <= day);
    }

    // The day after the year end; where that month is shorter, or ends on the year end, the first of the next month.
    private DateOnly YearStart(int calendarYear)
    {
        var last = YearEnd is (2, >= 28)
            ? DateTime.DaysInMonth(calendarYear, 2)
            : YearEnd.Day;
        return new DateOnly(calendarYear, YearEnd.Month, last).AddDays(1);
    }

    private static DateOnly Max(DateOnly left, DateOnly right) => left > right ? left : right;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
