using System.Text.Json;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations;

/// <summary>What an ideation document was made for: its stored parameters (contract, section 3).</summary>
internal sealed record IdeationParams
{
    /// <summary>The most characters of a title that is taken from the writer's own idea.</summary>
    public const int TitleLength = 40;

    /// <summary>The platform's value.</summary>
    public string Platform { get; init; } = Platforms.Default;

    /// <summary>The genre paths, in the order chosen.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GenrePaths { get; init; } = [];

    /// <summary>One share a path, in percent.</summary>
    public IReadOnlyList<int> GenreProportions { get; init; } = [];

    /// <summary>The writer's own idea, if any.</summary>
    public string? UserInput { get; init; }

    /// <summary>The writer's special wishes, if any.</summary>
    public string? Requirements { get; init; }

    /// <summary>How many cards the first generation brings.</summary>
    public int Count { get; init; } = TextBounds.DefaultIdeas;

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language { get; init; } = Languages.Chinese;

    /// <summary>The model that was asked for; null for the default model.</summary>
    public string? Model { get; init; }

    /// <summary>Reads what was stored; what is not there has its default.</summary>
    public static IdeationParams From(JsonElement stored) => stored.ValueKind == JsonValueKind.Object
        ? stored.Deserialize<IdeationParams>(StoredJson.Options) ?? new()
        : new();

    /// <summary>
    /// The document's title in the library list: the beginning of the writer's idea, else the genres, else the platform.
    /// </summary>
    public string DeriveTitle()
    {
        if (Text.OrNull(UserInput) is { } idea)
        {
            var end = idea.IndexOfAny(Text.SentenceEnds);
            var stop = idea.IndexOf(". ", StringComparison.Ordinal);
            if (stop > 0 && (end < 0 || stop < end)) end = stop;
            return Text.Clip(Text.OneLine(end > 0 ? idea[..end] : idea), TitleLength);
        }

        if (GenrePaths.Count > 0)
            return string.Join(" · ", GenrePaths.Where(p => p.Count > 0).Select(p => Genres.NameIn(Language, p[^1])));
        return Language == Languages.English ? Platforms.Find(Platform)?.Label ?? Platform : Platform;
    }
}
