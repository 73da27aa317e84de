using Inkstream.AspNetCore;

namespace Inkstream.Studio.Access;

/// <summary>
/// Keeps a web page elsewhere from driving the studio on someone's own machine: the host must be a loopback name (a
/// foreign name that points here is DNS rebinding), and unsafe methods refuse a foreign <c>Origin</c>.
/// </summary>
internal static class LocalGuard
{
    /// <summary>Adds the guard before everything else.</summary>
    public static void UseLocalGuard(this IApplicationBuilder app) => app.Use(async (HttpContext http, RequestDelegate next) =>
    {
        if (!IsLoopback(http.Request.Host.Host))
            await Problem.Of(403, "foreign_host", "In local mode the studio answers under a loopback name only, such as http://127.0.0.1.").ExecuteAsync(http);
        else if (!IsSafe(http.Request.Method) && http.Request.Headers.Origin is [{ } origin, ..] && !IsOwn(origin, http.Request))
            await Problem.Of(403, "foreign_origin", "Another web page may not drive this studio. Use the studio's own page.").ExecuteAsync(http);
        else
            await next(http);
    });

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
