namespace Inkstream.Studio.Texts;

/// <summary>Collects what is wrong with a request, by JSON field, for a validation problem's <c>errors</c> (contract, section 3).</summary>
internal sealed class Errors
{
    private readonly SortedDictionary<string, List<string>> fields = new(StringComparer.Ordinal);

    /// <summary>Says what to do about a field.</summary>
    public void Add(string field, string sentence)
    {
        if (!fields.TryGetValue(field, out var sentences)) fields[field] = sentences = [];
        sentences.Add(sentence);
    }

    /// <summary>Refuses a text above its bound.</summary>
    public void CheckLength(string field, string? text, int most)
    {
        if (text?.Length > most)
            Add(field, $"Shorten this text to at most {most} characters; it has {text.Length}.");
    }

    /// <summary>Refuses a number of cards that no generation brings.</summary>
    public void CheckCount(int? count)
    {
        if (count is < 1 or > TextBounds.Ideas) Add("count", $"Ask for 1 to {TextBounds.Ideas} ideas.");
    }

    /// <summary>All of it; empty when nothing is wrong.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        fields.ToDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);
}
