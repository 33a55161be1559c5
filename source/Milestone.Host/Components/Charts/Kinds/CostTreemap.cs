using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Statements;

namespace Milestone.Host.Components.Charts.Kinds;

/// <summary>Where the money goes: one part of the costs.</summary>
/// <param name="Label">The account or the build phase.</param>
/// <param name="Group">What it is a part of: the section; null where all are of one.</param>
/// <param name="Amount">Positive for a cost, in base currency.</param>
/// <param name="Link">Where it leads, or null.</param>
public sealed record CostPart(string Label, string? Group, decimal Amount, string? Link);

/// <summary>Costs as areas in proportion, the largest first.</summary>
internal static class CostTreemap
{
    /// <summary>The picture, or null where nothing cost anything.</summary>
    public static ChartPicture? Of(IEnumerable<CostPart> parts, string axis)
    {
        var shown = parts.Where(part => part.Amount != 0).OrderByDescending(part => part.Amount).ThenBy(part => part.Label, StringComparer.Ordinal).ToList();
        var total = shown.Sum(part => part.Amount);
        if (shown.Count == 0 || shown[0].Amount <= 0)
            return null;
        return new ChartPicture(
            Margin.Of(shown[0].Amount, total) is { } share and <= 1 ? $"{shown[0].Label} takes {CellText.Percent(share)} of the costs" : $"{shown[0].Label} costs the most",
            shown.ConvertAll(part => part.Label),
            [
                new ChartPictureSeries("costOfSales", "Cost", ChartShape.Bar, shown.ConvertAll(part => (decimal?)part.Amount)),
                new ChartPictureSeries("share", "Share", ChartShape.Bar, shown.ConvertAll(part => Margin.Of(part.Amount, total))) { IsDrawn = false, IsPercent = true },
            ])
        {
            Kind = ChartKind.Treemap,
            Axis = axis,
            Points = shown.ConvertAll(part => new ChartPoint { Link = part.Link, Group = part.Group }),
        };
    }

    /// <summary>The accounts of a statement's costs.</summary>
    public static IEnumerable<CostPart> AccountsOf(Statement statement, Func<StatementRow, string?> link) => statement.Rows
        .Where(row => row.Kind == StatementRowKind.Item && SectionName.IsCost(row.Section))
        .Select(row => new CostPart(row.Label, SectionNames.Label(row.Section), row.Total, link(row)));
}
