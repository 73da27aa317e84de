namespace Inkstream.Documents;

/// <summary>
/// All that a document is, with its history: what an export is written from, and what an import puts back. Whatever is
/// active is as it stands.
/// </summary>
/// <param name="Id">The document.</param>
/// <param name="OwnerId">Whose it is (invariant 14).</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Title">For lists.</param>
/// <param name="Params">What the kind stored when it was made, as JSON.</param>
/// <param name="Favourite">A person's mark on all of it.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Artifacts">Every text of it and of what it was made from, as they came: what was made from another comes after it.</param>
/// <param name="Transforms">Who made them, as they came: each after all that gave what it took in.</param>
/// <param name="Parts">Its parts as they came, also those that were replaced.</param>
public sealed record DocumentArchive(
    Guid Id,
    Guid OwnerId,
    string Kind,
    string Title,
    string Params,
    bool Favourite,
    DateTimeOffset CreatedAt,
    IReadOnlyList<ArchivedArtifact> Artifacts,
    IReadOnlyList<ArchivedTransform> Transforms,
    IReadOnlyList<ArchivedPart> Parts)
{
    /// <summary>What a list can be narrowed by. Not read, only put back: the kind knows them.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
}

/// <summary>A text.</summary>
/// <param name="Id">The artifact.</param>
/// <param name="Type">Its type: <c>outline_title</c>.</param>
/// <param name="Data">Its data, as JSON.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record ArchivedArtifact(Guid Id, string Type, string Data, DateTimeOffset CreatedAt);

/// <summary>A transform.</summary>
/// <param name="Id">The transform.</param>
/// <param name="ByPerson">Whether a person made it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Round">The generation it belongs to, from 1; 0 for a person's, and for one that made what this document came from.</param>
/// <param name="Replaces">Whether its first part retired what was not kept.</param>
/// <param name="Attempt">Which attempt it was, and when a worker began it.</param>
/// <param name="RetryOf">The attempt before it.</param>
/// <param name="Model">By its name in the catalog; null for a person's.</param>
/// <param name="Params">What the kind stored for it, as JSON.</param>
/// <param name="Asked">The parts that were asked for.</param>
/// <param name="Prompt">As it was sent.</param>
/// <param name="Text">The model's text, as far as it came.</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="FirstWordAt">When its first text was committed.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Inputs">What it took in.</param>
/// <param name="Outputs">What it gave.</param>
public sealed record ArchivedTransform(
    Guid Id,
    bool ByPerson,
    TransformStatus Status,
    int Round,
    bool Replaces,
    AttemptInfo Attempt,
    Guid? RetryOf,
    string? Model,
    string Params,
    IReadOnlyList<string> Asked,
    string? Prompt,
    string? Text,
    TokenUsage? Usage,
    RunError? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FirstWordAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<ArtifactRole> Inputs,
    IReadOnlyList<ArtifactRole> Outputs);

/// <summary>A part as it stands.</summary>
/// <param name="ArtifactId">Its first artifact.</param>
/// <param name="CurrentId">The artifact that holds its current version.</param>
/// <param name="Revision">Counts from 1.</param>
/// <param name="Round">The generation that brought it.</param>
/// <param name="Role">The output role it came under.</param>
/// <param name="SourceId">The artifact that its current version was made from.</param>
public sealed record ArchivedPart(Guid ArtifactId, Guid CurrentId, int Revision, int Round, string Role, Guid? SourceId)
{
    /// <summary>A person's mark.</summary>
    public bool Favourite { get; init; }

    /// <summary>A person's mark.</summary>
    public bool Dismissed { get; init; }

    /// <summary>Replaced by a <c>regenerate</c>; not shown.</summary>
    public bool Retired { get; init; }

    /// <summary>A person's mark: no generation changes it.</summary>
    public bool Locked { get; init; }

    /// <summary>What it was made from has a newer version.</summary>
    public bool Outdated { get; init; }
}
