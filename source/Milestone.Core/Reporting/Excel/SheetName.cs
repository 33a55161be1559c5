using System.Globalization;

namespace Milestone.Core.Reporting.Excel;

/// <summary>A sheet's name as a workbook allows it: at most 31 characters, without []:*?/\, no apostrophe at either end.</summary>
internal static class SheetName
{
    private const int Longest = 31;

    /// <summary>The name for a report's title.</summary>
    public static string Of(string title)
    {
        var safe = string.Concat(PlainText.OnOneLine(title).Select(c => "[]:*?/\\".Contains(c, StringComparison.Ordinal) ? '-' : c)).Trim(' ', '\'');
        if (safe.Length > Longest)
            safe = PlainText.Of(safe[..Longest]).Trim(' ', '\'');
        var isTaken = safe.Length == 0 || string.Equals(safe, ControlSheet.Name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(safe, "History", StringComparison.OrdinalIgnoreCase);
        return isTaken ? "Report" : safe;
    }

    /// <summary>The names for several titles, each another: a workbook does not tell capitals from small letters.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> titles)
    {
        var names = new List<string>();
        foreach (var title in titles)
        {
            var name = Of(title);
            for (var number = 2; names.Contains(name, StringComparer.OrdinalIgnoreCase); number++)
            {
                var suffix = string.Create(CultureInfo.InvariantCulture, $" {number}");
                var whole = Of(title);
                name = (whole.Length + suffix.Length > Longest ? PlainText.Of(whole[..(Longest - suffix.Length)]).Trim(' ', '\'') : whole) + suffix;
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>The name as a formula refers to it.</summary>
    public static string Reference(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'!";
}
