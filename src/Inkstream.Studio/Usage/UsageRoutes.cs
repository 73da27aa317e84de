using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Usage;

/// <summary>What a person's generations used in sum.</summary>
internal static class UsageRoutes
{
    /// <summary>Maps it.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/api/usage",
        async (HttpContext http, IDocumentStore store, ICurrentOwner owner, ModelCatalog models, TimeProvider time) =>
        {
            var now = time.GetUtcNow();
            var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
            var used = await store.ReadUsageAsync(owner.OwnerOf(http), month, http.RequestAborted);
            http.Response.Headers.CacheControl = "private, no-cache";
            return Results.Json(UsageDocument.Of(month, used, models), FieldSet.Json);
        }).Gives<UsageDocument>(200).Named("readUsage");
}
