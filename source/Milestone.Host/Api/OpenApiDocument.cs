using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Milestone.Host.Observability;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Api;

/// <summary>The API's description at /openapi/v1.json.</summary>
internal static class OpenApiDocument
{
    public static void AddOpenApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(Describe);
    });

    public static void MapOpenApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").In(Area.Public);

    private static Task Introduce(Microsoft.OpenApi.OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Milestone",
            Version = BuildIdentity.Version,
            Description = "Profit and loss of construction projects from Xero's raw API responses. Money is a JSON number with two decimals in the organisation's base currency; "
                + "dates are year-month-day. Every error is problem details (RFC 9457) with a traceId; where a field is at fault, 'errors' names it. "
                + "GET answers about an organisation carry an ETag: send it back as If-None-Match and an unchanged answer is 304.",
            License = new OpenApiLicense { Name = "MIT" },
        };
        OpenApiSecurity.Introduce(document, context.ApplicationServices);
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var id in (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path))
            id.Description = "The id, as the lists and the rows of a statement give it.";
        foreach (var name in metadata.OfType<TakesParameters>().SelectMany(takes => takes.Names))
            (operation.Parameters ??= []).Add(Parameter(name, ApiParameters.Meaning(name)));
        OpenApiSecurity.Describe(operation, context);
        EntryContract.Describe(operation, metadata);
        if (operation.RequestBody is not null && operation.Responses is { } responses && responses.TryGetValue("400", out var refusal))
        {
            // Whatever takes a body refuses one that is too large or no JSON.
            foreach (var status in (string[])["413", "415"])
                responses.TryAdd(status, new OpenApiResponse { Content = refusal.Content });
        }

        foreach (var example in metadata.OfType<AnswerExample>())
        {
            if (operation.Responses?.TryGetValue(example.Status, out var response) == true && response.Content is { } content && content.TryGetValue("application/json", out var media) && media is OpenApiMediaType shown)
                shown.Example = JsonNode.Parse(example.Json);
        }

        foreach (var (status, response) in operation.Responses ?? [])
            response.Description = Outcome(status, response.Description);
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, ApiParameter meaning) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = meaning.Description,
        Example = meaning.Example is { } example ? JsonValue.Create(example) : null,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = meaning.Format,
            Enum = meaning.Values.Count == 0 ? null : [.. meaning.Values.Select(value => (JsonNode)JsonValue.Create(value)!)],
        },
    };

    private static string? Outcome(string status, string? otherwise) => status switch
    {
        "200" => "The answer.",
        "201" => "Made: Location is its address, ETag its version.",
        "202" => "It has begun; ask again how it stands.",
        "204" => "Done; there is nothing to say.",
        "304" => "Nothing changed since the answer with that ETag.",
        "400" => "Something in the request cannot be understood; the answer names the field.",
        "401" => "Nobody is signed in; for an import: the ingest token is missing, unknown, revoked or expired.",
        "404" => "What is named does not exist.",
        "409" => "It contradicts what is there.",
        "412" => "Somebody changed it since that version; the answer carries what is there now.",
        "428" => "If-Match is missing.",
        "413" => "The body is too large; the answer states the limit.",
        "415" => "The body is not JSON, or its content type does not say so.",
        "429" => "Too many requests in a minute, or too many imports at once; Retry-After says when to try again.",
        "503" => "The database does not answer or is not migrated.",
        _ => otherwise,
    };
}

/// <summary>An answer as it looks, for the description.</summary>
internal sealed record AnswerExample(string Status, string Json);
