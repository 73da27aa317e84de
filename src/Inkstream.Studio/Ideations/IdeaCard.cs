using System.Text.Json;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>An idea in two fields (domain, section 3).</summary>
/// <param name="Title">On one line.</param>
/// <param name="Body">The arc: a protagonist, a conflict, an ending.</param>
internal sealed record IdeaCard(string Title, string Body)
{
    // Ours first, then the artifact's, then what models are known to write instead.
    private static readonly string[] TitleNames = ["title", "idea_title", "ideaTitle", "name", "headline", "标题", "剧名"];
    private static readonly string[] BodyNames =
        ["body", "idea_text", "ideaText", "text", "content", "description", "summary", "synopsis", "idea", "正文", "内容", "简介"];

    /// <summary>A bare text's title is its first clause, at most this long.</summary>
    private const int ClauseLength = 40;

    /// <summary>Reads a part that a model closed, or an artifact's data; null when it is no card.</summary>
    public static IdeaCard? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(value),
        JsonValueKind.String => Bare(StringIn(value)),
        _ => null,
    };

    /// <summary>Reads an answer that was asked for a title alone; null when there is none in it.</summary>
    public static string? ReadTitle(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => First(value, TitleNames, TextBounds.Title),
        JsonValueKind.String => Text.OrNull(StringIn(value)),
        _ => null,
    } is { } title
        ? Text.Cut(Text.OneLine(title), TextBounds.Title).TrimEnd()
        : null;

    /// <summary>Whether one of the titles is this card's, however it is spaced, punctuated or cased.</summary>
    public bool Repeats(IEnumerable<string> titles)
    {
        var key = Text.Key(Title);
        return titles.Any(title => Text.Key(title) == key);
    }

    private static IdeaCard? ReadObject(JsonElement value)
    {
        var title = First(value, TitleNames, TextBounds.Title);
        var body = First(value, BodyNames, TextBounds.Text);
        return title is null || body is null ? null : new(Text.Cut(Text.OneLine(title), TextBounds.Title).TrimEnd(), Tidy(body));
    }

    private static string? First(JsonElement value, string[] names, int most)
    {
        foreach (var name in names)
        {
            if (value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
                && Text.OrNull(StringIn(member)) is { } text)
                return Text.Cut(text, most);
        }

        return null;
    }

    // An escaped half of a surrogate pair is valid JSON and no valid string; NUL is one that PostgreSQL keeps in no text.
    private static string? StringIn(JsonElement value)
    {
        try
        {
            return value.GetString()?.Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static IdeaCard? Bare(string? value)
    {
        if (Text.OrNull(value) is not { } text) return null;
        var start = text.AsSpan().TrimStart(Text.ClauseEnds).Trim();
        if (start.IsEmpty) return null;
        var end = start.IndexOfAny(Text.ClauseEnds);
        var title = Text.OneLine((end > 0 ? start[..end] : start).ToString());
        return new(Text.Clip(title, ClauseLength), Tidy(Text.Cut(text, TextBounds.Text)));
    }

    // Paragraphs stay; blanks at the ends of lines and runs of empty lines go.
    private static string Tidy(string body)
    {
        var lines = body.ReplaceLineEndings("\n").Split('\n').Select(Text.OneLine);
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }
}
