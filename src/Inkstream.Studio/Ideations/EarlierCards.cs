using Inkstream.Documents;

namespace Inkstream.Studio.Ideations;

/// <summary>What was made in this document before, as far as the next prompt needs it (domain, section 3).</summary>
/// <param name="Kept">Cards that the writer marked or changed: the taste to follow.</param>
/// <param name="Others">All the rest: dismissed, retired, or just there.</param>
internal sealed record EarlierCards(IReadOnlyList<IdeaCard> Kept, IReadOnlyList<IdeaCard> Others)
{
    /// <summary>The most cards a prompt names; the most recent count.</summary>
    public const int Most = 60;

    /// <summary>Kept ones first, each group from old to new.</summary>
    public IReadOnlyList<IdeaCard> All { get; } = [.. Kept, .. Others];

    /// <summary>Sorts the document's parts; kept ones have precedence when there are too many.</summary>
    public static EarlierCards Of(IReadOnlyList<DocumentPart> parts)
    {
        var kept = Newest(parts.Where(IsKept), Most);
        return new(kept, Newest(parts.Where(part => !IsKept(part)), Most - kept.Count));
    }

    private static bool IsKept(DocumentPart part) => !part.Dismissed && (part.Favourite || part.Revision > 1);

    private static IReadOnlyList<IdeaCard> Newest(IEnumerable<DocumentPart> parts, int most) =>
        [.. parts.OrderBy(part => part.Round).Select(part => IdeaCard.Read(part.Data)).OfType<IdeaCard>().TakeLast(most)];
}
