namespace Milestone.Host.Statements;

/// <summary>
/// What someone asks of a statement, in the words they typed: a query string, or the options of a command. Null is "not asked";
/// <see cref="StatementQueryParser"/> gives the words their meaning. The names are those of the API's parameters.
/// </summary>
internal sealed record StatementText
{
    /// <summary>The parameters of a statement, in the order in which they are explained.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
    [
        "organisation", "from", "to", "period", "rows", "measure", "columns", "newestFirst", "compare", "comparison", "variance", "budget", "percent", "basis", "project", "phase",
        "asKnownAt", "hideZeros", "wholePounds",
    ];

    public string? Organisation { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Period { get; init; }

    public string? Rows { get; init; }

    public string? Measure { get; init; }

    public string? Columns { get; init; }

    public string? NewestFirst { get; init; }

    public string? Compare { get; init; }

    public string? Comparison { get; init; }

    public string? Variance { get; init; }

    public string? Budget { get; init; }

    public string? Percent { get; init; }

    public string? Basis { get; init; }

    public string? Project { get; init; }

    public string? Phase { get; init; }

    public string? AsKnownAt { get; init; }

    public string? HideZeros { get; init; }

    public string? WholePounds { get; init; }

    /// <summary>The words of a query string; parameters that are not a statement's are left alone.</summary>
    public static StatementText Of(IQueryCollection query) => new()
    {
        Organisation = Value(query, "organisation"),
        From = Value(query, "from"),
        To = Value(query, "to"),
        Period = Value(query, "period"),
        Rows = Value(query, "rows"),
        Measure = Value(query, "measure"),
        Columns = Value(query, "columns"),
        NewestFirst = Value(query, "newestFirst"),
        Compare = Value(query, "compare"),
        Comparison = Value(query, "comparison"),
        Variance = Value(query, "variance"),
        Budget = Value(query, "budget"),
        Percent = Value(query, "percent"),
        Basis = Value(query, "basis"),
        Project = Value(query, "project"),
        Phase = Value(query, "phase"),
        AsKnownAt = Value(query, "asKnownAt"),
        HideZeros = Value(query, "hideZeros"),
        WholePounds = Value(query, "wholePounds"),
    };

    private static string? Value(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.Count > 0 && !string.IsNullOrWhiteSpace(values[^1]) ? values[^1]!.Trim() : null;
}
