using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>
/// The summary as the one table that every format is written from. Rows are called phase-{id} and total; columns are phase, estimate, paid, due, cost,
/// variance, progress, refunded, direct and refunds.
/// </summary>
public static class ProjectSummaryTable
{
    /// <summary>The column of the variance to the estimate: positive is favourable.</summary>
    public const string Variance = "variance";

    /// <summary>The column of the progress.</summary>
    public const string Progress = "progress";

    /// <summary>The table of a summary.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(ProjectSummary summary, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new Table(
            new TableHead("project-summary", $"Summary by build phase: {summary.Name}", Columns(summary.Vat, summary.PaymentsKnown), summary.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. Notes(summary, moneyDecimals)],
                Checks = summary.Checks,
            },
            [
                .. summary.Phases.Select(phase => Row(RowKind.Item, $"phase-{phase.Id:D}", phase)),
                Row(RowKind.Total, "total", summary.Total) with { Formula = new RowFormula.SumOfItems($"phase-{summary.Phases[0].Id:D}", $"phase-{summary.Phases[^1].Id:D}") },
            ]);
    }

    private static List<TableColumn> Columns(Vat vat, bool paymentsKnown)
    {
        var books = CostColumns.OfBooks(vat, paymentsKnown);
        return
        [
            new("phase", "Build phase", ColumnKind.Text),
            new("estimate", vat == Vat.Gross ? "Estimated cost, ex VAT" : "Estimated cost", ColumnKind.Money),
            .. books.Take(3),
            new(Variance, vat == Vat.Gross ? "Variance (estimate − paid − due), ex VAT" : "Variance (estimate − paid − due)", ColumnKind.Money)
            {
                Formula = vat == Vat.Gross ? null : new ColumnFormula.Difference("estimate", CostColumns.Cost),
            },
            new(Progress, "Progress", ColumnKind.Percent),
            .. books.Skip(3),
            .. CostColumns.Entered(vat),
        ];
    }

    private static IEnumerable<string> Notes(ProjectSummary summary, int moneyDecimals)
    {
        yield return "Variance to estimate: a positive figure is favourable, one in brackets adverse. Estimated cost is cost and materials, without VAT.";
        if (summary.Total.Estimate is null)
            yield return "Nobody has entered an estimate for this project yet.";
        if (summary.Phases[^1].Estimate is > 0)
            yield return "An estimate for the project as a whole stands under Unassigned.";
        foreach (var note in CostColumns.Notes(summary.PaymentsKnown, summary.Vat, moneyDecimals))
            yield return note;
        if (!summary.TiesOut)
            yield return "The tie-out shows a difference: run ledger verify before relying on these figures.";
    }

    private static TableRow Row(RowKind kind, string id, PhaseSummary phase)
    {
        var books = CostColumns.Cells(phase.Sums.Amounts);
        return new(
            kind,
            [
                Cell.Of(phase.Name),
                phase.Estimate is { } estimate ? Cell.Money(estimate) : Cell.Absent("n/a"),
                .. books[..3],
                phase.Variance is { } variance ? Cell.Money(variance) : Cell.Absent("n/a"),
                phase.Progress is { } progress ? Cell.Percent(progress) : Cell.Empty,
                .. books[3..],
                Cell.Money(phase.Sums.Direct),
                Cell.Money(phase.Sums.Refunds),
            ])
        {
            Id = id,
        };
    }
}
