using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Milestone.Core.Assignments;

/// <summary>Where a page of assignments ended: the time and the id of its last, as a text that survives a link.</summary>
internal sealed record AssignmentCursor(DateTimeOffset At, Guid Id)
{
    private const int Digits = 20, IdLength = 32;

    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks:D20}{Id:N}")));

    /// <summary>The cursor that a text stands for, or null.</summary>
    public static AssignmentCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        var key = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        return key.Length == Digits + IdLength
            && long.TryParse(key[..Digits], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(key[Digits..], "N", out var id)
            ? new AssignmentCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;
    }
}

/// <summary>Where a page of lines ended: the day and the key of its last line.</summary>
internal sealed record LineCursor(DateOnly Date, Guid Document, Guid Line)
{
    private const int Day = 8, IdLength = 32;

    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Date:yyyyMMdd}{Document:N}{Line:N}")));

    /// <summary>The cursor that a text stands for, or null.</summary>
    public static LineCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        var key = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        return key.Length == Day + (2 * IdLength)
            && DateOnly.TryParseExact(key[..Day], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && Guid.TryParseExact(key.Substring(Day, IdLength), "N", out var document)
            && Guid.TryParseExact(key[(Day + IdLength)..], "N", out var line)
            ? new LineCursor(date, document, line)
            : null;
    }
}
