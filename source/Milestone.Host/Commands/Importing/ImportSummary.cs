using System.Globalization;
using Milestone.Core.Xero;

namespace Milestone.Host.Commands.Importing;

/// <summary>What an import did, for a person.</summary>
internal static class ImportSummary
{
    private const int MostRejectionsShown = 20;

    public static void Write(ImportResult result)
    {
        var counts = result.Kinds
            .Append(new ImportCounts("Total", result.Received, result.Created, result.Changed, result.Unchanged, result.Rejected))
            .Select(kind => (IReadOnlyList<string>)[kind.Kind, Count(kind.Received), Count(kind.Created), Count(kind.Changed), Count(kind.Unchanged), Count(kind.Rejected)]);
        Terminal.Rows(Console.Out, ["", "received", "created", "changed", "unchanged", "rejected"], counts);
        Terminal.Answer(result.Batches.Count == 0
            ? "Nothing was appended to the ledger."
            : $"Appended {Count(result.Postings)} postings in {Batches(result.Batches)}.");
        foreach (var notice in result.Notices)
            Terminal.Note($"Note: {notice}");
        foreach (var rejection in result.Rejections.Take(MostRejectionsShown))
            Terminal.Note($"Rejected {rejection.Kind} {rejection.Record} in {rejection.Payload}: {rejection.Reason}");
        if (result.Rejected > MostRejectionsShown)
            Terminal.Note($"... and {Count(result.Rejected - Math.Min(result.Rejections.Count, MostRejectionsShown))} more rejected. All are kept with their reasons in the table rejected_record.");
    }

    private static string Batches(IReadOnlyList<long> batches) => batches.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"batch {batches[0]}")
        : string.Create(CultureInfo.InvariantCulture, $"batches {batches[0]} to {batches[^1]}");

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
