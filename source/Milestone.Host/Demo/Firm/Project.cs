namespace Milestone.Host.Demo.Firm;

/// <summary>One project: an option of the tracking category "Project", and the plan its documents follow.</summary>
internal sealed record Project
{
    public static readonly Guid CategoryId = NamedGuid.Of("tracking/Project");

    /// <summary>From 1, in the order of starting.</summary>
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required ProjectKind Kind { get; init; }

    public required Contact Customer { get; init; }

    public required string Manager { get; init; }

    /// <summary>Agreed price without VAT and before variations, in pounds.</summary>
    public required decimal ContractSum { get; init; }

    /// <summary>Variations agreed, in pounds without VAT; they carry the project's margin.</summary>
    public required decimal Variations { get; init; }

    /// <summary>Planned profit, per mille of the price; negative for the project that lost money.</summary>
    public required int MarginPerMille { get; init; }

    public required DateOnly Start { get; init; }

    public required DateOnly End { get; init; }

    /// <summary>Per cent of each stage invoice that the customer keeps until the end; 0 for small jobs.</summary>
    public required int RetentionPercent { get; init; }

    /// <summary>Money put on account before the start, VAT included; 0 where none was asked for.</summary>
    public required decimal Deposit { get; init; }

    /// <summary>Whether the option is archived once the job is long over.</summary>
    public required bool Archives { get; init; }

    public Guid OptionId => NamedGuid.Of($"project/{Number}");

    public int Days => End.DayNumber - Start.DayNumber;

    public string JobCode => $"J{Number:D3}";

    public decimal CostOf(Phase phase) =>
        (ContractSum + Variations) * (1000 - MarginPerMille) / 1000m * phase.Weights[(int)Kind] / 1000m;

    public DateOnly PhaseStart(Phase phase) => Start.AddDays(Days * phase.Starts / 100);

    public DateOnly PhaseEnd(Phase phase) => Start.AddDays(Days * phase.Ends / 100);

    public bool IsArchivedAt(DateOnly day) => Archives && End.AddDays(120) <= day;
}

internal enum ProjectKind
{
    Extension,
    Refurbishment,
    NewBuild,
    Conversion,
    FitOut,
}
