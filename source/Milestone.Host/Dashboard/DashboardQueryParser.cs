using Milestone.Core;
using Milestone.Core.Dashboard;
using Milestone.Core.Organisations;
using Milestone.Host.Api;
using Milestone.Host.Statements;

namespace Milestone.Host.Dashboard;

/// <summary>Gives the words of a question to the dashboard their meaning, for the page and the API alike.</summary>
internal sealed class DashboardQueryParser(StatementQueryParser statements, TimeProvider clock)
{
    /// <summary>The query parameters of a dashboard.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["organisation", "from", "to", "period", "basis", "comparison", "trend", "asKnownAt"];

    /// <summary>How far back a trend can go, by the names that addresses use and those that readers do.</summary>
    public static IReadOnlyList<(string Name, string Label, TrendRange Range)> Trends { get; } =
    [
        ("1m", "1 month", TrendRange.OneMonth),
        ("3m", "3 months", TrendRange.ThreeMonths),
        ("6m", "6 months", TrendRange.SixMonths),
        ("1y", "1 year", TrendRange.OneYear),
        ("all", "All", TrendRange.All),
    ];

    /// <summary>The dashboard that the words ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public async Task<DashboardQuery> ParseAsync(Organisation organisation, StatementText text, string? trend, CancellationToken cancellation)
    {
        var query = await statements.ParseAsync(organisation, text with { Comparison = text.Comparison ?? "year" }, cancellation);
        return new DashboardQuery(query.Period)
        {
            Basis = query.Basis,
            AsKnownAt = query.AsKnownAt,
            Comparison = query.Comparison,
            Trend = RangeOf(trend),
            Today = organisation.Today(clock),
        };
    }

    /// <summary>The name of a trend's length.</summary>
    public static string NameOf(TrendRange range) => Trends.Single(one => one.Range == range).Name;

    private static TrendRange RangeOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return TrendRange.OneYear;
        var names = Trends.Select(one => one.Name).ToList();
        var at = names.FindIndex(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? Trends[at].Range
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is no length of a trend.{Spelling.Suggest(text, names)} Use one of: {string.Join(", ", names)}.") { Field = "trend" };
    }
}
