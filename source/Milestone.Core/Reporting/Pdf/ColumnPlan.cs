namespace Milestone.Core.Reporting.Pdf;

/// <summary>A column's place on the page, in points from the left edge.</summary>
internal readonly record struct PlacedColumn(int Index, float Left, float Width)
{
    /// <summary>Where the column ends.</summary>
    public float Right => Left + Width;
}

/// <summary>
/// Which way up the pages are, how large the type, where the columns stand. Portrait to four columns of figures, landscape beyond;
/// where the columns do not fit even at the smallest size they continue on further pages (panels), the label column repeated.
/// </summary>
internal sealed class ColumnPlan
{
    // In ems: what a label or another text may be squeezed to, what it is given at most while others need room, how much figures may spread.
    private const float LabelLeast = 15, TextLeast = 9, LabelMost = 34, TextMost = 26, FigureLeast = 3.2f, FigureSpread = 2.2f;

    private readonly IReadOnlyList<TableColumn> columns;
    private readonly TableSurvey survey;

    private ColumnPlan(IReadOnlyList<TableColumn> columns, TableSurvey survey)
    {
        (this.columns, this.survey) = (columns, survey);
        IsLandscape = columns.Count(TableSurvey.IsFigure) > PageStyle.PortraitFigures;
        Size = IsLandscape ? 0 : FirstThatFits(PageStyle.PortraitSizes, PageStyle.PaperShort);
        if (Size == 0)
        {
            IsLandscape = true;
            Size = FirstThatFits(PageStyle.LandscapeSizes, PageStyle.PaperLong);
        }

        if (Size > 0)
        {
            Panels = [Place([.. Enumerable.Range(0, columns.Count)])];
            return;
        }

        Size = PageStyle.PanelSize;
        Panels = [.. Split().Select(Place)];
    }

    /// <summary>Whether the pages lie on their side.</summary>
    public bool IsLandscape { get; }

    /// <summary>The size of the table's type, in points.</summary>
    public float Size { get; }

    /// <summary>The columns of each page that a row is spread over; mostly one page.</summary>
    public IReadOnlyList<IReadOnlyList<PlacedColumn>> Panels { get; }

    /// <summary>The page's width in points.</summary>
    public float PageWidth => IsLandscape ? PageStyle.PaperLong : PageStyle.PaperShort;

    /// <summary>The page's height in points.</summary>
    public float PageHeight => IsLandscape ? PageStyle.PaperShort : PageStyle.PaperLong;

    /// <summary>The plan for a table.</summary>
    public static ColumnPlan For(TableHead head, TableSurvey survey) => new(head.Columns, survey);

    private float Available => PageWidth - (2 * PageStyle.MarginSide);

    private float FirstThatFits(float[] sizes, float paper)
    {
        var needed = columns.Select((_, i) => Least(i)).Sum() + (PageStyle.ColumnGap * (columns.Count - 1));
        return sizes.FirstOrDefault(size => needed * size <= paper - (2 * PageStyle.MarginSide));
    }

    private float Least(int i) => TableSurvey.IsFigure(columns[i])
        ? Math.Max(Math.Max(survey.Widest[i], survey.HeaderWord[i]), FigureLeast)
        : Math.Max(Math.Min(survey.Widest[i], i == 0 ? LabelLeast : TextLeast), Math.Min(survey.HeaderWord[i], TextLeast));

    private float Wanted(int i) => TableSurvey.IsFigure(columns[i])
        ? Least(i)
        : Math.Max(Least(i), Math.Min(survey.Widest[i], i == 0 ? LabelMost : TextMost));

    private IEnumerable<IReadOnlyList<int>> Split()
    {
        var room = (Available / Size) - Least(0);
        List<int> panel = [0];
        var used = 0f;
        for (var i = 1; i < columns.Count; i++)
        {
            var width = Least(i) + PageStyle.ColumnGap;
            if (panel.Count > 1 && used + width > room)
            {
                yield return panel;
                panel = [0];
                used = 0;
            }

            panel.Add(i);
            used += width;
        }

        yield return panel;
    }

    // Room beyond the least goes to texts until they have what they want, then a little to each column of figures, then to the label.
    private IReadOnlyList<PlacedColumn> Place(IReadOnlyList<int> shown)
    {
        var widths = shown.Select(Least).ToArray();
        var left = (Available / Size) - widths.Sum() - (PageStyle.ColumnGap * (shown.Count - 1));
        var wishes = shown.Select((column, i) => Wanted(column) - widths[i]).ToArray();
        left -= Share(widths, wishes, left);
        left -= Share(widths, [.. shown.Select(column => TableSurvey.IsFigure(columns[column]) ? FigureSpread : 0)], left);
        var isPanelled = shown.Count < columns.Count;
        if (!isPanelled && !TableSurvey.IsFigure(columns[shown[0]]))
            widths[0] += Math.Max(0, left);

        var placed = new PlacedColumn[shown.Count];
        var at = PageStyle.MarginSide;
        for (var i = 0; i < placed.Length; i++)
        {
            placed[i] = new PlacedColumn(shown[i], at, Math.Min(widths[i] * Size, Available));
            at += (widths[i] + PageStyle.ColumnGap) * Size;
        }

        return placed;
    }

    private static float Share(float[] widths, float[] wishes, float room)
    {
        var total = wishes.Sum();
        if (room <= 0 || total <= 0)
            return 0;
        var part = Math.Min(1, room / total);
        for (var i = 0; i < widths.Length; i++)
            widths[i] += wishes[i] * part;
        return total * part;
    }
}
