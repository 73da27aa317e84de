using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>One version of a part, whoever wrote it.</summary>
/// <param name="ArtifactId">The artifact that holds it.</param>
/// <param name="Type">The artifact's type.</param>
/// <param name="Data">The artifact's data.</param>
/// <param name="ByPerson">Whether a person wrote it.</param>
/// <param name="Model">The model that wrote it, by its name in the catalog; null for a person.</param>
/// <param name="Params">What the kind stored for the generation that wrote it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record PartVersion(
    Guid ArtifactId, string Type, JsonElement Data, bool ByPerson, string? Model, JsonElement Params, DateTimeOffset CreatedAt)
{
    /// <summary>The version that it brought back; null for one that was written.</summary>
    public Guid? Restores { get; init; }
}
