using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>A document to be made.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="OwnerId">Whose it will be.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Title">For lists.</param>
/// <param name="Params">The kind's own parameters, as JSON.</param>
public sealed record NewDocument(Guid Id, Guid OwnerId, string Kind, string Title, string Params)
{
    /// <summary>What a list can be narrowed by, in words that only the kind understands: <c>platform:抖音</c>. Each once.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Parts that the person brings with it: outputs of a <c>human</c> transform.</summary>
    public IReadOnlyList<FinishedPart> Given { get; init; } = [];
}

/// <summary>A generation to be queued.</summary>
/// <param name="TransformId">UUIDv7, of its first attempt.</param>
/// <param name="Model">By its name in the catalog.</param>
/// <param name="Params">The kind's own parameters of this generation, as JSON.</param>
/// <param name="Asked">The parts asked for, in order.</param>
/// <param name="Replaces">Whether its first part retires the parts that were not kept.</param>
/// <param name="Inputs">Artifacts it is based on, each with its role.</param>
/// <param name="Attempts">How many attempts there may be.</param>
public sealed record NewGeneration(
    Guid TransformId,
    string Model,
    string Params,
    IReadOnlyList<string> Asked,
    bool Replaces,
    IReadOnlyList<ArtifactRole> Inputs,
    int Attempts);

/// <summary>An <c>Idempotency-Key</c> (contract 3): per person, kept for <see cref="KeptFor"/>.</summary>
/// <param name="Key">As the client sent it.</param>
/// <param name="Fingerprint">Tells one request from another: method, path and body.</param>
public sealed record Idempotency(string Key, string Fingerprint)
{
    /// <summary>How long a key is remembered.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromHours(24);
}

/// <summary>A person's new version of a part.</summary>
/// <param name="OwnerId">Who edits.</param>
/// <param name="DocumentId">Where.</param>
/// <param name="ArtifactId">The part, by its first artifact.</param>
/// <param name="Revision">The revision that the person saw.</param>
/// <param name="Artifact">The new version.</param>
/// <param name="Marks">Marks that come with it, in the same transaction.</param>
public sealed record PartEdit(Guid OwnerId, Guid DocumentId, Guid ArtifactId, int Revision, NewArtifact Artifact, PartMarks? Marks = null)
{
    /// <summary>The earlier version that comes back with it: an input besides the one it revises.</summary>
    public Guid? Restores { get; init; }
}

/// <summary>A person's marks on a part; null leaves one as it is.</summary>
public sealed record PartMarks(Guid OwnerId, Guid DocumentId, Guid ArtifactId, bool? Favourite, bool? Dismissed)
{
    /// <summary>Keeps every generation from changing it, or no longer.</summary>
    public bool? Locked { get; init; }
}

/// <summary>A read of a document by someone who knows a part of it.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="KnownTransform">The transform whose first <paramref name="KnownChunks"/> chunks need not come again.</param>
/// <param name="KnownChunks">How many.</param>
public readonly record struct ReadRequest(Guid DocumentId, Guid? KnownTransform = null, int KnownChunks = 0);
