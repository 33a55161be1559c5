using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Milestone.Core.Statements;

/// <summary>Where a page of lines ended: the key of its last line, as a text that survives a link.</summary>
internal sealed record PostingCursor(DateOnly Date, Guid Document, Guid Line, Guid Account, Guid Project, Guid Phase)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Date:yyyyMMdd}{Document:N}{Line:N}{Account:N}{Project:N}{Phase:N}")));

    /// <summary>The cursor that a text stands for, or null.</summary>
    public static PostingCursor? Parse(string text)
    {
        const int Day = 8, Id = 32;
        if (!Base64Url.IsValid(text))
            return null;
        var key = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        if (key.Length != Day + (5 * Id) || !DateOnly.TryParseExact(key[..Day], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var ids = new Guid[5];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!Guid.TryParseExact(key.Substring(Day + (i * Id), Id), "N", out ids[i]))
                return null;
        }

        return new PostingCursor(date, ids[0], ids[1], ids[2], ids[3], ids[4]);
    }
}
