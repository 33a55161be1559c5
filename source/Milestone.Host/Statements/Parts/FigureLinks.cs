using System.Globalization;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Components.Tables;
using Milestone.Host.Shell;

namespace Milestone.Host.Statements.Parts;

/// <summary>
/// Where each figure of a statement leads: the lines behind it, with the filters of the statement and the days, project or phase of its row and
/// column. The way back to the row on the statement travels along, so a reader returns to the place they left.
/// </summary>
public sealed class FigureLinks
{
    private readonly Statement _statement;
    private readonly Address _base;
    private readonly Dictionary<string, StatementColumn> _columns;
    private readonly Dictionary<string, StatementRow> _rows;

    /// <summary>The links of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="view">The address it is shown at, which the way back leads to.</param>
    public FigureLinks(Statement statement, Address view)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(view);
        _statement = statement;
        _columns = statement.Columns.ToDictionary(column => column.Id);
        _rows = statement.Rows.ToDictionary(StatementTable.IdOf);
        _base = Address.To("statement/postings")
            .With("organisation", statement.Organisation.Id.ToString("D"))
            .With("basis", statement.Query.Basis == Basis.Cash ? "cash" : null)
            .With("asKnownAt", statement.Query.AsKnownAt?.ToString(CultureInfo.InvariantCulture))
            .With(StatementView.BackTo, view.Without("organisation").Query);
    }

    /// <summary>Where a cell of the statement's table leads; null where it is a ratio, a change, a plan or nothing.</summary>
    public string? Of(TableRow row, TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        if (row.Id is null || !_rows.TryGetValue(row.Id, out var line))
            return null;
        return column.Id == "total"
            ? Of(line, null)
            : _columns.TryGetValue(column.Id, out var of) && of.Kind is StatementColumnKind.Actual or StatementColumnKind.Comparative ? Of(line, of) : null;
    }

    /// <summary>Where the sum of a section leads, over the whole period.</summary>
    public string Of(Section section) => Of(_statement.Summary(section), null);

    /// <summary>Where a row of the statement leads, over the whole period.</summary>
    public string Of(StatementRow row) => Of(row, null);

    /// <summary>Whether a change is good for profit. Only changes in money are judged: the percentage beside them says the same.</summary>
    public Favour Judge(TableRow row, TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        if (row.Id is null || !_rows.TryGetValue(row.Id, out var line) || !_columns.TryGetValue(column.Id, out var of)
            || of.Kind is not (StatementColumnKind.Variance or StatementColumnKind.BudgetVariance))
            return Favour.Neither;
        return Judge(line.Section, line.Amounts[_statement.Columns.Index().First(one => one.Item.Id == column.Id).Index] ?? 0);
    }

    /// <summary>Whether a change of a section is good for profit: more income is, more cost is not.</summary>
    public static Favour Judge(Section section, decimal change) => change switch
    {
        0 => Favour.Neither,
        _ => change > 0 == !SectionName.IsCost(section) ? Favour.Favourable : Favour.Adverse,
    };

    private string Of(StatementRow row, StatementColumn? column)
    {
        var period = column?.Period ?? _statement.Query.Period;
        var columns = column?.Dimension is null ? StatementColumns.None : _statement.Query.Columns;
        var project = row.Project?.Id ?? (columns == StatementColumns.Project ? column!.Dimension : _statement.Query.Project);
        var phase = row.Phase?.Id ?? (columns == StatementColumns.Phase ? column!.Dimension : _statement.Query.Phase);
        var section = column?.Section ?? row.Section;
        // What a whole row shares stands first: the figures of a row then differ only in their tails, which halves the page when compressed.
        return Address.To(_base.Path)
            .With("account", row.Account?.Id.ToString("D"))
            .With(StatementView.Row, StatementTable.IdOf(row))
            .With("section", row.Account is null && section != Section.NetProfit ? SectionNames.Of(section) : null)
            .WithAll(_base)
            .With("project", project?.ToString("D"))
            .With("phase", phase?.ToString("D"))
            .With("from", Iso(period.From))
            .With("to", Iso(period.To))
            .ToString();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
