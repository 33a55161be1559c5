using System.Globalization;

namespace Milestone.Core.Reporting;

/// <summary>Where the figures come from, line by line: the same words in the CSV, the workbook and the PDF.</summary>
internal static class ProvenanceLines
{
    /// <summary>One line of it.</summary>
    public readonly record struct Line(string Label, string Value);

    /// <summary>Every line, in reading order.</summary>
    public static IReadOnlyList<Line> Of(TableHead head)
    {
        var provenance = head.Provenance;
        List<Line> lines =
        [
            new("Organisation", provenance.Organisation),
            new("Report", head.Title),
            new("Period", provenance.Period),
            new("Basis", provenance.Basis),
            new("Currency", provenance.Currency),
        ];
        lines.AddRange(provenance.Filters.Count == 0
            ? [new("Filters", "none")]
            : provenance.Filters.Select(filter => new Line("Filter", filter)));
        lines.Add(new("Data as of", provenance.DataAsOf is { } asOf ? Moment(asOf, provenance.TimeZone) : "never fetched"));
        lines.Add(new("Drawn at", Moment(provenance.DrawnAt, provenance.TimeZone)));
        lines.Add(new("Drawn by", provenance.DrawnBy));
        lines.Add(new("Ledger batch", Batch(provenance)));
        lines.Add(new("Standing", Provenance.Standing));
        return lines;
    }

    /// <summary>A check in words: agrees, or differs by how much.</summary>
    public static string Verdict(TableCheck check) => check.Difference == 0 ? "agrees" : "differs";

    /// <summary>A moment in the zone of the provenance: 23 Nov 2026 09:15 Europe/London.</summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy HH:mm ", CultureInfo.InvariantCulture) + zone.Id;

    private static string Batch(Provenance provenance)
    {
        var number = provenance.Batch.ToString(CultureInfo.InvariantCulture);
        return provenance.AsKnownAt ? $"{number} (as known at)" : $"{number} (latest)";
    }
}
