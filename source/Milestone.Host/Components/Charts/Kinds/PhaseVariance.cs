using System.Globalization;
using Milestone.Core.Reporting;

namespace Milestone.Host.Components.Charts.Kinds;

/// <summary>What one build phase was estimated to cost, and what it has cost. All in base currency on one VAT footing, costs positive.</summary>
/// <param name="Label">The phase.</param>
/// <param name="Estimate">Estimates of cost and materials; null where there is none.</param>
/// <param name="Paid">Paid to date.</param>
/// <param name="Due">Costs due.</param>
/// <param name="Variance">Estimate - paid - due, as the report has it: positive is favourable; null without an estimate.</param>
/// <param name="Link">Where it leads, or null.</param>
public sealed record PhaseCost(string Label, decimal? Estimate, decimal Paid, decimal Due, decimal? Variance, string? Link);

/// <summary>Each phase's estimate above what is paid and due of it.</summary>
internal static class PhaseVariance
{
    /// <summary>The picture, or null where there is no phase to show.</summary>
    public static ChartPicture? Of(IReadOnlyList<PhaseCost> phases)
    {
        if (phases.Count == 0)
            return null;
        List<PhaseCost> shown = [.. phases];
        return new ChartPicture(
            Message(shown),
            shown.ConvertAll(phase => phase.Label),
            [
                new ChartPictureSeries("estimate", "Estimated cost", ChartShape.Bar, shown.ConvertAll(phase => phase.Estimate)),
                new ChartPictureSeries("paid", "Paid", ChartShape.Bar, shown.ConvertAll(phase => (decimal?)phase.Paid)) { Stack = "cost" },
                new ChartPictureSeries("due", "Costs due", ChartShape.Bar, shown.ConvertAll(phase => (decimal?)phase.Due)) { Stack = "cost" },
                new ChartPictureSeries("variance", "Variance to estimate", ChartShape.Bar, shown.ConvertAll(phase => phase.Variance)) { IsDrawn = false },
            ])
        {
            Kind = ChartKind.Bars,
            Axis = "Build phase",
            Points = shown.ConvertAll(phase => new ChartPoint { Link = phase.Link }),
        };
    }

    private static string Message(List<PhaseCost> phases)
    {
        var estimated = phases.Where(phase => phase is { Estimate: > 0, Variance: not null }).ToList();
        var over = estimated.Where(phase => phase.Variance < 0).OrderBy(phase => phase.Variance).ToList();
        return (estimated.Count, over.Count) switch
        {
            (0, _) => "Nothing is estimated yet",
            (_, 0) => "Every estimated phase is within its estimate",
            _ => string.Create(CultureInfo.InvariantCulture, $"{over.Count} of {estimated.Count} estimated phases cost more than their estimate; {over[0].Label} is over by {CellText.Money(-over[0].Variance!.Value, 0)}"),
        };
    }
}
