using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>The current version of one part: an idea, a component.</summary>
/// <param name="ArtifactId">Its first artifact: the part's name for life (contract 3).</param>
/// <param name="CurrentId">The artifact that holds its current version.</param>
/// <param name="Revision">Counts from 1.</param>
/// <param name="Role">The output role it came under: <c>idea_4</c>.</param>
/// <param name="Round">The generation that brought it, from 1.</param>
/// <param name="Type">The current artifact's type.</param>
/// <param name="Data">The current artifact's data.</param>
/// <param name="Favourite">A person's mark.</param>
/// <param name="Dismissed">A person's mark.</param>
/// <param name="Retired">Replaced by a <c>regenerate</c>; not shown.</param>
public sealed record DocumentPart(
    Guid ArtifactId,
    Guid CurrentId,
    int Revision,
    string Role,
    int Round,
    string Type,
    JsonElement Data,
    bool Favourite,
    bool Dismissed,
    bool Retired)
{
    /// <summary>A person's mark: no generation changes it.</summary>
    public bool Locked { get; init; }

    /// <summary>What it was made from has a newer version by now.</summary>
    public bool Outdated { get; init; }

    /// <summary>A person wrote its current version.</summary>
    public bool ByPerson { get; init; }

    /// <summary>Whether its current version is an earlier one that a person brought back.</summary>
    public bool Restored { get; init; }
}
