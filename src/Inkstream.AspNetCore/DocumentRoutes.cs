using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
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
            var tag = $"\"{document.Version}\"";
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "private, no-cache";
            return IsKnown(http.Request.Headers.IfNoneMatch, tag)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Bytes(projection.Whole(document).ToJson(), "application/json; charset=utf-8");
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

    private static bool IsKnown(StringValues known, string tag) =>
        EntityTagHeaderValue.TryParseList(known!, out var tags) && tags.Any(t => t.Tag == "*" || t.Tag == tag);
}
