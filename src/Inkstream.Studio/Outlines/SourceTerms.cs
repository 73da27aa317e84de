using System.Text.Json;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines;

/// <summary>What the document of the source was made for, as far as it concerns what is made from it. Other kinds may say none of it.</summary>
internal sealed record SourceTerms
{
    /// <summary>The platform's value.</summary>
    public string? Platform { get; init; }

    /// <summary>The genre paths.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GenrePaths { get; init; } = [];

    /// <summary>One share a path, in percent.</summary>
    public IReadOnlyList<int> GenreProportions { get; init; } = [];

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Reads what was stored.</summary>
    public static SourceTerms From(JsonElement stored) => stored.ValueKind == JsonValueKind.Object
        ? stored.Deserialize<SourceTerms>(StoredJson.Options) ?? new()
        : new();

    /// <summary>The language a text is in, as far as we write it: Chinese as soon as there is a Chinese character.</summary>
    public static string LanguageOf(string text) => text.Any(c => c is >= '\u4E00' and <= '\u9FFF') ? Languages.Chinese : Languages.English;
}
