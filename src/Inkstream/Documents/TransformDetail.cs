using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>One transform as <c>GET /api/transforms/{id}</c> shows it: the plan's StreamingState and more.</summary>
/// <param name="Id">The transform.</param>
/// <param name="DocumentId">The document it belongs to.</param>
/// <param name="Kind">The kind of that document.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Chunks">Its text as it came; empty once they are swept (<c>Chunks:GracePeriod</c>).</param>
/// <param name="Text">Its whole text.</param>
/// <param name="Prompt">The prompt exactly as sent; null until a worker began, and for a person's transform.</param>
/// <param name="Model">By its name in the catalog; null for a person's transform.</param>
/// <param name="Usage">Tokens; null when the provider did not say.</param>
/// <param name="Attempt">Which attempt it is.</param>
/// <param name="RetryOf">The attempt before it.</param>
/// <param name="Asked">The parts asked for by its generation.</param>
/// <param name="FinishedRoles">The output roles of its generation so far.</param>
/// <param name="Inputs">What went in.</param>
/// <param name="Outputs">What came out.</param>
/// <param name="Results">The data of what came out.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="StartedAt">When a worker began it.</param>
/// <param name="FirstWordAt">When its first text was committed; null while there is none. Outlives its chunks.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record TransformDetail(
    Guid Id,
    Guid DocumentId,
    string Kind,
    TransformStatus Status,
    IReadOnlyList<string> Chunks,
    string Text,
    string? Prompt,
    string? Model,
    TokenUsage? Usage,
    AttemptInfo Attempt,
    Guid? RetryOf,
    IReadOnlyList<string> Asked,
    IReadOnlyList<string> FinishedRoles,
    IReadOnlyList<ArtifactRole> Inputs,
    IReadOnlyList<ArtifactRole> Outputs,
    IReadOnlyList<JsonElement> Results,
    RunError? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FirstWordAt,
    DateTimeOffset? EndedAt);

/// <summary>An artifact and the part it plays for a transform.</summary>
public readonly record struct ArtifactRole(Guid ArtifactId, string Role);
