using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Models;

/// <summary>The models that can be chosen (contract 3), never their keys; and whether one answers.</summary>
internal static class ModelRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/models", (ModelCatalog models) => Results.Json(models.All, FieldSet.Json)).Gives<IReadOnlyList<ModelInfo>>(200).Named("listModels");
        routes.MapPost("/api/models/{name}/test", TestAsync).Gives<ModelTest>(200).Named("testModel");
    }

    private static async Task<IResult> TestAsync(string name, HttpContext http, ModelCatalog models, TimeProvider time) => models.Find(name) is { } model
        ? Results.Json(await ModelTest.RunAsync(model, time, http.RequestAborted), FieldSet.Json)
        : Problem.NotFound();
}
