using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>
/// The parts of invoices that are on a project. A part is settled in the proportion its document is, and each phase on its own, so that the parts of a
/// document are the same however they are grouped. Pure.
/// </summary>
internal static class ProjectInvoicesDrawing
{
    public static DocumentKind[] Sales { get; } = [DocumentKind.SalesInvoice, DocumentKind.SalesCreditNote];

    public static DocumentKind[] Bills { get; } = [DocumentKind.Bill, DocumentKind.SupplierCreditNote];

    public static ProjectInvoices Of(ProjectBooks books, ProjectQuery query, bool areBills, bool byPhase, DateTimeOffset drawnAt, string drawnBy)
    {
        var parts = books.Documents
            .Where(filed => filed.Document.Status is "AUTHORISED" or "PAID")
            .SelectMany(filed => Parts(filed, books))
            .Where(part => query.Phase is null || part.Phase == query.Phase)
            .ToList();
        var invoices = byPhase ? parts : [.. parts.GroupBy(part => part.DocumentId).Select(Whole)];
        var order = books.InOrder(parts.Select(part => part.Phase!.Value)).Index().ToDictionary(phase => phase.Item, phase => phase.Index);
        return new ProjectInvoices(
            books.Organisation,
            books.Project,
            books.Name,
            books.To,
            areBills,
            [
                .. invoices
                    .OrderBy(invoice => invoice.Phase is { } phase ? order[phase] : 0)
                    .ThenBy(invoice => invoice.Date)
                    .ThenBy(invoice => invoice.Number, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(invoice => invoice.DocumentId),
            ],
            byPhase,
            books.Provenance("By document, as paid", drawnAt, drawnBy, query.Phase is { } only ? [$"Build phase: {books.PhaseName(only)}"] : []));
    }

    private static IEnumerable<ProjectInvoice> Parts(FiledDocument filed, ProjectBooks books)
    {
        var document = filed.Document;
        var lines = books.Placed(document);
        var isPart = lines.Any(line => line.Project != books.Project);
        var sign = document.Kind is DocumentKind.SalesCreditNote or DocumentKind.SupplierCreditNote ? -1 : 1;
        foreach (var phase in lines.Where(line => line.Project == books.Project).GroupBy(line => line.Phase))
        {
            var (net, tax) = (sign * phase.Sum(line => line.Net), sign * phase.Sum(line => line.Tax));
            var paid = Paid(document, net + tax, books.To);
            yield return new ProjectInvoice(
                document.Id,
                DocumentKindName.Of(document.Kind),
                filed.Number,
                document.Date,
                filed.DueDate,
                filed.Contact,
                phase.Key,
                books.PhaseName(phase.Key),
                net,
                tax,
                paid,
                isPart,
                net + tax - paid > 0 && filed.DueDate is { } due && due < books.To ? books.To.DayNumber - due.DayNumber : 0);
        }
    }

    private static decimal Paid(Document document, decimal gross, DateOnly to)
    {
        var settled = document.Settled().Where(settlement => settlement.Date <= to).Sum(settlement => settlement.Amount);
        return settled >= document.Payable() ? gross : Pence.Round(gross * settled / document.Payable());
    }

    private static ProjectInvoice Whole(IEnumerable<ProjectInvoice> parts)
    {
        var all = parts.ToList();
        return all[0] with
        {
            Phase = null,
            PhaseName = "",
            Net = all.Sum(part => part.Net),
            Tax = all.Sum(part => part.Tax),
            Paid = all.Sum(part => part.Paid),
            OverdueDays = all.Max(part => part.OverdueDays),
        };
    }
}
