using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.AspNetCore.Http;

namespace Inkstream.AspNetCore;

/// <summary>
/// A document whose run is too long to be held: read and written in pages. A connection to the database is given back
/// before the page is written to the network (invariant 9); when the rest cannot be read, the answer breaks off rather
/// than looking whole.
/// </summary>
internal sealed class LongDocumentResult(DocumentSnapshot document, GenerationSnapshot generation, IDocumentStore store, DocumentProjection projection) : IResult
{
    public const string ContentType = "application/json; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ContentType;
        var (body, cancel) = (httpContext.Response.BodyWriter, httpContext.RequestAborted);
        return projection.WriteAsync(
            document,
            from => store.ReadChunksAsync(document.OwnerId, generation.TransformId, from, generation.ChunkCount, cancel),
            body,
            async () => await body.FlushAsync(cancel));
    }
}
