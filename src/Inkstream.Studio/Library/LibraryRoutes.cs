using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Library;

/// <summary>What a list of any kind of documents offers (contract 3): pages that can be narrowed and sorted, and the writer's mark.</summary>
internal static class LibraryRoutes
{
    /// <summary>The list of one kind.</summary>
    public static RouteHandlerBuilder MapLibrary(this IEndpointRouteBuilder routes, string pattern, string kind) => routes.MapGet(
        pattern,
        async ([AsParameters] LibraryQuery query, HttpContext http, IDocumentStore store, IChangeStore changes, ICurrentOwner owner, DocumentKinds kinds) =>
        {
            var (ownerId, errors) = (owner.OwnerOf(http), new Errors());
            var request = query.Read(ownerId, kind, errors);
            if (errors.ToDictionary() is { Count: > 0 } wrong)
                return Problem.Invalid(wrong);

            // Asked before the list is read, so the list is at least as new: a stream that is resumed from here misses nothing.
            var versions = await changes.LibraryVersionsAsync([ownerId], http.RequestAborted);
            if (DocumentRoutes.IsKnown(http, $"W/\"{new DocumentVersion(versions.GetValueOrDefault(ownerId))}\""))
                return Results.StatusCode(StatusCodes.Status304NotModified);

            var most = request.Most;
            var entries = await store.ListAsync(request with { Most = most + 1 }, http.RequestAborted);
            var page = new FieldSet();
            page.AddRaw("items", Join(entries.Take(most).Select(entry => ListItems.Of(kinds, entry).ToJson())));
            page.Add("next", entries.Count > most ? ListPosition.Behind(request.Sort, entries[most - 1]).ToString() : null);
            return Results.Bytes(page.ToJson(), "application/json; charset=utf-8");
        });

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
