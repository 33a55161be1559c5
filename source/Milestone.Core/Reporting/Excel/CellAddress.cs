using System.Globalization;

namespace Milestone.Core.Reporting.Excel;

/// <summary>Where a cell is, as a workbook says it: column letters and row number.</summary>
internal static class CellAddress
{
    /// <summary>The letters of a column; 0 is A, 26 is AA.</summary>
    public static string Letters(int column)
    {
        Span<char> letters = stackalloc char[7];
        var at = letters.Length;
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters[--at] = (char)('A' + ((rest - 1) % 26));
        return letters[at..].ToString();
    }

    /// <summary>The address of a cell by its column's letters and its row, counted from 1.</summary>
    public static string Of(string letters, int row) => string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
}
