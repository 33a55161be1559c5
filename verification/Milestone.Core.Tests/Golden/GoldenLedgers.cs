using Milestone.Testing.Golden;
using Xunit;

namespace Milestone.Core.Tests.Golden;

/// <summary>The ledgers in this folder.</summary>
public static class GoldenLedgers
{
    private static readonly string Folder = Path.Combine(GoldenFile.Root, "verification", "Milestone.Core.Tests", "Golden");

    // A trap is not lifted by deleting its ledger.
    private static readonly string[] Traps =
    [
        "Cash/bank-and-journals-on-cash", "Cash/cents-that-do-not-divide", "Cash/cis-deduction", "Cash/credited-and-paid", "Cash/part-paid",
        "Cash/payment-from-two-endpoints",
        "Dates/leap-day", "Dates/like-with-like", "Dates/year-end-off-by-one",
        "Documents/credit-note", "Documents/draft-and-void", "Documents/every-section", "Documents/freight-on-a-sales-invoice",
        "Documents/money-that-is-no-income", "Documents/prepayment",
        "History/moved-between-phases", "History/retyped-account", "History/summary-without-lines", "History/unknown-account-waits",
        "Money/inclusive-tax", "Money/two-currencies", "Money/zero-income",
        "Tracking/archived-option", "Tracking/fan-out", "Tracking/projects-by-phases", "Tracking/tracking-by-name", "Tracking/unassigned-phase",
    ];

    /// <summary>The ledgers by folder and name.</summary>
    public static TheoryData<string> Names => [.. Traps];

    /// <summary>Traps without a ledger, and ledgers without a trap.</summary>
    public static IEnumerable<string> Orphans
    {
        get
        {
            var found = Directory.EnumerateFiles(Folder, "*.ledger", SearchOption.AllDirectories)
                .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/'))
                .ToHashSet(StringComparer.Ordinal);
            found.SymmetricExceptWith(Traps);
            return found;
        }
    }

    /// <summary>The lines of a ledger.</summary>
    public static string[] Lines(string name) =>
        File.ReadAllText(Path.Combine(Folder, name + ".ledger")).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
