using System.Text.Json;
using System.Text.Json.Serialization;
using Inkstream.Documents;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Transforms;

/// <summary>A transform: the plan's StreamingState and more (contract 3).</summary>
internal sealed record TransformDocument(
    Guid TransformId,
    TransformState Status,
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
    DateTimeOffset? FirstWordAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>The transform as the wire shows it.</summary>
    public static TransformDocument Of(TransformDetail t, DocumentKind kind, ModelCatalog models)
    {
        var finished = t.FinishedRoles.Select(kind.Answer.PartOf).ToHashSet(StringComparer.Ordinal);
        return new TransformDocument(
            t.Id,
            Enum.Parse<TransformState>(t.Status.ToString()),
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
            t.FirstWordAt,
            t.EndedAt);
    }
}

/// <summary>A transform's status on the wire.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransformState>))]
internal enum TransformState
{
    /// <summary>Waits for a worker, or for the time of its retry.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>A worker has it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Brought all that was asked for.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Ended without.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>A person stopped it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
