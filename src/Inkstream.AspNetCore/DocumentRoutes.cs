using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Inkstream.AspNetCore;

/// <summary>What any application maps for a document kind with one line: the current state, and deletion.</summary>
public static class DocumentRoutes
{
    /// <summary>
    /// GET: the document as it is, in progress or done (plan 2), with a strong ETag. <c>If-None-Match</c> answers 304.
    /// </summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Holds <c>{id}</c>.</param>
    /// <param name="kind">The name of the kind.</param>
    public static RouteHandlerBuilder MapDocument(this IEndpointRouteBuilder routes, string pattern, string kind) =>
        routes.MapGet(pattern, async (string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, DocumentProjection projection) =>
        {
            if (!Guid.TryParse(id, out var documentId)
                || await store.ReadAsync(owner.OwnerOf(http), kind, documentId, http.RequestAborted) is not { } document)
                return Problem.NotFound();
            if (IsKnown(http, $"\"{document.Version}\""))
                return Results.StatusCode(StatusCodes.Status304NotModified);
            return document.Generation is { } generation && generation.ChunkCount > generation.Chunks.Count
                ? new LongDocumentResult(document, generation, store, projection)
                : Results.Bytes(projection.Whole(document).ToJson(), LongDocumentResult.ContentType);
        });

    /// <summary>DELETE: the document and all of it; stops what runs. 204.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Holds <c>{id}</c>.</param>
    /// <param name="kind">The name of the kind.</param>
    public static RouteHandlerBuilder MapDocumentDeletion(this IEndpointRouteBuilder routes, string pattern, string kind) =>
        routes.MapDelete(pattern, async (string id, HttpContext http, IDocumentStore store, ICurrentOwner owner) =>
            Guid.TryParse(id, out var documentId) && await store.DeleteAsync(owner.OwnerOf(http), kind, documentId, http.RequestAborted)
                ? Results.NoContent()
                : Problem.NotFound());

    /// <summary>POST: stops the generation of a transform (202, also when repeated or over).</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Holds <c>{id}</c>.</param>
    public static RouteHandlerBuilder MapStop(this IEndpointRouteBuilder routes, string pattern) =>
        routes.MapPost(pattern, async (string id, HttpContext http, IDocumentStore store, ICurrentOwner owner) =>
            Guid.TryParse(id, out var transformId) && await store.StopAsync(owner.OwnerOf(http), transformId, http.RequestAborted)
                ? Results.Accepted()
                : Problem.NotFound());

    /// <summary>
    /// Names the state that is being answered, and says whether the client has it already: then 304 is the answer.
    /// </summary>
    /// <param name="http">The request; its answer gets the headers.</param>
    /// <param name="tag">The ETag with its quotes; <c>W/</c> before it where the same bytes are not promised.</param>
    public static bool IsKnown(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch!, out var tags) && tags.Any(t => t.Tag == "*" || t.Tag == opaque);
    }
}
