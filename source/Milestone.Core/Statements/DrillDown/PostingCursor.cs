using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Milestone.Core.Statements;

/// <summary>Where a page of lines ended: the key of its last line, as a text that survives a link. The rank is what the order goes by, a day or an amount as a number.</summary>
internal sealed record PostingCursor(decimal Rank, DateOnly Date, Guid Document, Guid Line, Guid Account, Guid Project, Guid Phase)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Date:yyyyMMdd}{Document:N}{Line:N}{Account:N}{Project:N}{Phase:N}{Rank}")));

    /// <summary>The cursor that a text stands for, or null.</summary>
    public static PostingCursor? Parse(string text)
    {
        const int Day = 8, Id = 32, Ids = 5;
        if (!Base64Url.IsValid(text))
            return null;
        var key = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text));
        if (key.Length <= Day + (Ids * Id)
            || !DateOnly.TryParseExact(key[..Day], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !decimal.TryParse(key[(Day + (Ids * Id))..], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rank))
            return null;
        var ids = new Guid[Ids];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!Guid.TryParseExact(key.Substring(Day + (i * Id), Id), "N", out ids[i]))
                return null;
        }

        return new PostingCursor(rank, date, ids[0], ids[1], ids[2], ids[3], ids[4]);
    }
}
