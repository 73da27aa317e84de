using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Transforms;

/// <summary>The routes of transforms (contract 3): what was asked, what came, and Stop.</summary>
internal static class TransformRoutes
{
    /// <summary>Maps them all.</summary>
    public static void MapTransforms(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/transforms/{id}", ReadAsync).Gives<TransformDocument>(200).Named("readTransform");
        routes.MapStop("/api/transforms/{id}/stop").Named("stopTransform");
    }

    private static async Task<IResult> ReadAsync(
        string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, DocumentKinds kinds, ModelCatalog models)
    {
        if (!Guid.TryParse(id, out var transformId)
            || await store.ReadTransformAsync(owner.OwnerOf(http), transformId, http.RequestAborted) is not { } transform)
            return Problem.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(TransformDocument.Of(transform, kinds[transform.Kind], models), FieldSet.Json);
    }
}
