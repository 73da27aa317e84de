using Inkstream.Documents;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Library;

/// <summary>
/// An entry of the library, of whichever kind: what all kinds have, then what ideations, and what outlines tell. Which kind
/// has what is said by the lists of one kind. <c>Found</c> is there when something was searched for.
/// </summary>
internal sealed record LibraryItem(
    Guid Id,
    string Kind,
    DocumentStatus Status,
    string Title,
    bool Favourite,
    string? SelectedPlatform,
    IReadOnlyList<IReadOnlyList<string>> GenrePaths,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public int? IdeaCount { get; init; }

    public IReadOnlyList<string>? IdeaTitles { get; init; }

    public string? SourceTitle { get; init; }

    public int? TotalEpisodes { get; init; }

    public int? EpisodeDuration { get; init; }

    public int? ComponentCount { get; init; }

    public FoundText? Found { get; init; }
}

/// <summary>A page of the library.</summary>
internal sealed record LibraryList(IReadOnlyList<LibraryItem> Items, string? Next);

/// <summary>What an event of <c>/api/stream/library</c> holds (contract 4).</summary>
internal sealed record LibraryEvent(IReadOnlyList<LibraryItem> Items, IReadOnlyList<Guid> Removed);
