using Inkstream.Ports;

namespace Inkstream.Studio.Operations;

/// <summary>Health for operators (contract 3).</summary>
internal static class HealthRoutes
{
    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (the database does too).</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("ok")).ExcludeFromDescription();
        routes.MapGet("/health/ready", async (IRunStore store, CancellationToken cancel) =>
        {
            try
            {
                await store.NextDueAsync(cancel);
                return Results.Text("ok");
            }
            catch (StoreUnavailableException)
            {
                return Results.Text("the database does not answer", statusCode: 503);
            }
        }).ExcludeFromDescription();
    }
}
