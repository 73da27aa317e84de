using Inkstream.AspNetCore;

namespace Inkstream.Studio.Operations;

/// <summary>Serves the built web page; every address that is not the API's is the page's own.</summary>
internal static class Page
{
    /// <summary>Adds the page's files and, for its routes, its entry.</summary>
    public static void MapPage(this WebApplication app)
    {
        app.MapFallback("/api/{**rest}", () => Problem.NotFound()).ExcludeFromDescription();
        app.MapFallbackToFile("index.html", new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
    }

    /// <summary>Files with a digest in their name never change; the entry is asked for again each time.</summary>
    public static void UsePage(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }
}
