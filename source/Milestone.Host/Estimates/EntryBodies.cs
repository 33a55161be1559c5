using Milestone.Core.Estimates;

namespace Milestone.Host.Estimates;

/// <summary>An estimate as a program enters it.</summary>
internal sealed record EstimateBody
{
    /// <summary>The build phase's id; left out, null or all zeros for the project as a whole. It stays when an estimate is changed.</summary>
    public Guid? Phase { get; init; }

    /// <summary>What is estimated. It stays when an estimate is changed.</summary>
    public EstimateKind? Kind { get; init; }

    /// <summary>In base currency, ex VAT: zero or more, at most two decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The day the estimate is of.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>From 1, a guess, to 5, agreed in writing.</summary>
    public int? Confidence { get; init; }

    /// <summary>Plain text of at most 4,000 characters.</summary>
    public string? Notes { get; init; }

    public EstimateEntry Of(Guid project) => new() { Project = project, Phase = Phase, Kind = Kind, Amount = Amount, Date = Date, Confidence = Confidence, Notes = Notes };
}

/// <summary>A phase's progress as a program enters it.</summary>
internal sealed record ProgressBody
{
    /// <summary>0 to 100, with at most two decimals.</summary>
    public decimal? Percent { get; init; }

    /// <summary>The day it was judged; not ahead.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Plain text of at most 4,000 characters.</summary>
    public string? Notes { get; init; }
}

/// <summary>An adjustment as a program enters it.</summary>
internal sealed record AdjustmentBody
{
    /// <summary>directByCustomer: the customer paid a supplier. refund: a supplier paid money back.</summary>
    public AdjustmentKind? Kind { get; init; }

    /// <summary>The build phase's id; left out, null or all zeros where it belongs to none.</summary>
    public Guid? Phase { get; init; }

    /// <summary>The day the money moved; not ahead.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>In base currency, net of VAT: above zero, at most two decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The VAT on it, zero or more; left out for none.</summary>
    public decimal? Tax { get; init; }

    /// <summary>Who was paid, or paid back: at most 200 characters.</summary>
    public string? Supplier { get; init; }

    /// <summary>The supplier's invoice or credit note: at most 200 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>Plain text of at most 4,000 characters.</summary>
    public string? Description { get; init; }

    public AdjustmentEntry Of(Guid project) => new()
    {
        Project = project,
        Kind = Kind,
        Phase = Phase,
        Date = Date,
        Amount = Amount,
        Tax = Tax,
        Supplier = Supplier,
        Reference = Reference,
        Description = Description,
    };
}
