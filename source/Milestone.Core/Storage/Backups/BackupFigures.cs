namespace Milestone.Core.Storage;

/// <summary>What a database came to at one moment: a backup carries it, and a restored database is held against it.</summary>
/// <param name="ServerMajor">The major version of the server, as in 17.</param>
/// <param name="Migrations">The names of the migrations applied, in order.</param>
/// <param name="Organisations">What each organisation's ledger comes to.</param>
public sealed record BackupFigures(int ServerMajor, IReadOnlyList<string> Migrations, IReadOnlyList<LedgerFigures> Organisations)
{
    /// <summary>Names each figure that another database has differently; nothing when they agree to the penny.</summary>
    /// <param name="other">What the other database came to.</param>
    public IReadOnlyList<string> DifferencesTo(BackupFigures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var differences = new List<string>();
        var there = other.Organisations.ToDictionary(one => one.Id);
        foreach (var one in Organisations)
        {
            if (!there.Remove(one.Id, out var same))
                differences.Add($"'{one.Name}' is missing");
            else if ((one.DataVersion, one.LastBatch) != (same.DataVersion, same.LastBatch))
                differences.Add($"'{one.Name}' is at version {same.DataVersion} and batch {same.LastBatch}, not at {one.DataVersion} and {one.LastBatch}");
            else
                differences.AddRange(one.Years.Except(same.Years).Select(year => $"'{one.Name}' has no {year}").Concat(same.Years.Except(one.Years).Select(year => $"'{one.Name}' has {year}")));
        }

        differences.AddRange(there.Values.Select(one => $"'{one.Name}' is there and should not be"));
        return differences;
    }
}

/// <summary>What one organisation's ledger comes to.</summary>
/// <param name="Id">Milestone's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="DataVersion">Its data version.</param>
/// <param name="LastBatch">The number of its last batch.</param>
/// <param name="Years">Its postings by basis and calendar year.</param>
public sealed record LedgerFigures(Guid Id, string Name, long DataVersion, long LastBatch, IReadOnlyList<YearFigures> Years);

/// <summary>The postings of one basis in one calendar year.</summary>
/// <param name="Basis">0 accrual, 1 cash.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="Postings">How many there are.</param>
/// <param name="Amount">Their sum, which is the profit, in base currency.</param>
public sealed record YearFigures(int Basis, int Year, long Postings, decimal Amount)
{
    /// <summary>As a message says it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Year} on {(Basis == 0 ? "accrual" : "cash")} basis with {Postings} postings and {Amount:0.00}");
}
