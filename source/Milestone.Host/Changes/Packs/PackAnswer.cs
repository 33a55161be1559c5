using System.Text.Json.Nodes;
using Milestone.Core.Changes;
using Milestone.Core.Values;

namespace Milestone.Host.Changes.Packs;

/// <summary>An issued pack, without its statement.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number, counting up within the organisation.</param>
/// <param name="Version">Its version, which is also the ETag: a withdrawal says it in If-Match.</param>
/// <param name="Name">What it was issued as.</param>
/// <param name="Batch">The batch of the ledger that it shows.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="IssuedBy">By whom.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day of its statement.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Project">Only this project; null for all.</param>
/// <param name="Phase">Only this build phase; null for all.</param>
/// <param name="NetProfit">Net profit of the whole period as issued.</param>
/// <param name="Withdrawn">When and why it was withdrawn; null while it stands.</param>
internal sealed record PackAnswer(
    Guid Id,
    long Number,
    long Version,
    string Name,
    long Batch,
    DateTimeOffset IssuedAt,
    string IssuedBy,
    Basis Basis,
    DateOnly From,
    DateOnly To,
    Guid? Project,
    Guid? Phase,
    decimal NetProfit,
    PackWithdrawal? Withdrawn)
{
    public const string Example = """
        {
          "id": "0199aa10-4f2e-7c3b-8d11-5a6b7c8d9e0f", "number": 2, "version": 1, "name": "October 2026", "batch": 41, "issuedAt": "2026-11-03T09:00:00Z", "issuedBy": "Ann Archer",
          "basis": "accrual", "from": "2026-10-01", "to": "2026-10-31", "project": null, "phase": null, "netProfit": 48210.55, "withdrawn": null
        }
        """;

    public static PackAnswer Of(Pack pack) => new(
        pack.Id, pack.Number, pack.Version, pack.Name, pack.Batch, pack.IssuedAt, pack.IssuedBy, pack.Query.Basis, pack.Query.Period.From, pack.Query.Period.To,
        pack.Query.Project, pack.Query.Phase, pack.NetProfit, pack.Withdrawn);
}

/// <summary>The packs of an organisation.</summary>
/// <param name="Organisation">Whose packs.</param>
/// <param name="Packs">All of them, the newest first, withdrawn ones included.</param>
internal sealed record PacksAnswer(string Organisation, IReadOnlyList<PackAnswer> Packs);

/// <summary>A pack with its statement.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Statement">The statement as it was drawn when the pack was issued, in the form of /statement. It never changes.</param>
internal sealed record PackWithStatement(PackAnswer Pack, JsonNode Statement);

/// <summary>A pack to issue: a statement with a name. Only the name must be given.</summary>
/// <param name="Name">What it is issued as, 1 to 100 characters; unique among the packs that stand.</param>
internal sealed record PackToIssue(string? Name)
{
    /// <summary>The first day; without from, to and period: the last month.</summary>
    public string? From { get; init; }

    /// <summary>The last day, included.</summary>
    public string? To { get; init; }

    /// <summary>A named period instead of from and to.</summary>
    public string? Period { get; init; }

    /// <summary>What the columns are.</summary>
    public string? Columns { get; init; }

    /// <summary>How many earlier periods stand beside this one, 0 to 12.</summary>
    public int? Compare { get; init; }

    /// <summary>Which earlier periods: previous or year.</summary>
    public string? Comparison { get; init; }

    /// <summary>Whether the change against the first earlier period is shown.</summary>
    public bool? Variance { get; init; }

    /// <summary>Whether the total is also shown as a share of income.</summary>
    public bool? Percent { get; init; }

    /// <summary>accrual or cash.</summary>
    public string? Basis { get; init; }

    /// <summary>Only this project: its id, its name, or 'unassigned'.</summary>
    public string? Project { get; init; }

    /// <summary>Only this build phase: its id, its name, or 'unassigned'.</summary>
    public string? Phase { get; init; }

    /// <summary>The figures as they were: a batch number, or a time. Default: as they are.</summary>
    public string? AsKnownAt { get; init; }

    /// <summary>Whether money is shown without pence.</summary>
    public bool? WholePounds { get; init; }
}

/// <summary>Why a pack is withdrawn.</summary>
/// <param name="Why">The reason, 1 to 500 characters.</param>
internal sealed record PackToWithdraw(string? Why);
