using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inkstream.Studio.OpenApi;

/// <summary>Says in the OpenAPI document what reflection cannot see.</summary>
internal static class Schemas
{
    /// <summary>Adds the document at <c>/openapi/v1.json</c> (contract 3).</summary>
    public static IServiceCollection AddStudioOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddSchemaTransformer(Complete);
        options.AddOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody?.Content?.Remove(Describe.AnyType);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Inkstream";
            document.Info.Version = "1";

            // Where it is served says nothing about what it is, and would differ on every machine.
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    private static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type == typeof(DateTimeOffset?))
            (schema.Type, schema.Format) = (JsonSchemaType.String | JsonSchemaType.Null, "date-time");
        else if (type == typeof(ProblemDetails))
            CompleteProblem(schema);
        else if (type.IsEnum)
            schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }

    /// <summary>Our problems say more than RFC 9457 asks for (contract 3).</summary>
    private static void CompleteProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable and machine-readable." };
        schema.Properties["retryable"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether the same request may succeed later." };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "The wrong fields, each with its texts.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
    }
}
