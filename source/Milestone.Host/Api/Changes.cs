using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Milestone.Host.Api;

/// <summary>What endpoints that change something say of themselves: the body they take, and the version they want.</summary>
internal static class Changes
{
    /// <summary>States the body, with an example of it.</summary>
    public static RouteHandlerBuilder TakesEntry<T>(this RouteHandlerBuilder endpoint, string example)
        where T : notnull => endpoint
            .Accepts<T>("application/json")
            .WithMetadata(new EntryExample(example))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>States that the change must say in If-Match which version it was made on.</summary>
    public static RouteHandlerBuilder TakesVersion(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new TakesVersion())
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>Writes both into the description of an operation.</summary>
    public static void Describe(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var example in metadata.OfType<EntryExample>())
        {
            if (operation.RequestBody is not OpenApiRequestBody { Content: { } content } body)
                continue;
            body.Required = true;
            body.Description = "All of the fields; what may be left out says so. A field that is not known is refused.";
            foreach (var media in content.Values.OfType<OpenApiMediaType>())
                media.Example = JsonNode.Parse(example.Json);
        }

        if (metadata.OfType<TakesVersion>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = true,
                Description = "The version that the change was made on: the ETag of what was read. \"0\" where there is none yet.",
                Example = JsonValue.Create("\"2\""),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}

/// <summary>A body as it looks, for the description.</summary>
internal sealed record EntryExample(string Json);

/// <summary>The endpoint wants If-Match.</summary>
internal sealed record TakesVersion;
