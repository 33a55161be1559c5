using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>A document as it stands, with what readers call it.</summary>
internal sealed record FiledDocument(Document Document, string Number, Guid? ContactId, string Contact, DateOnly? DueDate)
{
    /// <summary>What it is and its number: Bill B-1042.</summary>
    public string Title => Number.Length == 0 ? DocumentKindName.Of(Document.Kind) : $"{DocumentKindName.Of(Document.Kind)} {Number}";
}

/// <summary>Everything the reports of one project are made from, of one state of the books: its documents whole, the chart, what people entered.</summary>
internal sealed record ProjectBooks(
    Organisation Organisation,
    Chart Chart,
    Guid Project,
    string Name,
    DateOnly To,
    IReadOnlyDictionary<Guid, string> Phases,
    IReadOnlyList<FiledDocument> Documents,
    EnteredPlans Plans)
{
    /// <summary>Whether the books say what has been paid; journals do not.</summary>
    public bool PaymentsKnown => Organisation.LedgerSource == LedgerSource.Documents;

    /// <summary>The name of a build phase.</summary>
    public string PhaseName(Guid phase) => phase == Unassigned.Id ? Unassigned.Label : Phases.GetValueOrDefault(phase, phase.ToString("D"));

    /// <summary>Phases by name, Unassigned last and always there: what nobody assigned must not go unseen.</summary>
    public IReadOnlyList<Guid> InOrder(IEnumerable<Guid> phases) =>
    [
        .. phases.Where(phase => phase != Unassigned.Id).Distinct().OrderBy(PhaseName, StringComparer.OrdinalIgnoreCase).ThenBy(phase => phase),
        Unassigned.Id,
    ];

    /// <summary>The lines of a document with their place and their amounts in base currency, positive in the document's own direction.</summary>
    public IReadOnlyList<PlacedLine> Placed(Document document)
    {
        List<DocumentLine> lines = [.. document.Lines.Where(line => line.Amount != 0 || line.Tax != 0)];
        Guid AccountId(DocumentLine line) => Chart.AccountOf(line)?.Id ?? Guid.Empty;
        var nets = BaseAmounts.Of(document, lines, AccountId);
        var taxes = BaseAmounts.TaxOf(document, lines, AccountId);
        return
        [
            .. lines.Select((line, i) =>
            {
                var (project, phase) = Chart.PlaceOf(line);
                return new PlacedLine(line, Chart.AccountOf(line), project, phase, nets[i], taxes[i]);
            }),
        ];
    }

    /// <summary>Where the figures come from.</summary>
    public Provenance Provenance(string basis, DateTimeOffset drawnAt, string drawnBy, IReadOnlyList<string> filters) => new(
        Organisation.Name, Organisation.BaseCurrency, $"up to {CellText.Day(To)}", basis, drawnAt, drawnBy)
    {
        Filters = [$"Project: {Name}", .. filters],
        DataAsOf = Organisation.LastSync,
        Batch = Organisation.LastBatch,
        TimeZone = Organisation.TimeZone,
    };
}

/// <summary>A line with its place and its amounts in base currency.</summary>
internal readonly record struct PlacedLine(DocumentLine Line, Account? Account, Guid Project, Guid Phase, decimal Net, decimal Tax)
{
    public decimal Gross => Net + Tax;

    /// <summary>Whether it is a cost of the profit and loss.</summary>
    public bool IsCost => CostLines.IsCost(Account?.Section);
}
