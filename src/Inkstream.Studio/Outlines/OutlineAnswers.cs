using System.Text.Json;
using System.Text.Json.Serialization;
using Inkstream.Documents;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>What <c>POST /api/outlines</c> answers.</summary>
internal sealed record CreatedOutline(Guid Id, Guid TransformId);

/// <summary>What an outline is made from. <c>DocumentId</c> is the document that it is a part of; null for the writer's own text.</summary>
internal sealed record SourceArtifact(Guid Id, string Title, string Text, string Type, Guid? DocumentId);

/// <summary>How a component stands.</summary>
/// <param name="ArtifactId">Its first artifact: stays through all edits.</param>
/// <param name="Revision">Counts from 1; for <c>If-Match</c>.</param>
/// <param name="Locked">No generation changes it.</param>
/// <param name="OutOfDate">Why it may not fit any more; null when it does.</param>
/// <param name="By">Whose its current version is.</param>
/// <param name="Restored">That person wrote nothing, but brought an earlier version back.</param>
internal sealed record OutlinePart(Guid ArtifactId, int Revision, bool Locked, string? OutOfDate, Author By, bool Restored)
{
    /// <summary>Reads a part.</summary>
    public static OutlinePart Of(DocumentPart part) =>
        new(
            part.ArtifactId, part.Revision, part.Locked, part.Outdated ? OutlineKind.SourceChanged : null,
            part.ByPerson ? Author.Person : Author.Model, part.Restored);
}

/// <summary>Who it is for.</summary>
internal sealed record TargetAudience(
    [property: JsonPropertyName("demographic")] string? Demographic, [property: JsonPropertyName("core_themes")] IReadOnlyList<string>? CoreThemes);

/// <summary>Where it takes place.</summary>
internal sealed record Setting(
    [property: JsonPropertyName("core_setting_summary")] string? CoreSettingSummary,
    [property: JsonPropertyName("key_scenes")] IReadOnlyList<string>? KeyScenes);

/// <summary>The components; one is absent until it is complete.</summary>
internal sealed record OutlineComponents
{
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("genre")]
    public string? Genre { get; init; }

    [JsonPropertyName("target_audience")]
    public TargetAudience? TargetAudience { get; init; }

    [JsonPropertyName("selling_points")]
    public IReadOnlyList<string>? SellingPoints { get; init; }

    [JsonPropertyName("satisfaction_points")]
    public IReadOnlyList<string>? SatisfactionPoints { get; init; }

    [JsonPropertyName("setting")]
    public Setting? Setting { get; init; }

    [JsonPropertyName("synopsis_stages")]
    public IReadOnlyList<string>? SynopsisStages { get; init; }

    [JsonPropertyName("characters")]
    public IReadOnlyList<Character>? Characters { get; init; }
}

/// <summary>The outline document (contract 3). The engine writes it; this describes it, and a test compares the two.</summary>
internal sealed record OutlineDocument(
    Guid Id,
    DocumentStatus Status,
    SourceArtifact SourceArtifact,
    int TotalEpisodes,
    int EpisodeDuration,
    string Language,
    OutlineComponents Components,
    IReadOnlyDictionary<string, OutlinePart> Parts,
    DateTimeOffset CreatedAt,
    DocumentError? Error,
    IReadOnlyList<string> Missing,
    Guid? LastTransformId,
    Draft? Unfinished,
    StreamingData? StreamingData);

/// <summary>An entry of the list. <c>Found</c> is there when something was searched for.</summary>
internal sealed record OutlineListItem(
    Guid Id,
    string Kind,
    DocumentStatus Status,
    string Title,
    bool Favourite,
    string? SelectedPlatform,
    IReadOnlyList<IReadOnlyList<string>> GenrePaths,
    string SourceTitle,
    int TotalEpisodes,
    int EpisodeDuration,
    int ComponentCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public FoundText? Found { get; init; }
}

/// <summary>A page of the list.</summary>
internal sealed record OutlineList(IReadOnlyList<OutlineListItem> Items, string? Next);

/// <summary>A component as a save answers it.</summary>
internal sealed record SavedComponent(JsonElement Value, int Revision, Guid ArtifactId, bool Locked, string? OutOfDate, Author By)
{
    /// <summary>Reads a part.</summary>
    public static SavedComponent Of(string component, DocumentPart part)
    {
        var standing = OutlinePart.Of(part);
        return new SavedComponent(
            ComponentData.Value(component, part.Data) ?? default, standing.Revision, standing.ArtifactId, standing.Locked, standing.OutOfDate, standing.By);
    }
}

/// <summary>
/// One version of a component. <c>Current</c>: it is the one that stands. <c>Restores</c>: the version that the person
/// brought back with it; null for one that was written.
/// </summary>
internal sealed record ComponentVersion(
    Guid ArtifactId, JsonElement Value, Author By, string? Model, string? Note, DateTimeOffset CreatedAt, bool Current, Guid? Restores);

/// <summary>Where an outline came from.</summary>
internal sealed record LineageGraph(IReadOnlyList<LineageNode> Nodes, IReadOnlyList<LineageArrow> Edges);

/// <summary>A text, or what made one.</summary>
/// <param name="Id">Of the artifact or the transform.</param>
/// <param name="Kind"><c>artifact</c> or <c>transform</c>.</param>
/// <param name="Type">The artifact's type; for a transform <c>llm</c> or <c>human</c>.</param>
/// <param name="Label">Words to show: the beginning of a text, or the model's name.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record LineageNode(Guid Id, string Kind, string Type, string Label, DateTimeOffset CreatedAt);

/// <summary>From an artifact into a transform, or out of it.</summary>
internal sealed record LineageArrow(Guid From, Guid To, string Role);
