using Inkstream.Documents;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Models;

/// <summary>The models that can be chosen (contract 3); never their keys.</summary>
internal static class ModelRoutes
{
    /// <summary>Maps it.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/models", (ModelCatalog models) => Results.Json(models.All, FieldSet.Json)).Gives<IReadOnlyList<ModelInfo>>(200).Named("listModels");
}
