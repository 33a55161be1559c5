using System.Globalization;
using System.Text.Json;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Auditing;

/// <summary>Reads a chain of the audit log from its first row to its last and recomputes every digest; says which rows are not what was written.</summary>
public sealed class AuditVerification(MilestoneDatabase database)
{
    /// <summary>The most faults that a report spells out.</summary>
    public const int MostFaults = 100;

    /// <summary>Where every chain ends, the installation's own first.</summary>
    /// <exception cref="ProblemException">Unavailable: the database does not answer.</exception>
    public Task<IReadOnlyList<AuditAnchor>> AnchorsAsync(CancellationToken cancellation) => database.AskAsync(
        connection => connection.RowsAsync(
            "Auditing/Sql/heads.sql",
            _ => { },
            row => new AuditAnchor(row.GetGuid(0), row.GetInt64(1), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3)), row.GetFieldValue<DateTimeOffset>(2)),
            cancellation),
        cancellation);

    /// <summary>Verifies one chain.</summary>
    /// <param name="organisation">Whose chain; <see cref="AuditLog.Installation"/> for the installation's own.</param>
    /// <param name="anchors">Where chains ended earlier, from outside the database; those of other chains are passed over.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public Task<AuditReport> VerifyAsync(Guid organisation, IReadOnlyList<AuditAnchor> anchors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        return database.SnapshotAsync(
            organisation,
            async connection =>
            {
                var check = new Check(organisation, anchors);
                await using var command = new NpgsqlCommand(SqlText.Of("Auditing/Sql/chain.sql"), connection);
                command.Parameters.AddWithValue("organisation", organisation);
                await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    check.Next(reader);
                return check.Finish();
            },
            cancellation);
    }

    private sealed class Check(Guid organisation, IReadOnlyList<AuditAnchor> anchors)
    {
        private readonly ILookup<long, AuditAnchor> anchored = anchors.Where(anchor => anchor.Organisation == organisation).ToLookup(anchor => anchor.Seq);
        private readonly SortedSet<long> silent = [];
        private readonly HashSet<long> erased = [];
        private readonly List<AuditFault> faults = [];
        private readonly List<(AuditAnchor Anchor, AuditFault Fault)> broken = [];
        private readonly HashSet<string> givenUp = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> notes = [];
        private byte[] previous = AuditChain.Origin(organisation);
        private long last;
        private long rows;

        public void Next(NpgsqlDataReader row)
        {
            var seq = row.GetInt64(0);
            var action = row.GetString(2);
            var entity = row.GetString(3);
            var content = row.GetFieldValue<byte[]>(4);
            var digest = row.GetFieldValue<byte[]>(5);
            rows++;
            var isNext = seq == last + 1;
            if (!isNext)
                faults.Add(new AuditFault(last + 1, last + 2 == seq ? Text($"Row {last + 1} is missing.") : Text($"Rows {last + 1} to {seq - 1} are missing.")));
            // What follows a gap cannot be recomputed: the digest before it is gone.
            if (isNext && !AuditChain.Row(previous, seq, row.GetFieldValue<DateTimeOffset>(1), action, entity, content).AsSpan().SequenceEqual(digest))
                faults.Add(new AuditFault(seq, Text($"Row {seq} is not what was written, or what stood before it is not.")));
            CheckContent(row, seq, action, entity, content);
            foreach (var anchor in anchored[seq])
            {
                if (!string.Equals(anchor.Digest, Convert.ToHexStringLower(digest), StringComparison.OrdinalIgnoreCase))
                    broken.Add((anchor, new AuditFault(seq, Text($"Row {seq} is not the one that was anchored: the chain was rewritten at or before it, after {anchor.At:yyyy-MM-dd HH:mm}."))));
            }

            previous = digest;
            last = seq;
        }

        public AuditReport Finish()
        {
            foreach (var seq in silent.Where(seq => !erased.Contains(seq)))
                faults.Add(new AuditFault(seq, Text($"What row {seq} said was removed, and no erasure says so.")));
            var beyond = anchored.SelectMany(group => group).Where(anchor => anchor.Seq > last).ToList();
            if (beyond.Where(anchor => !givenUp.Contains(anchor.Digest)).MaxBy(anchor => anchor.Seq) is { } furthest)
                faults.Add(new AuditFault(last + 1, Text($"The chain was cut off: it ends at row {last}, and an anchor saw row {furthest.Seq}, recorded {furthest.At:yyyy-MM-dd HH:mm}.")));
            faults.AddRange(broken.Where(one => !givenUp.Contains(one.Anchor.Digest)).Select(one => one.Fault));
            return new AuditReport(organisation, rows, silent.Count, last, Convert.ToHexStringLower(previous), [.. faults.OrderBy(fault => fault.Row).Take(MostFaults)], faults.Count)
            {
                Broken = [.. broken.Select(one => one.Anchor).Concat(beyond).Where(anchor => !givenUp.Contains(anchor.Digest))],
                Notes = notes,
            };
        }

        private void CheckContent(NpgsqlDataReader row, long seq, string action, string entity, byte[] content)
        {
            if (row.IsDBNull(6))
            {
                silent.Add(seq);
                return;
            }

            var after = row.OptionalText(9);
            if (!AuditChain.Content(row.GetFieldValue<byte[]>(6), row.GetString(7), row.OptionalText(8), after).AsSpan().SequenceEqual(content))
                faults.Add(new AuditFault(seq, Text($"What row {seq} says was changed: who it was, or what was written.")));
            else if (action == "erase" && entity == "audit_log" && after is not null)
                erased.UnionWith(ErasedBy(after));
            else if (action == AuditRestores.Action && entity == "audit_log" && after is not null)
                GiveUp(row, seq, after);
        }

        private void GiveUp(NpgsqlDataReader row, long seq, string after)
        {
            using var document = JsonDocument.Parse(after);
            if (!document.RootElement.TryGetProperty("why", out var why) || !document.RootElement.TryGetProperty("anchors", out var anchors) || anchors.ValueKind != JsonValueKind.Array)
            {
                faults.Add(new AuditFault(seq, Text($"Row {seq} tells of a restore without saying why, or which anchors it gives up.")));
                return;
            }

            // Said at every verification, with anchors or without, for ever: that a restore explains missing rows is somebody's word, and readers should know whose.
            notes.Add(Text($"{anchors.GetArrayLength()} anchors were given up: row {seq} of {row.GetFieldValue<DateTimeOffset>(1):yyyy-MM-dd HH:mm} by {row.GetString(7)} says \"{why}\"."));
            givenUp.UnionWith(anchors.EnumerateArray().Where(digest => digest.ValueKind == JsonValueKind.String).Select(digest => digest.GetString()!));
        }

        private static IEnumerable<long> ErasedBy(string after)
        {
            using var document = JsonDocument.Parse(after);
            return document.RootElement.TryGetProperty("rows", out var numbers) ? [.. numbers.EnumerateArray().Select(number => number.GetInt64())] : [];
        }

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>What the verification of a chain found.</summary>
/// <param name="Organisation">Whose chain.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Erased">Of how many the content is gone.</param>
/// <param name="Last">The number of the last row; 0 for none.</param>
/// <param name="Digest">The digest of the last row, in hexadecimal.</param>
/// <param name="Faults">What is wrong, in the order of rows; the first hundred.</param>
/// <param name="FaultCount">How many faults there are.</param>
public sealed record AuditReport(Guid Organisation, long Rows, long Erased, long Last, string Digest, IReadOnlyList<AuditFault> Faults, int FaultCount)
{
    /// <summary>What somebody has said of restores that explain missing rows: no faults, and to be known all the same.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The anchors that the chain does not bear out.</summary>
    public IReadOnlyList<AuditAnchor> Broken { get; init; } = [];

    /// <summary>Whether every row is what was written.</summary>
    public bool IsSound => FaultCount == 0;
}

/// <summary>One thing that is wrong with a chain.</summary>
/// <param name="Row">The row at which it shows.</param>
/// <param name="What">What is wrong, as a sentence.</param>
public sealed record AuditFault(long Row, string What);
