using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Host.Components.Charts.Kinds;

/// <summary>Cost as it grows, month by month, against the estimate.</summary>
internal static class CumulativeCost
{
    /// <summary>The picture, or null where nothing has been spent.</summary>
    /// <param name="months">In order.</param>
    /// <param name="estimate">Estimates of cost and materials of the whole project; null where there is none.</param>
    public static ChartPicture? Of(IReadOnlyList<CostToDate> months, decimal? estimate)
    {
        if (months.Count == 0)
            return null;
        List<CostToDate> shown = [.. months];
        var cost = new ChartPictureSeries("costOfSales", "Cost to date", ChartShape.Bar, shown.ConvertAll(month => (decimal?)month.Cost));
        return new ChartPicture(
            Message(shown[^1].Cost, estimate),
            shown.ConvertAll(month => month.Label),
            estimate is { } known ? [cost, new ChartPictureSeries("estimate", "Estimated cost", ChartShape.Line, shown.ConvertAll(_ => (decimal?)known))] : [cost])
        {
            Axis = "Month",
        };
    }

    private static string Message(decimal cost, decimal? estimate) => estimate switch
    {
        null or 0 => $"{CellText.Money(cost, 0)} spent; nothing is estimated yet",
        { } all when cost > all => $"{CellText.Money(cost, 0)} spent, {CellText.Money(cost - all, 0)} more than estimated",
        { } all => $"{CellText.Money(cost, 0)} spent, {CellText.Percent(cost / all)} of the estimate",
    };
}
