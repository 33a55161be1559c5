using System.Runtime.CompilerServices;
using Milestone.Core;
using Milestone.Core.Xero;

namespace Milestone.Host.Commands.Importing;

/// <summary>The payload files that an import was pointed at. All paths are checked before the first file is read.</summary>
internal static class PayloadFiles
{
    // Any order gives the same ledger. Reference data first spares documents the wait for their accounts.
    private static readonly string[] First = ["Organisation", "Accounts", "TrackingCategories", "Contacts"];

    /// <summary>The files, in the order in which they are imported.</summary>
    /// <exception cref="ProblemException">A path leads nowhere, or to a folder without payloads.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = paths.SelectMany(Expand).Distinct(StringComparer.Ordinal).ToList();
        return [.. files.OrderBy(Rank)];
    }

    /// <summary>The payloads, each read when its turn comes, so that memory does not grow with their number.</summary>
    public static async IAsyncEnumerable<XeroPayload> ReadAsync(IEnumerable<string> files, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var file in files)
            yield return new XeroPayload(Path.GetFileName(file), await ReadAsync(file, cancellation));
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.NotFound, $"{file} cannot be read: {failure.Message} Files before it have been imported; run the command again when it can.", failure);
        }
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new ProblemException(ProblemKind.NotFound, $"There is no file or folder '{path}'. Nothing was imported; check the path.");
        var files = Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0
            ? files
            : throw new ProblemException(ProblemKind.NotFound, $"The folder '{path}' holds no *.json files. Nothing was imported; point at the folder with Xero's responses.");
    }

    private static int Rank(string file)
    {
        var rank = Array.FindIndex(First, name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? First.Length : rank;
    }
}
