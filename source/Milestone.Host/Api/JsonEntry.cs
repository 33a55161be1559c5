using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Milestone.Core;

namespace Milestone.Host.Api;

/// <summary>
/// The body of a change, field by field: a field that is misspelt, given twice or of the wrong kind is named with the remedy, all of them at once.
/// What a field may be beyond its kind is checked where it is kept, in Core.
/// </summary>
internal static class JsonEntry
{
    /// <summary>The largest body of a change, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Reads the body into an entry whose members are all optional.</summary>
    /// <exception cref="ProblemException">Invalid: the body is no JSON object, or a field of it cannot be used.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class, new()
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = await BytesAsync(context.Request, context.RequestAborted);
        using var document = Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new ProblemException(ProblemKind.Invalid, "The body is not a JSON object. Send one, as in {\"notes\": \"...\"}.") { Field = "body" };
        var fields = options.GetTypeInfo(typeof(T)).Properties.Where(field => field.Set is not null).ToDictionary(field => field.Name, StringComparer.Ordinal);
        var entry = new T();
        var given = new HashSet<string>(StringComparer.Ordinal);
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!fields.TryGetValue(property.Name, out var field))
                faults[property.Name] = $"There is no such field here.{Spelling.Suggest(property.Name, fields.Keys)} It takes: {string.Join(", ", fields.Keys)}.";
            else if (!given.Add(property.Name))
                faults[property.Name] = "It is given more than once. Give one value.";
            else if (!TrySet(entry, field, property.Value, options))
                faults[property.Name] = $"It is {Kind(field.PropertyType)}.";
            else if (HoldsNull(property.Value))
                faults[property.Name] = "It holds a null character (\\u0000), which no text has. Leave it out.";
        }

        if (faults.Count == 0)
            return entry;
        var (name, why) = faults.First();
        throw new ProblemException(
            ProblemKind.Invalid,
            faults.Count == 1 ? $"{name}: {why}" : string.Create(CultureInfo.InvariantCulture, $"{faults.Count} fields cannot be used: {string.Join(", ", faults.Keys)}."))
        {
            Field = name,
            Faults = faults,
        };
    }

    private static bool TrySet(object entry, JsonPropertyInfo field, JsonElement value, JsonSerializerOptions options)
    {
        try
        {
            field.Set!(entry, value.Deserialize(field.PropertyType, options));
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }

    // PostgreSQL stores none. Whoever keeps a text need not ask again.
    private static bool HoldsNull(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsNull),
        JsonValueKind.Object => value.EnumerateObject().Any(field => HoldsNull(field.Value)),
        _ => false,
    };

    private static string Kind(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind switch
        {
            _ when kind == typeof(decimal) => "a JSON number, as in 12500.00",
            _ when kind == typeof(int) => "a whole JSON number, as in 3",
            _ when kind == typeof(DateOnly) => "a day as text, as in \"2026-04-30\"",
            _ when kind == typeof(Guid) => "an id as text, as the lists give it",
            _ when kind == typeof(bool) => "true or false",
            _ when kind.IsEnum => $"one of: {string.Join(", ", Enum.GetNames(kind).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
            _ => "text",
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
        }
        catch (JsonException broken)
        {
            throw new ProblemException(
                ProblemKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"The body is not JSON: it breaks off at line {(broken.LineNumber ?? 0) + 1}, character {(broken.BytePositionInLine ?? 0) + 1}."),
                broken)
            { Field = "body" };
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > MostBytes)
            throw new EntryTooLargeException();
        var bytes = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length > MostBytes ? throw new EntryTooLargeException() : bytes.AsMemory(0, length);
    }
}

/// <summary>The body of a change is larger than any entry can be.</summary>
internal sealed class EntryTooLargeException() : BadHttpRequestException(
    string.Create(CultureInfo.InvariantCulture, $"A change may hold at most {JsonEntry.MostBytes / 1024} KB of JSON. Shorten the notes."), StatusCodes.Status413PayloadTooLarge);
