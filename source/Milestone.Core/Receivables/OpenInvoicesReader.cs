using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Receivables;

/// <summary>Reads what customers still owe: one round trip. What settles an invoice is decided by the ledger's own rule.</summary>
public sealed class OpenInvoicesReader(MilestoneDatabase database)
{
    /// <summary>The open sales invoices as they are known now, aged by a day.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="asAt">The day that decides what is overdue; usually the organisation's today.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<OpenInvoices> ReadAsync(Organisation organisation, DateOnly asAt, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var invoices = new List<Invoice>();
        var claims = new List<SettlementClaim>();
        var sides = new List<(Guid Id, Counterpart Side)>();
        await database.AskAsync(
            organisation.Id,
            parameters => parameters.AddWithValue("organisation", organisation.Id),
            [
                new Question("Receivables/Sql/OpenInvoices.sql", row => invoices.Add(InvoiceOf(row))),
                new Question("Receivables/Sql/Claims.sql", row => claims.Add(DocumentReader.Claim(row))),
                new Question("Receivables/Sql/Counterparts.sql", row => sides.Add(DocumentReader.Other(row))),
            ],
            cancellation).ConfigureAwait(false);

        var told = claims.ToLookup(claim => claim.Target);
        var counterparts = DocumentReader.Counterparts(sides);
        return new OpenInvoices(
            asAt,
            [
                .. invoices.Select(invoice => Open(invoice, Settlements.Of(invoice.Id, invoice.Date, told[invoice.Id], counterparts), asAt))
                    .Where(invoice => invoice.Outstanding != 0)
                    .OrderBy(invoice => invoice.Due)
                    .ThenBy(invoice => invoice.Number, StringComparer.Ordinal)
                    .ThenBy(invoice => invoice.Document),
            ],
            new Provenance(organisation.Name, organisation.BaseCurrency, "As at " + CellText.Day(asAt), "With VAT", database.Clock.GetUtcNow(), drawnBy)
            {
                DataAsOf = organisation.LastSync,
                Batch = organisation.LastBatch,
                TimeZone = organisation.TimeZone,
            });
    }

    // What is left is converted once, so that an invoice that is settled to the last penny abroad is settled at home.
    private static OpenInvoice Open(Invoice invoice, IReadOnlyList<Settlement> settlements, DateOnly asAt)
    {
        var left = invoice.Total - invoice.CisDeduction - settlements.Sum(settlement => settlement.Amount);
        var total = Pence.Round(invoice.Total / invoice.CurrencyRate);
        return new OpenInvoice(
            invoice.Id,
            invoice.Number,
            invoice.Reference,
            invoice.Customer,
            invoice.Date,
            invoice.Due,
            asAt.DayNumber - invoice.Due.DayNumber,
            total,
            total - Pence.Round(left / invoice.CurrencyRate));
    }

    private static Invoice InvoiceOf(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetFieldValue<DateOnly>(4),
        row.GetFieldValue<DateOnly>(5),
        row.GetDecimal(6),
        row.GetDecimal(7),
        row.GetDecimal(8));

    private sealed record Invoice(Guid Id, string Number, string Reference, string Customer, DateOnly Date, DateOnly Due, decimal CurrencyRate, decimal Total, decimal CisDeduction);
}
