using System.Text.Json;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Transforms;

/// <summary>The routes of transforms (contract 3): what was asked, what came, and Stop.</summary>
internal static class TransformRoutes
{
    /// <summary>Maps them all.</summary>
    public static void MapTransforms(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/transforms/{id}", ReadAsync).Gives<TransformDocument>(200).Named("readTransform");
        routes.MapStop("/api/transforms/{id}/stop").Named("stopTransform");
    }

    private static async Task<IResult> ReadAsync(
        string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, DocumentKinds kinds, ModelCatalog models)
    {
        if (!Guid.TryParse(id, out var transformId)
            || await store.ReadTransformAsync(owner.OwnerOf(http), transformId, http.RequestAborted) is not { } transform)
            return Problem.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(TransformDocument.Of(transform, kinds[transform.Kind], models), FieldSet.Json);
    }
}

/// <summary>A transform: the plan's StreamingState and more (contract 3).</summary>
internal sealed record TransformDocument(
    Guid TransformId,
    string Status,
    IReadOnlyList<string> Chunks,
    IReadOnlyList<JsonElement> Results,
    int Progress,
    string Text,
    string? Prompt,
    string? Model,
    TokenUsage? Usage,
    decimal? Cost,
    Attempt Attempt,
    Guid? RetryOf,
    IReadOnlyList<ArtifactRole> Inputs,
    IReadOnlyList<ArtifactRole> Outputs,
    DocumentError? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>The transform as the wire shows it.</summary>
    public static TransformDocument Of(TransformDetail t, DocumentKind kind, ModelCatalog models)
    {
        var finished = t.FinishedRoles.Select(kind.Answer.PartOf).ToHashSet(StringComparer.Ordinal);
        return new TransformDocument(
            t.Id,
            t.Status.Word(),
            t.Chunks,
            t.Results,
            t.Asked.Count == 0 ? 100 : 100 * t.Asked.Count(finished.Contains) / t.Asked.Count,
            t.Text,
            t.Prompt,
            t.Model,
            t.Usage,
            t.Usage is { } usage && t.Model is { } model ? models.Cost(model, usage.InputTokens, usage.OutputTokens) : null,
            new Attempt(t.Attempt.Number, t.Attempt.Of, t.Attempt.Reason, t.Attempt.RetryAt, t.Attempt.StartedAt),
            t.RetryOf,
            t.Inputs,
            t.Outputs,
            t.Error is { } error ? new DocumentError(error.Code, error.Message, error.Retryable) : null,
            t.CreatedAt,
            t.StartedAt,
            t.EndedAt);
    }
}
