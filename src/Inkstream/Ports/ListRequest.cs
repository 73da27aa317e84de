namespace Inkstream.Ports;

/// <summary>A page of a person's documents. What is not said narrows nothing.</summary>
/// <param name="OwnerId">Whose.</param>
/// <param name="Kind">Of which kind; null for all kinds together.</param>
/// <param name="Most">How many at the most.</param>
public sealed record ListRequest(Guid OwnerId, string? Kind, int Most)
{
    /// <summary>
    /// Only those that hold this text, ASCII letters in either case, in their title, their parameters or a part that is
    /// shown; each then says where (<see cref="Documents.DocumentEntry.Found"/>).
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Only those that have all of these (<see cref="NewDocument.Facets"/>).</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Only those with this status, one of <see cref="Documents.TransformStatusWords.DocumentWords"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those that the person marked.</summary>
    public bool FavouritesOnly { get; init; }

    /// <summary>In which order.</summary>
    public ListSort Sort { get; init; }

    /// <summary>Only what comes behind this place of the same order; null for the beginning.</summary>
    public ListPosition? After { get; init; }
}

/// <summary>The order of a list. Documents that are equal in it come by their id.</summary>
public enum ListSort
{
    /// <summary>By when they were made, the newest first.</summary>
    Newest,

    /// <summary>By when they were made, the oldest first.</summary>
    Oldest,

    /// <summary>By when something that a list shows changed, the latest first. A person's mark on the document is no change.</summary>
    Updated,

    /// <summary>By title, A to z without regard to case; other scripts by code point, as all stores can.</summary>
    Title,
}
