namespace Milestone.Core.Ledger;

/// <summary>A source document as it stands: everything that decides what it posts.</summary>
internal sealed record Document
{
    public required Guid Id { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>Xero's status, in capitals.</summary>
    public required string Status { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Foreign currency for 1 of the base currency, so base = foreign / rate.</summary>
    public decimal CurrencyRate { get; init; } = 1;

    /// <summary>Whether line amounts include tax.</summary>
    public bool TaxInclusive { get; init; }

    /// <summary>Gross, in the document's currency.</summary>
    public decimal Total { get; init; }

    /// <summary>Tax withheld under the Construction Industry Scheme; it settles the document together with each payment, in proportion.</summary>
    public decimal CisDeduction { get; init; }

    public DateOnly? FullyPaidOn { get; init; }

    /// <summary>Whether a manual journal appears on cash basis.</summary>
    public bool CountsOnCash { get; init; } = true;

    /// <summary>The prepayment or overpayment that a bank transaction took or made.</summary>
    public Guid? PrepaymentId { get; init; }

    public IReadOnlyList<DocumentLine> Lines { get; init; } = [];

    /// <summary>What has settled it; for the bank transaction of a prepayment or overpayment, what has been allocated of it.</summary>
    public IReadOnlyList<Settlement> Settlements { get; init; } = [];
}

/// <summary>A line, in the document's currency.</summary>
internal sealed record DocumentLine
{
    public required Guid Id { get; init; }

    public int Position { get; init; }

    public string Description { get; init; } = "";

    public Guid? AccountId { get; init; }

    public string? AccountCode { get; init; }

    /// <summary>After discount, with or without tax as the document says. Of a journal: net, debit positive.</summary>
    public decimal Amount { get; init; }

    public decimal Tax { get; init; }

    public IReadOnlyList<LineTracking> Tracking { get; init; } = [];

    /// <summary>What a person assigned to the line, or null.</summary>
    public Assignment? Assignment { get; init; }
}

/// <summary>One tracking category of a line. Ids decide; names stand in where they are missing.</summary>
internal sealed record LineTracking(Guid? Category, string CategoryName, Guid? Option, string OptionName);

/// <summary>A project or phase that a person gave to a line.</summary>
/// <param name="Project">The project, or null to leave it as Xero has it.</param>
/// <param name="Phase">The phase, or null to leave it as Xero has it.</param>
/// <param name="IsOverride">Whether it wins over Xero's own tracking; a fill yields to it.</param>
internal sealed record Assignment(Guid? Project, Guid? Phase, bool IsOverride);
