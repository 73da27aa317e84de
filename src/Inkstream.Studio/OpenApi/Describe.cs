namespace Inkstream.Studio.OpenApi;

/// <summary>Describes routes for the OpenAPI document, from which the page's types are generated.</summary>
internal static class Describe
{
    /// <summary>What stands for a body of any type; <see cref="Schemas"/> leaves it out.</summary>
    internal const string AnyType = "*/*";

    /// <summary>
    /// The body it takes. Routing lets other types through, since it would hand them to the fallback (404): the handler
    /// refuses them in the contract's words (415).
    /// </summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json", AnyType);

    /// <summary>What it answers; errors are problem details everywhere.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status) => route.Produces<T>(status);

    /// <summary>It answers a file to be saved, in one of several types.</summary>
    public static RouteHandlerBuilder GivesFile(this RouteHandlerBuilder route) => route.Produces<Stream>(200, "application/octet-stream");

    /// <summary>Its name.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string name) => route.WithName(name).ProducesProblem(400).ProducesProblem(404);
}
