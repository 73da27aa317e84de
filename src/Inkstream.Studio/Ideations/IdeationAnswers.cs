using Inkstream.Documents;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>What <c>POST /api/ideations</c> answers.</summary>
internal sealed record CreatedIdeation(Guid Id, Guid TransformId);

/// <summary>The ideation document (contract 3). The engine writes it; this describes it, and a test compares the two.</summary>
internal sealed record IdeationDocument(
    Guid Id,
    DocumentStatus Status,
    string UserInput,
    string SelectedPlatform,
    IReadOnlyList<IReadOnlyList<string>> GenrePaths,
    IReadOnlyList<int> GenreProportions,
    string Requirements,
    IReadOnlyList<Idea> Ideas,
    IReadOnlyList<IdeationRound> Rounds,
    DateTimeOffset CreatedAt,
    DocumentError? Error,
    IReadOnlyList<string> Missing,
    Guid? LastTransformId,
    Draft? Unfinished,
    StreamingData? StreamingData);

/// <summary>
/// An entry of the list. <c>IdeaTitles</c> are those of the first ideas, kept ones before others, dismissed ones never:
/// at most three. <c>Found</c> is there when something was searched for.
/// </summary>
internal sealed record IdeationListItem(
    Guid Id,
    string Kind,
    DocumentStatus Status,
    string Title,
    string SelectedPlatform,
    IReadOnlyList<IReadOnlyList<string>> GenrePaths,
    int IdeaCount,
    IReadOnlyList<string> IdeaTitles,
    bool Favourite,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public FoundText? Found { get; init; }
}

/// <summary>A page of the list.</summary>
internal sealed record IdeationList(IReadOnlyList<IdeationListItem> Items, string? Next);

/// <summary>One version of an idea. <c>Current</c>: it is the one that stands.</summary>
internal sealed record IdeaVersion(
    Guid ArtifactId, IdeaCard Value, Author By, string? Model, string? Note, DateTimeOffset CreatedAt, bool Current)
{
    /// <summary>Reads a version; <paramref name="current"/> is the artifact that stands.</summary>
    public static IdeaVersion Of(PartVersion version, Guid current) => new(
        version.ArtifactId, IdeaCard.Read(version.Data) ?? new IdeaCard("", ""), version.ByPerson ? Author.Person : Author.Model, version.Model,
        version.ByPerson ? null : GenerationParams.From(version.Params).Note, version.CreatedAt, version.ArtifactId == current);
}
