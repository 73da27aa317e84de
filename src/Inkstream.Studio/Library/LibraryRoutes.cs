using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Inkstream.Studio.Library;

/// <summary>What a list of documents offers, of one kind or of all (contract 3): pages that can be searched, narrowed and sorted, and the writer's mark.</summary>
internal static class LibraryRoutes
{
    /// <summary>The list of one kind.</summary>
    public static RouteHandlerBuilder MapLibrary(this IEndpointRouteBuilder routes, string pattern, string kind) => routes.MapGet(
        pattern,
        ([AsParameters] LibraryQuery query, HttpContext http, IDocumentStore store, IChangeStore changes, ICurrentOwner owner, DocumentKinds kinds) =>
        {
            var errors = new Errors();
            return ListAsync(query.Read(owner.OwnerOf(http), kind, errors), errors, http, store, changes, kinds);
        });

    /// <summary>The list of all kinds together, or of the one that the query names.</summary>
    public static void MapWholeLibrary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/api/library",
            ([AsParameters] LibraryQuery query, [FromQuery(Name = "kind")] string? kind, HttpContext http, IDocumentStore store, IChangeStore changes,
                ICurrentOwner owner, DocumentKinds kinds) =>
            {
                var (errors, one) = (new Errors(), Text.OrNull(kind));
                if (one is not null && !kinds.Names.Contains(one, StringComparer.Ordinal))
                    errors.Add("kind", $"Choose one of {string.Join(", ", kinds.Names)}.");
                return ListAsync(query.Read(owner.OwnerOf(http), one, errors), errors, http, store, changes, kinds);
            }).Gives<LibraryList>(200).Named("listLibrary");
        routes.MapLibraryEvents("/api/stream/library").Produces<LibraryEvent>(200, "text/event-stream").Named("streamLibrary");
    }

    /// <summary>PATCH: the writer's mark on a whole document.</summary>
    public static RouteHandlerBuilder MapMark(this IEndpointRouteBuilder routes, string pattern, string kind) => routes.MapPatch(
        pattern,
        async (string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, DocumentKinds kinds) =>
        {
            if (!Guid.TryParse(id, out var documentId))
                return Problem.NotFound();
            var body = await RequestBody.ReadAsync<DocumentMark>(http);
            if (body.Value is not { } mark)
                return body.Refusal!;
            if (mark.Validate() is { Count: > 0 } errors)
                return Problem.Invalid(errors);
            return await store.MarkAsync(owner.OwnerOf(http), kind, documentId, mark.Favourite!.Value, http.RequestAborted) is { } entry
                ? Results.Bytes(ListItems.Of(kinds, entry).ToJson(), "application/json; charset=utf-8")
                : Problem.NotFound();
        }).Takes<DocumentMark>();

    private static async Task<IResult> ListAsync(
        ListRequest request, Errors errors, HttpContext http, IDocumentStore store, IChangeStore changes, DocumentKinds kinds)
    {
        if (errors.ToDictionary() is { Count: > 0 } wrong)
            return Problem.Invalid(wrong);

        // Asked before the list is read, so the list is at least as new: a stream that is resumed from here misses nothing.
        var versions = await changes.LibraryVersionsAsync([request.OwnerId], http.RequestAborted);
        if (DocumentRoutes.IsKnown(http, $"W/\"{new DocumentVersion(versions.GetValueOrDefault(request.OwnerId))}\""))
            return Results.StatusCode(StatusCodes.Status304NotModified);

        var most = request.Most;
        var entries = await store.ListAsync(request with { Most = most + 1 }, http.RequestAborted);
        var page = new FieldSet();
        page.AddRaw("items", Join(entries.Take(most).Select(entry => ListItems.Of(kinds, entry).ToJson())));
        page.Add("next", entries.Count > most ? ListPosition.Behind(request.Sort, entries[most - 1]).ToString() : null);
        return Results.Bytes(page.ToJson(), "application/json; charset=utf-8");
    }

    private static byte[] Join(IEnumerable<byte[]> items)
    {
        var json = new MemoryStream();
        json.WriteByte((byte)'[');
        foreach (var item in items)
        {
            if (json.Length > 1)
                json.WriteByte((byte)',');
            json.Write(item);
        }

        json.WriteByte((byte)']');
        return json.ToArray();
    }
}
