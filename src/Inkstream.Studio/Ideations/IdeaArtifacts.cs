using System.Text.Json.Serialization;

namespace Inkstream.Studio.Ideations;

/// <summary>The data of a <c>brainstorm_idea</c> artifact (domain, section 3).</summary>
internal sealed record BrainstormIdea(
    [property: JsonPropertyName("idea_title")] string Title,
    [property: JsonPropertyName("idea_text")] string Text,
    [property: JsonPropertyName("order_index")] int OrderIndex);

/// <summary>The data of a <c>user_input</c> artifact: a card that a person changed (domain, section 3).</summary>
internal sealed record EditedIdea(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("source_artifact_id")] Guid SourceArtifactId)
{
    /// <summary>A card that a person changed, which began as another.</summary>
    public static EditedIdea Of(IdeaCard card, Guid source) => new(card.Title, card.Body, "modified_brainstorm", source);
}
