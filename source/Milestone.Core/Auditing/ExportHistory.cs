using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Auditing;

/// <summary>Who took which figures away, and what came of it. Appended only: nothing of it can be changed or removed by the program.</summary>
public sealed class ExportHistory(MilestoneDatabase database)
{
    /// <summary>The most entries one answer holds.</summary>
    public const int MostEntries = 200;

    /// <summary>Adds an entry.</summary>
    public Task AddAsync(Guid organisation, ExportEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return database.WriteAsync(
            organisation,
            entry.Actor,
            connection => connection.RunAsync(
                "Auditing/Sql/export-add.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("export", entry.Id);
                    parameters.AddWithValue("at", entry.At.ToUniversalTime());
                    parameters.AddWithValue("actor", entry.Actor);
                    parameters.AddWithValue("report", entry.Report);
                    parameters.AddWithValue("title", entry.Title);
                    parameters.AddWithValue("format", entry.Format);
                    parameters.AddWithValue("filters", string.Join('\n', entry.Filters));
                    parameters.AddWithValue("rows", entry.Rows);
                    parameters.AddWithValue("bytes", entry.Bytes);
                    parameters.AddWithValue("milliseconds", (long)entry.Duration.TotalMilliseconds);
                    parameters.AddWithValue("outcome", (short)entry.Outcome);
                },
                cancellation),
            cancellation);
    }

    /// <summary>The newest entries, or those behind one that a page ended with.</summary>
    public Task<IReadOnlyList<ExportEntry>> ListAsync(Guid organisation, int limit, ExportEntry? after, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Auditing/Sql/exports.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("limit", Math.Clamp(limit, 1, MostEntries));
            parameters.AddOptional("afterAt", NpgsqlDbType.TimestampTz, after?.At.UtcDateTime);
            parameters.AddOptional("afterId", NpgsqlDbType.Uuid, after?.Id);
        },
        reader => reader.RowsAsync(
            row => new ExportEntry(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5))
            {
                Filters = row.GetString(6).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Rows = row.GetInt64(7),
                Bytes = row.GetInt64(8),
                Duration = TimeSpan.FromMilliseconds(row.GetInt64(9)),
                Outcome = (ExportOutcome)row.GetInt16(10),
            },
            cancellation),
        cancellation);
}

/// <summary>One file that was taken away.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Actor">Who took it.</param>
/// <param name="Report">The report's short name: profit-and-loss.</param>
/// <param name="Title">The report's title.</param>
/// <param name="Format">pdf, xlsx or csv.</param>
public sealed record ExportEntry(Guid Id, DateTimeOffset At, string Actor, string Report, string Title, string Format)
{
    /// <summary>Period, basis and filters, in words.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>How many rows it had, as far as it came.</summary>
    public long Rows { get; init; }

    /// <summary>How many bytes it had, as far as it came, before the answer was packed.</summary>
    public long Bytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What came of it.</summary>
    public ExportOutcome Outcome { get; init; }
}

/// <summary>What came of an export.</summary>
public enum ExportOutcome
{
    /// <summary>The whole file went out.</summary>
    Finished = 0,

    /// <summary>Whoever asked for it broke it off.</summary>
    BrokenOff = 1,

    /// <summary>It could not be written to its end.</summary>
    Failed = 2,
}
