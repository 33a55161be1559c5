using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Auditing;

/// <summary>Reads the audit log for people: the newest first, page by page, with what was changed field by field.</summary>
public sealed class AuditReader(MilestoneDatabase database)
{
    /// <summary>The most entries one answer holds.</summary>
    public const int MostEntries = 500;

    /// <summary>Entries, the newest first.</summary>
    /// <param name="organisation">Whose log.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only those with a lower number: where the page before ended; null for the first page.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public Task<IReadOnlyList<AuditEntry>> ListAsync(Organisation organisation, AuditFilter filter, int limit, long? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(filter);
        var chain = filter.OfInstallation ? AuditLog.Installation : organisation.Id;
        return database.ReadAsync(
            chain,
            "Auditing/Sql/entries.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", chain);
                parameters.AddWithValue("limit", Math.Clamp(limit, 1, MostEntries));
                parameters.AddOptional("before", NpgsqlDbType.Bigint, before);
                parameters.AddOptional("from", NpgsqlDbType.TimestampTz, Midnight(filter.From, organisation.TimeZone));
                parameters.AddOptional("to", NpgsqlDbType.TimestampTz, Midnight(DayAfter(filter.To), organisation.TimeZone));
                parameters.AddOptional("actor", NpgsqlDbType.Text, filter.Actor);
                parameters.AddOptional("action", NpgsqlDbType.Text, filter.Action);
                parameters.AddOptional("entity", NpgsqlDbType.Text, filter.Entity);
                parameters.AddOptional("text", NpgsqlDbType.Text, filter.Text);
            },
            reader => reader.RowsAsync(
                row => new AuditEntry(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.OptionalText(2), row.GetString(3), row.GetString(4), Changes(row.OptionalText(5), row.OptionalText(6))),
                cancellation),
            cancellation);
    }

    /// <summary>All entries that fit, the newest first, however many.</summary>
    public async IAsyncEnumerable<AuditEntry> StreamAsync(Organisation organisation, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? before = null; ;)
        {
            var page = await ListAsync(organisation, filter, MostEntries, before, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < MostEntries)
                yield break;
            before = page[^1].Seq;
        }
    }

    /// <summary>When the chain was last verified and how many faults were found; null where it never was.</summary>
    public async Task<(DateTimeOffset At, string Faults)?> LastVerifiedAsync(Organisation organisation, bool ofInstallation, CancellationToken cancellation)
    {
        var last = await ListAsync(organisation, new AuditFilter { OfInstallation = ofInstallation, Action = "verify", Entity = "audit_log" }, 1, null, cancellation).ConfigureAwait(false);
        return last is [var one] ? (one.At, one.Changes.FirstOrDefault(change => change.Field == "faults")?.After ?? "?") : null;
    }

    private static DateOnly? DayAfter(DateOnly? day) => day < DateOnly.MaxValue ? day.Value.AddDays(1) : null;

    // A day begins by the organisation's own clock. The first and last days of the calendar begin outside it in some zones; no entry is so old or so late.
    private static DateTime? Midnight(DateOnly? day, TimeZoneInfo zone) =>
        day is { Year: > 1 and < 9999 } one ? TimeZoneInfo.ConvertTimeToUtc(one.ToDateTime(TimeOnly.MinValue), zone) : null;

    private static List<AuditChange> Changes(string? before, string? after)
    {
        var was = Fields(before);
        var now = Fields(after);
        return
        [
            .. was.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Where(field => field != "organisation_id")
                .Select(field => new AuditChange(field, was.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal)),
        ];
    }

    private static Dictionary<string, string?> Fields(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => Text(field.Value), StringComparer.Ordinal)
            : [];
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        // An amount as readers see it everywhere; a number without decimals is a count, a version or a kind.
        JsonValueKind.Number when value.TryGetDecimal(out var amount) && amount.Scale > 0 => amount.ToString($"N{amount.Scale}", CultureInfo.InvariantCulture),
        _ => value.GetRawText().ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>Which entries are meant; what is null does not narrow.</summary>
public sealed record AuditFilter
{
    /// <summary>The installation's own chain instead of the organisation's: sign-ins, refusals, users. The days are still the organisation's.</summary>
    public bool OfInstallation { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who did it, exactly as the log has it.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done: insert, update, delete, or an event.</summary>
    public string? Action { get; init; }

    /// <summary>What it was done to.</summary>
    public string? Entity { get; init; }

    /// <summary>Words that stand somewhere in what was written, ignoring case.</summary>
    public string? Text { get; init; }
}

/// <summary>One entry of the audit log.</summary>
/// <param name="Seq">Its number in the chain.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null where that was erased.</param>
/// <param name="Action">What was done.</param>
/// <param name="Entity">To what.</param>
/// <param name="Changes">What was different before and after, field by field.</param>
public sealed record AuditEntry(long Seq, DateTimeOffset At, string? Actor, string Action, string Entity, IReadOnlyList<AuditChange> Changes);

/// <summary>One field that changed.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">What it was; null for nothing.</param>
/// <param name="After">What it is; null for nothing.</param>
public sealed record AuditChange(string Field, string? Before, string? After);
