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

    /// <summary>The name as a formula refers to it.</summary>
    public static string Reference(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'!";
}
