using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Statements;

namespace Milestone.Host.Components.Charts.Kinds;

/// <summary>How income becomes net profit. Each figure is a sum of the statement's; where one ends, the next begins.</summary>
internal static class BridgeChart
{
    public static ChartPicture Of(Statement statement, Func<Section, string?> link)
    {
        var steps = Steps(statement).ToList();
        return new ChartPicture(
            Message(statement),
            steps.ConvertAll(step => step.IsCost ? $"less {SectionNames.Label(step.Section).ToLowerInvariant()}" : SectionNames.Label(step.Section)),
            [new ChartPictureSeries("income", "Amount", ChartShape.Bar, steps.ConvertAll(step => (decimal?)Total(statement, step.Section)))])
        {
            Kind = ChartKind.Bridge,
            Axis = "Part",
            Points = steps.ConvertAll(step => new ChartPoint { From = step.From, To = step.To, IsSum = step.IsSum, Tone = Tone(statement, step.Section), Link = link(step.Section) }),
        };
    }

    private static IEnumerable<Step> Steps(Statement statement)
    {
        var (income, gross, other, net) = (Total(statement, Section.Income), Total(statement, Section.GrossProfit), Total(statement, Section.OtherIncome), Total(statement, Section.NetProfit));
        yield return new(Section.Income, 0, income, IsSum: false);
        yield return new(Section.CostOfSales, income, gross, IsSum: false, IsCost: true);
        yield return new(Section.GrossProfit, 0, gross, IsSum: true);
        if (other != 0)
            yield return new(Section.OtherIncome, gross, gross + other, IsSum: false);
        yield return new(Section.Overheads, gross + other, net, IsSum: false, IsCost: true);
        yield return new(Section.NetProfit, 0, net, IsSum: true);
    }

    private static string Tone(Statement statement, Section section) =>
        section == Section.NetProfit && Total(statement, section) < 0 ? "loss" : SectionNames.Of(section);

    private static string Message(Statement statement) =>
        Margin.Of(Total(statement, Section.NetProfit), Total(statement, Section.Income) + Total(statement, Section.OtherIncome)) switch
        {
            null => "There is no income to keep a part of",
            0 => "Income and costs are the same",
            < 0 => "Costs are higher than income",
            { } margin => $"{CellText.Percent(margin)} of income is left as profit",
        };

    private static decimal Total(Statement statement, Section section) => statement.Summary(section).Total;

    private sealed record Step(Section Section, decimal From, decimal To, bool IsSum, bool IsCost = false);
}
