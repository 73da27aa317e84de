using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inkstream.Studio.OpenApi;

/// <summary>A document's status (contract 3, Rules).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentStatus>))]
internal enum DocumentStatus
{
    /// <summary>Nothing was ever generated.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>It is being written, or waits to be.</summary>
    [JsonStringEnumMemberName("streaming")]
    Streaming,

    /// <summary>All that was asked for is there.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It ended without.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>A person stopped it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>Why a generation failed.</summary>
internal sealed record DocumentError(string Code, string Message, bool Retryable);

/// <summary>The text of the part that is being written.</summary>
internal sealed record Draft(string Part, JsonElement Value);

/// <summary>Which attempt is under way.</summary>
internal sealed record Attempt(int Number, int Of, string? Reason, DateTimeOffset? RetryAt, DateTimeOffset? StartedAt);

/// <summary>What there is only while a document streams.</summary>
internal sealed record StreamingData(
    Guid TransformId, Attempt Attempt, IReadOnlyList<string> Asked, IReadOnlyList<string> Chunks, Draft? Draft, int Progress);
