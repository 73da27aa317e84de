using Inkstream.Documents;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Vocabulary;

/// <summary>What can be chosen (contract 3).</summary>
internal static class VocabularyRoutes
{
    /// <summary>Maps them all.</summary>
    public static void MapVocabulary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/platforms", () => Results.Json(Platforms.All, FieldSet.Json)).Gives<IReadOnlyList<Platform>>(200).Named("listPlatforms");
        routes.MapGet("/api/genres", () => Results.Json(Genres.Roots, FieldSet.Json)).Gives<IReadOnlyList<Genre>>(200).Named("listGenres");
    }
}
