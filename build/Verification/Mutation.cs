using System.Text.Json;
using Milestone.Build.Engine;

namespace Milestone.Build.Verification;

/// <summary>One deliberate mistake, and the tests that must notice it.</summary>
/// <param name="Name">What is broken, in a sentence.</param>
/// <param name="File">Path from the repository's folder.</param>
/// <param name="Find">Text that occurs exactly once in the file.</param>
/// <param name="Replace">What stands there instead.</param>
/// <param name="Tests">The test project, such as Milestone.Core.Tests.</param>
/// <param name="Filter">Part of the full name of the tests.</param>
internal sealed record Mutation(string Name, string File, string Find, string Replace, string Tests, string Filter)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static IReadOnlyList<Mutation> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Mutation>>(System.IO.File.ReadAllText(path), Format)!;
        }
        catch (FileNotFoundException)
        {
            throw new StepFailedException($"There is no list of mutations: {path}.");
        }
        catch (JsonException error)
        {
            throw new StepFailedException($"{path}: {error.Message}");
        }
    }

    /// <summary>The file's text with the mistake in it.</summary>
    public string Apply(string text)
    {
        var first = text.IndexOf(Find, StringComparison.Ordinal);
        if (Find.Length == 0 || first < 0) throw new StepFailedException($"{File} does not contain \"{Find}\" any more.");
        if (text.IndexOf(Find, first + 1, StringComparison.Ordinal) >= 0) throw new StepFailedException($"{File} contains \"{Find}\" more than once.");
        return string.Concat(text.AsSpan(0, first), Replace, text.AsSpan(first + Find.Length));
    }
}
