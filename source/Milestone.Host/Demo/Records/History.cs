namespace Milestone.Host.Demo.Records;

/// <summary>
/// Collects what happens to one document in any order and turns it into versions in the order of time;
/// PAID and AUTHORISED follow from what is due.
/// </summary>
internal sealed class History(Document first, DateTimeOffset recorded)
{
    readonly List<(DateTimeOffset At, Func<Document, Document> Change)> changes = [];
    readonly List<Life> payments = [];

    public Document First => first;

    public DateTimeOffset Recorded => recorded;

    /// <summary>The document as its last change leaves it.</summary>
    public Document Last => Versions()[^1].State;

    /// <summary>When it was last changed by hand; null if never.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public History Change(DateTimeOffset at, Func<Document, Document> change)
    {
        if (at <= recorded) at = recorded.AddMinutes(5);
        changes.Add((at, change));
        ChangedAt = at;
        return this;
    }

    public History Status(DateTimeOffset at, string status) => Change(at, d => d with { Status = status });

    /// <summary>Paid on a day, known to Xero on the next morning; taken back later when <paramref name="deleted"/> is given.</summary>
    public void Pay(DateOnly on, decimal amount, int sequence, DateTimeOffset? deleted = null)
    {
        var payment = new Payment($"{first.Name}/payment/{sequence}", on, Money.Pence(amount));
        var known = DemoCalendar.Moment(on.AddDays(1), 9, 10 + sequence);
        if (known <= recorded) known = recorded.AddMinutes(30 + sequence);
        changes.Add((known, d => d with { Payments = [.. d.Payments, payment] }));
        var versions = new List<(DateTimeOffset, Entry)> { (known, new PaymentEntry(payment, first, "AUTHORISED")) };
        if (deleted is { } at)
        {
            if (at <= known) at = known.AddHours(3);
            changes.Add((at, d => d with { Payments = [.. d.Payments.Where(p => p.Name != payment.Name)] }));
            versions.Add((at, new PaymentEntry(payment, first, "DELETED")));
        }

        payments.Add(new Life(versions));
    }

    /// <summary>A share of a credit goes to an invoice; both change at the same moment.</summary>
    public static void Allocate(History credit, History invoice, DateOnly on, decimal amount)
    {
        var allocation = new Allocation(credit.First, invoice.First, on, Money.Pence(amount));
        var known = DemoCalendar.Moment(on, 15, 20);
        foreach (var side in new[] { credit, invoice })
            known = known <= side.Recorded ? side.Recorded.AddMinutes(10) : known;
        credit.changes.Add((known, d => d with { Allocations = [.. d.Allocations, allocation] }));
        invoice.changes.Add((known, d => d with { Allocations = [.. d.Allocations, allocation] }));
    }

    public IEnumerable<Life> Lives()
    {
        yield return new Life([.. Versions().Select(v => (v.At, (Entry)v.State))]);
        foreach (var payment in payments) yield return payment;
    }

    List<(DateTimeOffset At, Document State)> Versions()
    {
        var versions = new List<(DateTimeOffset, Document)>(changes.Count + 1) { (recorded, Settled(first)) };
        var state = first;
        foreach (var (at, change) in changes.OrderBy(c => c.At))
        {
            state = Settled(change(state));
            versions.Add((at, state));
        }

        return versions;
    }

    /// <summary>Only what can be paid becomes PAID; a bank transaction or a journal never does.</summary>
    static Document Settled(Document document) => document switch
    {
        { Kind: not (RecordKind.Invoices or RecordKind.CreditNotes or RecordKind.Prepayments or RecordKind.Overpayments) } => document,
        { Status: not ("AUTHORISED" or "PAID") } => document,
        _ => document with { Status = document.AmountDue == 0m ? "PAID" : "AUTHORISED" },
    };
}
