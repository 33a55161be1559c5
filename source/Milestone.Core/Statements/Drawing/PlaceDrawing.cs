using Milestone.Core.Ledger;

namespace Milestone.Core.Statements;

/// <summary>
/// Rows of projects, of build phases, or of phases under their projects. Unassigned is always a row, last of its kind; the last row of all is the
/// sum, which is the organisation's where nothing is filtered.
/// </summary>
internal sealed class PlaceDrawing(StatementFigures figures, StatementQuery query, RowFigures row)
{
    private const string Total = "Total";

    private readonly Dictionary<(Guid Project, Guid Phase), decimal[]> cells = [];

    public List<StatementRow> Rows()
    {
        Fill();
        var rows = new List<StatementRow>();
        switch (query.Rows)
        {
            case StatementRows.Project:
                rows.AddRange(Present(key => key.Project, figures.Projects).Select(project => Item(project, null)));
                break;
            case StatementRows.Phase:
                rows.AddRange(Present(key => key.Phase, figures.Phases).Select(phase => Item(null, phase)));
                break;
            default:
                foreach (var project in Present(key => key.Project, figures.Projects))
                {
                    rows.AddRange(Places.InOrder(cells.Keys.Where(key => key.Project == project.Id).Select(key => key.Phase), figures.Phases).Select(phase => Item(project, phase)));
                    var sum = row.Sum(cells.Where(cell => cell.Key.Project == project.Id).Select(cell => cell.Value));
                    rows.Add(Row(StatementRowKind.Subtotal, $"{Total} {project.Name}", sum) with { Project = project });
                }

                break;
        }

        rows.Add(Row(StatementRowKind.Total, query.HasSectionColumns ? Total : SectionName.OfSum(query.Measured), row.Sum(cells.Values)));
        return rows;
    }

    private void Fill()
    {
        foreach (var (key, amount) in figures.Effects)
        {
            var place = (query.Rows == StatementRows.Phase ? Unassigned.Id : key.Project, query.Rows == StatementRows.Project ? Unassigned.Id : key.Phase);
            if (!cells.TryGetValue(place, out var amounts))
                cells[place] = amounts = row.NewRow();
            foreach (var no in row.ColumnsOf(key))
            {
                var section = row.Columns[no].Column.Section ?? query.Measured;
                if (SectionName.Counts(key.Section ?? Section.Overheads, section))
                    amounts[no] += SectionName.IsCost(section) ? -amount : amount;
            }
        }

        if (query.HideZeros)
        {
            foreach (var empty in cells.Where(cell => cell.Value.All(amount => amount == 0)).Select(cell => cell.Key).ToList())
                cells.Remove(empty);
        }
        else
        {
            foreach (var project in query.Rows == StatementRows.Project ? Filtered(figures.Projects, query.Project) : [])
                cells.TryAdd((project, Unassigned.Id), row.NewRow());
            foreach (var phase in query.Rows == StatementRows.Phase ? Filtered(figures.Phases, query.Phase) : [])
                cells.TryAdd((Unassigned.Id, phase), row.NewRow());
        }
    }

    private static IEnumerable<Guid> Filtered(Dictionary<Guid, string> all, Guid? only) => all.Keys.Where(id => only is null || id == only);

    private IEnumerable<StatementPlace> Present(Func<(Guid Project, Guid Phase), Guid> idOf, Dictionary<Guid, string> names) =>
        Places.InOrder(cells.Keys.Select(idOf), names);

    private StatementRow Item(StatementPlace? project, StatementPlace? phase) =>
        Row(StatementRowKind.Item, (phase ?? project)!.Name, cells.GetValueOrDefault((project?.Id ?? Unassigned.Id, phase?.Id ?? Unassigned.Id)) ?? row.NewRow()) with { Project = project, Phase = phase };

    private StatementRow Row(StatementRowKind kind, string label, decimal[] amounts) =>
        new(kind, query.Measured, null, label, row.Shown(amounts, isPlanned: true), row.TotalOf(amounts));
}
