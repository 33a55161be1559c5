using Milestone.Core.Ledger;
using Milestone.Core.Statements;
using Npgsql;

namespace Milestone.Core.Changes;

/// <summary>Changes of the chart in words: what a statement shows otherwise although nothing was posted.</summary>
internal static class ChartChanges
{
    public static ChartChange OfAccount(NpgsqlDataReader row)
    {
        var (nameThen, name) = (row.GetString(1), row.GetString(5));
        var (typeThen, type) = (row.GetString(2), row.GetString(6));
        var (sectionThen, section) = (AccountSection.Of(typeThen, row.GetString(3)), AccountSection.Of(type, row.GetString(7)));
        List<string> what = [];
        if (nameThen != name)
            what.Add($"renamed from {nameThen}");
        if (sectionThen != section)
            what.Add($"moved from {PlaceOf(sectionThen)} to {PlaceOf(section)}");
        else if (typeThen != type)
            what.Add($"type changed from {typeThen} to {type}, in the same section");
        var label = row.IsDBNull(4) ? name : $"{row.GetString(4)} {name}";
        return new ChartChange("Account", label, string.Join("; ", what), row.GetInt64(8), row.GetFieldValue<DateTimeOffset>(9), row.GetString(10));
    }

    public static ChartChange OfTracking(NpgsqlDataReader row)
    {
        var (nameThen, name) = (row.GetString(1), row.GetString(2));
        var what = row.GetString(0) == "Tracking category"
            ? $"held {Held(row, 3)}, holds {Held(row, 4)}"
            : $"renamed from {nameThen}";
        return new ChartChange(row.GetString(0), name, what, row.GetInt64(5), row.GetFieldValue<DateTimeOffset>(6), row.GetString(7));
    }

    private static string PlaceOf(Section? section) => section is { } shown ? SectionName.Of(shown) : "the balance sheet";

    private static string Held(NpgsqlDataReader row, int column) => row.IsDBNull(column)
        ? "neither projects nor phases"
        : (TrackingRole)row.GetInt16(column) == TrackingRole.Project ? "the projects" : "the build phases";
}
