using Milestone.Core.Values;

namespace Milestone.Core.Ledger;

/// <summary>One effect of a document line on profit: income positive, cost negative, in base currency.</summary>
internal readonly record struct Posting(Guid Line, Basis Basis, DateOnly Date, Guid Account, Guid Project, Guid Phase, decimal Amount)
{
    /// <summary>
    /// What a document posts, on both bases, as it stands and under a chart. Pure: the same document and chart give the same postings, wherever
    /// and whenever. Rules: docs/concepts.md.
    /// </summary>
    public static DocumentPostings From(Document document, Chart chart) => Of(document, chart, BaseAmounts.Of);

    /// <summary>
    /// What the VAT of a document would post if it were part of the amounts: the same lines, days and places as <see cref="From"/>, with the VAT in base
    /// currency. It never reaches the ledger; with it a figure can be shown including VAT, in the same proportion as it was settled.
    /// </summary>
    public static DocumentPostings TaxFrom(Document document, Chart chart) => Of(document, chart, BaseAmounts.TaxOf);

    private static DocumentPostings Of(Document document, Chart chart, Func<Document, IReadOnlyList<DocumentLine>, Func<DocumentLine, Guid>, decimal[]> amountsOf)
    {
        var rule = DocumentRule.Of(document.Kind, chart.Source);
        if (!rule.Counts(document.Status))
            return DocumentPostings.None;

        List<DocumentLine> lines = [.. document.Lines.Where(line => line.Amount != 0 || line.Tax != 0)];
        if (lines.Count == 0 && document.Total != 0)
            return DocumentPostings.Waiting("its lines: only a summary has arrived; fetch it with its line items");
        foreach (var line in lines)
        {
            if (chart.AccountOf(line) is null)
                return DocumentPostings.Waiting(Missing(line));
        }

        var amounts = amountsOf(document, lines, line => chart.AccountOf(line)!.Id);
        var postings = new PostingSums();
        for (var i = 0; i < lines.Count; i++)
        {
            var account = chart.AccountOf(lines[i])!;
            if (account.Section is null)
                continue;
            var (project, phase) = chart.PlaceOf(lines[i]);
            var line = new Posting(lines[i].Id, Basis.Accrual, document.Date, account.Id, project, phase, rule.Effect * amounts[i]);
            foreach (var posting in document.Timing(rule, line))
                postings.Add(posting);
        }

        return new DocumentPostings(postings.NonZero(), null);
    }

    private static string Missing(DocumentLine line) => line switch
    {
        { AccountCode: { } code } => $"account {code}, which is not in the chart yet; import Accounts",
        { AccountId: { } id } => $"account {id}, which is not in the chart yet; import Accounts",
        _ => $"an account: line {line.Position + 1} has an amount and names none",
    };
}

/// <summary>What a document posts, or what it waits for.</summary>
/// <param name="Postings">No two with the same line, basis, date, account, project and phase; none of zero.</param>
/// <param name="WaitsFor">What is missing before it can post, in words; null when nothing is.</param>
internal sealed record DocumentPostings(IReadOnlyList<Posting> Postings, string? WaitsFor)
{
    public static DocumentPostings None { get; } = new([], null);

    public static DocumentPostings Waiting(string what) => new([], what);
}

/// <summary>Postings summed where everything but the amount is the same.</summary>
internal sealed class PostingSums
{
    private readonly Dictionary<Posting, decimal> sums = [];

    public void Add(Posting posting) => Add(posting, posting.Amount);

    public void Subtract(Posting posting) => Add(posting, -posting.Amount);

    public IReadOnlyList<Posting> NonZero() => [.. sums.Where(sum => sum.Value != 0).Select(sum => sum.Key with { Amount = sum.Value })];

    private void Add(Posting posting, decimal amount)
    {
        var key = posting with { Amount = 0 };
        sums[key] = sums.GetValueOrDefault(key) + amount;
    }
}
