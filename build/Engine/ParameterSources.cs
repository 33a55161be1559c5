using System.Text.Json;

namespace Milestone.Build.Engine;

/// <summary>Gives every parameter its value: the command line first, then the environment, then the parameter file.</summary>
internal sealed class ParameterSources(
    IReadOnlyDictionary<string, string> commandLine,
    Func<string, string?> environment,
    string? file)
{
    public void Resolve(object pipeline, IReadOnlyList<Parameter> parameters, Secrets secrets)
    {
        var fromFile = ReadFile(parameters);
        foreach (var parameter in parameters)
        {
            var (text, source) =
                commandLine.TryGetValue(parameter.Name, out var option) ? (option, parameter.Option)
                : environment(parameter.Variable) is { Length: > 0 } variable ? (variable, parameter.Variable)
                : fromFile.TryGetValue(parameter.Name, out var written) ? (written, $"\"{parameter.Name}\" in {file}")
                : (null, "");
            if (text is null) continue;
            if (parameter.Secret) secrets.Add(text);
            parameter.Assign(pipeline, text, source);
        }
    }

    /// <summary>A flat JSON object: <c>{ "port": 3001, "keep": true }</c>. It may be missing.</summary>
    Dictionary<string, string> ReadFile(IReadOnlyList<Parameter> parameters)
    {
        if (file is null || !File.Exists(file)) return [];
        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllText(file),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new UsageException($"{file} must hold one JSON object, such as {{ \"port\": 3001 }}.");
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (parameters.All(parameter => parameter.Name != entry.Name))
                    throw new UsageException($"{file} names \"{entry.Name}\", which is no parameter.{Suggestion.For(entry.Name, parameters.Select(parameter => parameter.Name))}");
                if (entry.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
                    throw new UsageException($"\"{entry.Name}\" in {file} must be text, a number, true or false.");
                values[entry.Name] = entry.Value.ToString();
            }
            return values;
        }
        catch (JsonException error)
        {
            throw new UsageException($"{file} is not JSON: line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}.");
        }
    }
}
