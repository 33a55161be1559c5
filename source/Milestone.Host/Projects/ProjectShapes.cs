using System.Globalization;
using Milestone.Core;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;

namespace Milestone.Host.Projects;

/// <summary>The project a report is about.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Id">The project; all zeros for what is unassigned.</param>
/// <param name="Name">Its name.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="Currency">The base currency of every amount.</param>
internal sealed record ProjectShape(string Organisation, Guid Id, string Name, DateOnly To, string Currency);

/// <summary>A sum that must agree with its other way.</summary>
/// <param name="Label">What is compared.</param>
/// <param name="Here">The figure of the report.</param>
/// <param name="Other">The same figure by the other way.</param>
/// <param name="Difference">What is missing; zero when they agree.</param>
internal sealed record ProjectCheckShape(string Label, decimal Here, decimal Other, decimal Difference)
{
    public static IReadOnlyList<ProjectCheckShape> Of(IReadOnlyList<TableCheck> checks) => [.. checks.Select(check => new ProjectCheckShape(check.Label, check.Statement, check.Other, check.Difference))];
}

/// <summary>The sums of a build phase or of the project.</summary>
/// <param name="Cost">The accrual cost.</param>
/// <param name="Paid">What has been paid, less what suppliers paid back; null where the books do not say.</param>
/// <param name="Due">Cost - paid.</param>
/// <param name="Refunded">What suppliers paid back; taken off paid already.</param>
/// <param name="Direct">Not in Xero: paid direct by the customer.</param>
/// <param name="Refunds">Not in Xero: refunds.</param>
internal sealed record CostShape(decimal Cost, decimal? Paid, decimal? Due, decimal? Refunded, decimal Direct, decimal Refunds)
{
    public static CostShape Of(CostSums sums) => new(sums.Amounts.Cost, sums.Amounts.Paid, sums.Amounts.Due, sums.Amounts.Refunded, sums.Direct, sums.Refunds);
}

/// <summary>The costs of a project by build phase.</summary>
/// <param name="Project">Which.</param>
/// <param name="Vat">net or gross: of the costs; estimates and variances are net always.</param>
/// <param name="Phases">By name, Unassigned last.</param>
/// <param name="Total">The project.</param>
/// <param name="Checks">Sums held against the profit and loss.</param>
internal sealed record SummaryShape(ProjectShape Project, Vat Vat, IReadOnlyList<PhaseShape> Phases, PhaseShape Total, IReadOnlyList<ProjectCheckShape> Checks)
{
    public static SummaryShape Of(ProjectSummary summary) => new(
        new ProjectShape(summary.Organisation.Name, summary.Project, summary.Name, summary.To, summary.Organisation.BaseCurrency),
        summary.Vat,
        [.. summary.Phases.Select(PhaseShape.Of)],
        PhaseShape.Of(summary.Total),
        ProjectCheckShape.Of(summary.Checks));
}

/// <summary>One build phase of a summary, or the project.</summary>
/// <param name="Id">The phase; all zeros for Unassigned, null for the project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Estimated cost and materials; null where the project has no estimate.</param>
/// <param name="Costs">Its costs.</param>
/// <param name="Variance">Estimate - paid - due, without VAT.</param>
/// <param name="Progress">As a fraction; null where nobody has said.</param>
internal sealed record PhaseShape(Guid? Id, string Name, decimal? Estimate, CostShape Costs, decimal? Variance, decimal? Progress)
{
    public static PhaseShape Of(PhaseSummary phase) => new(phase.Id, phase.Name, phase.Estimate, CostShape.Of(phase.Sums), phase.Variance, phase.Progress);
}

/// <summary>The cost tracker of a project.</summary>
/// <param name="Project">Which.</param>
/// <param name="Vat">net or gross.</param>
/// <param name="Phases">The sums of each build phase, over all pages.</param>
/// <param name="Total">The project, over all pages.</param>
/// <param name="Lines">The lines of this page, by phase, then date.</param>
/// <param name="Adjustments">Everything people entered, whatever the page.</param>
/// <param name="Next">What to ask for as after, or null at the end.</param>
internal sealed record CostTrackerShape(
    ProjectShape Project,
    Vat Vat,
    IReadOnlyList<CostTrackerPhaseShape> Phases,
    CostShape Total,
    IReadOnlyList<CostLineShape> Lines,
    IReadOnlyList<CostAdjustment> Adjustments,
    string? Next)
{
    public static CostTrackerShape Of(CostTracker tracker, ProjectQuestion asked)
    {
        var names = tracker.Phases.ToDictionary(phase => phase.Id, phase => phase.Name);
        var (lines, next) = Stretch.Of([.. tracker.Phases.SelectMany(phase => phase.Lines)], CostTrackerTable.IdOf, asked);
        return new CostTrackerShape(
            new ProjectShape(tracker.Organisation.Name, tracker.Project, tracker.Name, tracker.To, tracker.Organisation.BaseCurrency),
            tracker.Vat,
            [.. tracker.Phases.Select(phase => new CostTrackerPhaseShape(phase.Id, phase.Name, CostShape.Of(phase.Sums)))],
            CostShape.Of(tracker.Total),
            [
                .. lines.Select(line => new CostLineShape(
                    line.Phase, names[line.Phase], line.Date, line.DocumentId, line.LineId, line.Kind, line.Number, line.Supplier, line.Description, line.Account,
                    line.Amounts.Cost, line.Amounts.Paid, line.Amounts.Due, line.Amounts.Refunded)),
            ],
            [.. tracker.Phases.SelectMany(phase => phase.Adjustments)],
            next);
    }
}

/// <summary>The sums of one build phase of a cost tracker.</summary>
/// <param name="Id">The phase; all zeros for Unassigned.</param>
/// <param name="Name">Its name.</param>
/// <param name="Costs">Its costs.</param>
internal sealed record CostTrackerPhaseShape(Guid Id, string Name, CostShape Costs);

/// <summary>One line of a cost tracker; costs are positive.</summary>
/// <param name="PhaseId">Its build phase.</param>
/// <param name="Phase">The phase's name.</param>
/// <param name="Date">The document's date.</param>
/// <param name="DocumentId">The document: /documents/{id} shows it.</param>
/// <param name="LineId">The line in it.</param>
/// <param name="Kind">What the document is, in words.</param>
/// <param name="Number">Its number; may be empty.</param>
/// <param name="Supplier">The supplier; may be empty.</param>
/// <param name="Description">The line's own words; may be empty.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Paid">What has been paid of it.</param>
/// <param name="Due">Cost - paid.</param>
/// <param name="Refunded">What the supplier paid back; taken off paid already.</param>
internal sealed record CostLineShape(
    Guid PhaseId, string Phase, DateOnly Date, Guid DocumentId, Guid LineId, string Kind, string Number, string Supplier, string Description, string Account,
    decimal Cost, decimal? Paid, decimal? Due, decimal? Refunded);

/// <summary>The float of a project.</summary>
/// <param name="Project">Which.</param>
/// <param name="NotAvailable">Why there is none, or null.</param>
/// <param name="In">Money in.</param>
/// <param name="Out">Money out, positive.</param>
/// <param name="Balance">In - out.</param>
/// <param name="CostsDue">Costs still to be paid, VAT included.</param>
/// <param name="AfterCostsDue">Balance - costs due.</param>
/// <param name="OpenCommitments">Ordered and not billed, VAT included.</param>
/// <param name="AfterCommitments">That less open commitments.</param>
/// <param name="Movements">The movements of this page, by date.</param>
/// <param name="Checks">Sums held against the cost tracker.</param>
/// <param name="Next">What to ask for as after, or null at the end.</param>
internal sealed record FloatShape(
    ProjectShape Project,
    string? NotAvailable,
    decimal In,
    decimal Out,
    decimal Balance,
    decimal CostsDue,
    decimal AfterCostsDue,
    decimal OpenCommitments,
    decimal AfterCommitments,
    IReadOnlyList<FloatMovement> Movements,
    IReadOnlyList<ProjectCheckShape> Checks,
    string? Next)
{
    public static FloatShape Of(ProjectFloat account, ProjectQuestion asked)
    {
        var (movements, next) = Stretch.Of(account.Movements, movement => string.Create(CultureInfo.InvariantCulture, $"{movement.Date:yyyy-MM-dd}.{movement.Reason}.{movement.DocumentId:N}"), asked);
        return new FloatShape(
            new ProjectShape(account.Organisation.Name, account.Project, account.Name, account.To, account.Organisation.BaseCurrency),
            account.NotAvailable,
            account.In,
            account.Out,
            account.Balance,
            account.CostsDue,
            account.AfterCostsDue,
            account.OpenCommitments,
            account.AfterCommitments,
            movements,
            ProjectCheckShape.Of(account.Checks),
            next);
    }
}

/// <summary>The invoices or bills of a project.</summary>
/// <param name="Project">Which.</param>
/// <param name="Net">Of all pages.</param>
/// <param name="Tax">Of all pages.</param>
/// <param name="Gross">Of all pages.</param>
/// <param name="Paid">Of all pages.</param>
/// <param name="Outstanding">Of all pages.</param>
/// <param name="Overdue">The part of outstanding that is overdue, of all pages.</param>
/// <param name="Documents">Those of this page.</param>
/// <param name="Next">What to ask for as after, or null at the end.</param>
internal sealed record InvoicesShape(
    ProjectShape Project, decimal Net, decimal Tax, decimal Gross, decimal Paid, decimal Outstanding, decimal Overdue, IReadOnlyList<ProjectInvoice> Documents, string? Next)
{
    public static InvoicesShape Of(ProjectInvoices report, ProjectQuestion asked)
    {
        var (documents, next) = Stretch.Of(report.Invoices, ProjectInvoicesTable.IdOf, asked);
        return new InvoicesShape(
            new ProjectShape(report.Organisation.Name, report.Project, report.Name, report.To, report.Organisation.BaseCurrency),
            report.Invoices.Sum(invoice => invoice.Net),
            report.Invoices.Sum(invoice => invoice.Tax),
            report.Invoices.Sum(invoice => invoice.Gross),
            report.Invoices.Sum(invoice => invoice.Paid),
            report.Invoices.Sum(invoice => invoice.Outstanding),
            report.Overdue,
            documents,
            next);
    }
}

/// <summary>One page of a list that is in memory, by the key of the item that the page before ended with.</summary>
internal static class Stretch
{
    private const int Usual = 100;

    public static (IReadOnlyList<T> Items, string? Next) Of<T>(IReadOnlyList<T> all, Func<T, string> keyOf, ProjectQuestion asked)
    {
        var start = asked.After is null ? 0 : 1 + all.Index().Where(item => keyOf(item.Item) == asked.After).Select(item => item.Index).DefaultIfEmpty(-2).First();
        if (start < 0)
            throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended, or what stood there is gone. Leave it out to begin at the first page.") { Field = "after" };
        var items = all.Skip(start).Take(asked.Limit ?? Usual).ToList();
        return (items, start + items.Count < all.Count ? keyOf(items[^1]) : null);
    }
}
