using System.Globalization;
using Milestone.Core.Dashboard;
using Milestone.Core.Reporting;

namespace Milestone.Host.Components.Charts.Kinds;

/// <summary>Projects beside one another: by profit, and by margin.</summary>
internal static class ProjectCharts
{
    private const int Best = 10;
    private const int Worst = 4;

    /// <summary>The projects that earned most and those that earned least.</summary>
    public static ChartPicture Profits(IReadOnlyList<ProjectResult> projects, Func<ProjectResult, string?> link)
    {
        var shown = Ends(projects);
        return new ChartPicture(
            string.Create(CultureInfo.InvariantCulture, $"{projects.Count(project => project.NetProfit > 0)} of {projects.Count} projects made a profit"),
            shown.ConvertAll(project => project.Name),
            [
                new ChartPictureSeries("netProfit", "Net profit", ChartShape.Bar, shown.ConvertAll(project => (decimal?)project.NetProfit)),
                new ChartPictureSeries("income", "Income", ChartShape.Bar, shown.ConvertAll(project => (decimal?)project.Income)) { IsDrawn = false },
                new ChartPictureSeries("margin", "Net margin", ChartShape.Bar, shown.ConvertAll(project => project.NetMargin)) { IsDrawn = false, IsPercent = true },
            ])
        {
            Kind = ChartKind.Bars,
            Axis = "Project",
            Points = shown.ConvertAll(project => new ChartPoint { Link = link(project), Tone = project.NetProfit < 0 ? "loss" : null }),
        };
    }

    /// <summary>The margins of the projects that have income, the best first; null where none has.</summary>
    public static ChartPicture? Margins(IReadOnlyList<ProjectResult> projects, Func<ProjectResult, string?> link)
    {
        var all = projects.Where(project => project.NetMargin is not null).OrderByDescending(project => project.NetMargin).ThenBy(project => project.Name, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return null;
        var shown = Ends(all);
        return new ChartPicture(
            all.Count == 1
                ? $"{all[0].Name} keeps {CellText.Percent(all[0].NetMargin!.Value)} of its income"
                : $"Margins from {CellText.Percent(all[^1].NetMargin!.Value)} to {CellText.Percent(all[0].NetMargin!.Value)}; the best is {all[0].Name}",
            shown.ConvertAll(project => project.Name),
            [
                new ChartPictureSeries("grossProfit", "Net margin", ChartShape.Bar, shown.ConvertAll(project => project.NetMargin)) { IsPercent = true },
            ])
        {
            Kind = ChartKind.Bars,
            Axis = "Project",
            Points = shown.ConvertAll(project => new ChartPoint { Link = link(project), Tone = project.NetMargin < 0 ? "loss" : null }),
        };
    }

    /// <summary>How many of so many projects these charts show.</summary>
    public static string? Shown(int all) => all <= Best + Worst ? null : string.Create(CultureInfo.InvariantCulture, $"The first {Best} and the last {Worst} of {all}.");

    private static List<ProjectResult> Ends(IReadOnlyList<ProjectResult> all) => all.Count <= Best + Worst ? [.. all] : [.. all.Take(Best), .. all.TakeLast(Worst)];
}
