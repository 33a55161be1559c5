namespace Milestone.Host.Demo;

/// <summary>What a demo company is made from. Equal options give the same bytes on every machine.</summary>
internal sealed record DemoOptions
{
    /// <summary>The day the demo ends on: nothing is dated or recorded after it.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>
    /// About how many invoices, bills, credit notes, bank transactions and manual journals to make;
    /// null is the natural size. The firm keeps its size: more documents means smaller ones, and
    /// fewer than natural means fewer projects.
    /// </summary>
    public int? Documents { get; init; }

    /// <summary>Another seed is another firm with the same chart, the same people and other figures.</summary>
    public ulong Seed { get; init; } = 1;
}
