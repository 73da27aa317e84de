using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>What a list shows of a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Kind">The name of its <see cref="DocumentKind"/>.</param>
/// <param name="Title">For lists.</param>
/// <param name="Params">What the kind stored when it was made.</param>
/// <param name="Status">Of its newest attempt; null when nothing was ever generated.</param>
/// <param name="PartCount">The parts that are shown.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">When something that a list shows changed last.</param>
/// <param name="ListVersion">The library's version when an entry of it changed last, by a mark too.</param>
/// <param name="Favourite">A person's mark on the whole document.</param>
/// <param name="Leading">The data of its first parts that a person did not dismiss, favourites before others: at most <see cref="MostLeading"/>.</param>
public sealed record DocumentEntry(
    Guid Id,
    string Kind,
    string Title,
    JsonElement Params,
    TransformStatus? Status,
    int PartCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long ListVersion,
    bool Favourite,
    IReadOnlyList<JsonElement> Leading)
{
    /// <summary>How many parts an entry tells of.</summary>
    public const int MostLeading = 3;

    /// <summary>Where a search hit it; null when nothing was searched for.</summary>
    public FoundText? Found { get; init; }
}
