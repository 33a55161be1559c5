using System.Globalization;

namespace Milestone.Host.Commands.Backups;

/// <summary>How many backups are kept: the newest of each of so many hours, days and months that have one.</summary>
/// <param name="Hourly">Of how many hours.</param>
/// <param name="Daily">Of how many days.</param>
/// <param name="Monthly">Of how many months.</param>
internal sealed record Retention(int Hourly, int Daily, int Monthly)
{
    public const string Ending = ".milestone";

    private const string Beginning = "milestone-";
    private const string Form = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A backup's name, by which it is found again and its time is known.</summary>
    public static string NameOf(DateTimeOffset at) => Beginning + at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture) + Ending;

    /// <summary>Which of these files are kept no longer. Files that are not named as backups are nobody's business.</summary>
    public IReadOnlyList<string> Surplus(IEnumerable<string> files)
    {
        var dated = files.Select(file => (File: file, At: TimeOf(file))).Where(one => one.At is not null).OrderByDescending(one => one.At).ToList();
        var kept = dated.Take(1).Select(one => one.File).ToHashSet(StringComparer.Ordinal);
        Keep(Hourly, "yyyyMMddHH");
        Keep(Daily, "yyyyMMdd");
        Keep(Monthly, "yyyyMM");
        return [.. dated.Select(one => one.File).Where(file => !kept.Contains(file))];

        void Keep(int periods, string period) =>
            kept.UnionWith(dated.GroupBy(one => one.At!.Value.ToString(period, CultureInfo.InvariantCulture)).Take(periods).Select(group => group.First().File));
    }

    private static DateTime? TimeOf(string file)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith(Beginning, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal)
            && DateTime.TryParseExact(name[Beginning.Length..^Ending.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
    }
}
