using System.Globalization;
using Milestone.Core.Administration;
using Milestone.Host.Components.Days;

namespace Milestone.Host.Observability.Monitoring;

/// <summary>A part of the page of monitoring: what has a name and one figure.</summary>
/// <param name="Id">Its id on the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Pairs">The names and what stands beside them.</param>
internal sealed record MonitoringPart(string Id, string Title, IReadOnlyList<(string Name, string Text)> Pairs);

/// <summary>Figures in words.</summary>
internal static class MonitoringParts
{
    private const string Unknown = "not known";

    public static MonitoringPart Requests(RequestFigures figures, TimeSpan over) => new(
        "requests",
        over < TimeSpan.FromMinutes(1) ? "Requests since the start" : $"Requests in the last {Duration(over)}",
        [
            ("A second", Plain(figures.Count / Math.Max(1, over.TotalSeconds), "N1")),
            ("Requests", Plain(figures.Count, "N0")),
            ("Failed (status 5xx)", string.Create(CultureInfo.InvariantCulture, $"{figures.Errors:N0}, {figures.ErrorRate:P1}")),
            ("Half are answered within", Milliseconds(figures.Quantile(0.5))),
            ("95 in 100 within", Milliseconds(figures.Quantile(0.95))),
            ("99 in 100 within", Milliseconds(figures.Quantile(0.99))),
        ]);

    public static MonitoringPart Books(InstallationStanding standing, DateTimeOffset now, TimeZoneInfo zone) => new(
        "books",
        "Books, backup, ledger",
        [
            ("Last import", Since(standing.NewestSync, now, zone, "never")),
            ("Oldest books", Since(standing.OldestSync, now, zone, "none")),
            ("Last backup", Since(standing.Backup, now, zone, "no backup has said that it was finished")),
            ("Last ledger verify", Since(standing.Verification?.At, now, zone, "never")),
            ("Its differences", standing.Verification is { } run ? Plain(run.Differences, "N0") : Unknown),
            ("It looked at", standing.Verification is { } seen ? string.Create(CultureInfo.InvariantCulture, $"{seen.Documents:N0} documents in {seen.Took.TotalSeconds:N1} s") : Unknown),
            ("Read", Since(standing.LookedAt, now, zone, "never")),
        ]);

    public static MonitoringPart Database(DatabaseStanding database, IReadOnlyList<Measured> all) => new(
        "database",
        "Database",
        [
            ("Size", Size(database.Bytes)),
            ("Connections", string.Create(CultureInfo.InvariantCulture, $"{database.Connections:N0} of {database.MostConnections:N0}")),
            ("Of this process: at work, idle", $"{Plain(Pooled(all, "used"), "N0")}, {Plain(Pooled(all, "idle"), "N0")}"),
        ]);

    public static MonitoringPart Process(IReadOnlyList<Measured> all) => new(
        "process",
        "This process",
        [
            ("Memory", Size(Sum(all, "dotnet.process.memory.working_set"))),
            ("Heap after the last collection", Size(Sum(all, "dotnet.gc.last_collection.heap.size"))),
            ("Collections", Plain(Sum(all, "dotnet.gc.collections"), "N0")),
            ("Paused by them", Plain(Sum(all, "dotnet.gc.pause.time"), "#,##0.00' s'")),
            ("Requests under way", Plain(Sum(all, "http.server.active_requests"), "N0")),
            ("Version", BuildIdentity.Commit is { } commit ? $"{BuildIdentity.Version} ({commit[..Math.Min(10, commit.Length)]})" : BuildIdentity.Version),
        ]);

    /// <summary>Seconds as milliseconds with two digits that count; a dash where there is nothing to measure.</summary>
    public static string Milliseconds(double? seconds) => seconds is { } some
        ? string.Create(CultureInfo.InvariantCulture, $"{some * 1000:N1} ms")
        : "–";

    public static string Size(double bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:N1} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000:N2} GB");

    private static double Sum(IReadOnlyList<Measured> all, string name) => all.Where(one => one.Name == name).Sum(one => one.Value);

    private static double Pooled(IReadOnlyList<Measured> all, string state) =>
        all.Where(one => one.Name == "db.client.connection.count" && one.Tags.GetValueOrDefault("db.client.connection.state") == state).Sum(one => one.Value);

    private static string Plain(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Since(DateTimeOffset? moment, DateTimeOffset now, TimeZoneInfo zone, string never) => moment is { } one ? $"{Duration(now - one)} ago ({Moment.Of(one, zone)})" : never;

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days"),
    };
}
