using System.Collections.Concurrent;
using System.Reflection;

namespace Milestone.Core.Storage;

/// <summary>SQL as it stands in the .sql files beside the classes that read them. No SQL is put together from strings.</summary>
internal static class SqlText
{
    private static readonly Assembly Core = typeof(SqlText).Assembly;
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Statements = new(StringComparer.Ordinal);

    /// <summary>The text of a file, by folder and name: Statements/Sql/Accounts.sql.</summary>
    public static string Of(string path) => Texts.GetOrAdd(path, static wanted =>
    {
        var resource = "Milestone.Core." + wanted.Replace('/', '.');
        using var stream = Core.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no embedded SQL file {wanted}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The statements of a file, in order, to be sent together in one round trip. A statement ends with a semicolon at the end of a line.</summary>
    public static IReadOnlyList<string> StatementsOf(string path) => Statements.GetOrAdd(path, static wanted =>
        [.. Of(wanted).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    /// <summary>The numbered migrations, in order, as (name, text).</summary>
    public static IReadOnlyList<(string Name, string Text)> Migrations { get; } =
    [
        .. Core.GetManifestResourceNames()
            .Where(name => name.StartsWith("Milestone.Core.Storage.Migrations.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => name["Milestone.Core.".Length..].Replace("Storage.Migrations.", "Storage/Migrations/", StringComparison.Ordinal))
            .Select(path => (Path.GetFileNameWithoutExtension(path), Of(path))),
    ];
}
