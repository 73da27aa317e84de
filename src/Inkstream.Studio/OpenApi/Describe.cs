namespace Inkstream.Studio.OpenApi;

/// <summary>Describes routes for the OpenAPI document, from which the page's types are generated.</summary>
internal static class Describe
{
    /// <summary>The body it takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json");

    /// <summary>What it answers; errors are problem details everywhere.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status) => route.Produces<T>(status);

    /// <summary>Its name.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string name) => route.WithName(name).ProducesProblem(400).ProducesProblem(404);
}
