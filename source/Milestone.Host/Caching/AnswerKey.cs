using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Storage;
using Milestone.Host.Observability;

namespace Milestone.Host.Caching;

/// <summary>
/// Everything that an answer depends on: two requests with the same key have the same answer, byte for byte but for the moment it was drawn.
/// </summary>
/// <param name="IsPage">Whether it is a page.</param>
/// <param name="Scope">What the reader may see.</param>
/// <param name="Theme">The theme that the reader's browser remembers.</param>
/// <param name="Personal">The version of what is the reader's own: preferences, favourites, saved views.</param>
/// <param name="Epoch">Which history of the database the version counts in.</param>
/// <param name="Names">Which organisations there are, by name: a page lists them, and an address names one.</param>
/// <param name="Organisation">Whose books.</param>
/// <param name="State">The state that the books are in.</param>
/// <param name="Today">The organisation's day: periods such as last month, and what is overdue, turn at midnight.</param>
/// <param name="IsOld">Whether the books were last fetched so long ago that the page says so.</param>
/// <param name="Maintenance">What a page says of maintenance: it turns when a window comes near, begins and ends.</param>
/// <param name="Path">The path below the base.</param>
/// <param name="Query">The query string as it was sent.</param>
internal readonly record struct AnswerKey(
    bool IsPage, string Scope, string Theme, long Personal, string Epoch, string Names, Guid Organisation, DataState State, DateOnly Today, bool IsOld, string Maintenance, string Path, string Query)
{
    /// <summary>
    /// The weak entity tag of the answer: weak, because the same answer goes out plain or packed. Another build may draw it differently. To a program,
    /// figures that are the same are the same answer also where payloads have arrived since that changed nothing; a page shows when that was.
    /// </summary>
    public string Tag()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{BuildIdentity.Key}|{Scope}|{Theme}|{Personal}|{Epoch}|{Names}|{Organisation:N}|{State.Version}|{(IsPage ? State.LastSync?.UtcTicks : null)}|{Today.DayNumber}|{IsOld}|{Maintenance}|{Path}|{Query}");
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12))}\"";
    }
}
