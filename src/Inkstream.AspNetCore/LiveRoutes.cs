using System.IO.Pipelines;
using Inkstream.Documents;
using Inkstream.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Inkstream.AspNetCore;

/// <summary>Live events over HTTP (contract 4, PROTOCOL.md).</summary>
public static class LiveRoutes
{
    /// <summary>The live events of a document kind: plain, or with <c>?deltas=true</c>.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">Holds <c>{id}</c>.</param>
    /// <param name="kind">The name of the kind.</param>
    public static RouteHandlerBuilder MapLiveEvents(this IEndpointRouteBuilder routes, string pattern, string kind) =>
        routes.MapGet(pattern, async (string id, bool? deltas, HttpContext http, LiveFeeds live, ICurrentOwner owner, IHostApplicationLifetime host, TimeProvider time) =>
        {
            if (!Guid.TryParse(id, out var documentId))
                return Problem.NotFound();
            var form = deltas is true ? ViewForm.Deltas : ViewForm.Plain;
            await using var viewer = live.Watch(documentId, owner.OwnerOf(http), kind, form, LastEvent(http));
            return await FollowAsync(http, viewer, host, time);
        });

    /// <summary>The live events of a person's library.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pattern">The address.</param>
    public static RouteHandlerBuilder MapLibraryEvents(this IEndpointRouteBuilder routes, string pattern) =>
        routes.MapGet(pattern, async (HttpContext http, LiveFeeds live, ICurrentOwner owner, IHostApplicationLifetime host, TimeProvider time) =>
        {
            await using var viewer = live.WatchLibrary(owner.OwnerOf(http), LastEvent(http)?.Value);
            return await FollowAsync(http, viewer, host, time);
        });

    private static DocumentVersion? LastEvent(HttpContext http) =>
        DocumentVersion.TryParse(http.Request.Headers["Last-Event-ID"], out var version) ? version : null;

    private static async Task<IResult> FollowAsync(HttpContext http, Viewer viewer, IHostApplicationLifetime host, TimeProvider time)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping, viewer.TooSlow);
        await using var closes = ends.Token.UnsafeRegister(static viewer => ((Viewer)viewer!).Close(), viewer);
        try
        {
            if (!await viewer.Opened.WaitAsync(LiveBounds.Opening, time, ends.Token))
                return Problem.NotFound();
            Start(http);
            await WriteAsync(http.Response.BodyWriter, viewer, ends.Token);
        }
        catch (TimeoutException)
        {
            return Problem.Unavailable();
        }
        catch (OperationCanceledException)
        {
            // The client has left, or the server is going down: it comes back with Last-Event-ID.
        }

        // A client that does not read would hold the connection for ever.
        if (viewer.TooSlow.IsCancellationRequested)
            http.Abort();
        return Results.Empty;
    }

    private static void Start(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private static async Task WriteAsync(PipeWriter body, Viewer viewer, CancellationToken ends)
    {
        // The headers leave at once, also when the client has everything already.
        await body.WriteAsync(":\n\n"u8.ToArray(), ends);
        while (await viewer.WaitAsync())
        {
            while (viewer.TryTake(out var bytes))
            {
                await body.WriteAsync(bytes, ends);
                viewer.Sent(bytes.Length);
            }
        }
    }
}
