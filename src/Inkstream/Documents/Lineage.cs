using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>Where the texts of a document came from: what each transform took in, and what it gave (contract 3).</summary>
/// <param name="Artifacts">The texts.</param>
/// <param name="Transforms">Who made what, in the order of their beginning.</param>
/// <param name="Edges">What went in and what came out.</param>
public sealed record Lineage(
    IReadOnlyList<LineageArtifact> Artifacts, IReadOnlyList<LineageTransform> Transforms, IReadOnlyList<LineageEdge> Edges);

/// <summary>A text.</summary>
/// <param name="Id">The artifact.</param>
/// <param name="Type">Its type: <c>outline_title</c>.</param>
/// <param name="Data">Its data.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record LineageArtifact(Guid Id, string Type, JsonElement Data, DateTimeOffset CreatedAt);

/// <summary>A transform.</summary>
/// <param name="Id">The transform.</param>
/// <param name="ByPerson">Whether a person made it.</param>
/// <param name="Model">By its name in the catalog; null for a person's.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record LineageTransform(Guid Id, bool ByPerson, string? Model, DateTimeOffset CreatedAt);

/// <summary>An artifact's part in a transform.</summary>
/// <param name="ArtifactId">The artifact.</param>
/// <param name="TransformId">The transform.</param>
/// <param name="Role">Which part it played.</param>
/// <param name="IsOutput">Whether it came out; else it went in.</param>
public sealed record LineageEdge(Guid ArtifactId, Guid TransformId, string Role, bool IsOutput);
