using System.Globalization;
using System.Text;
using Inkstream.Documents;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Exchange;

/// <summary>Writes an ideation for people: what was asked for, and the ideas as they stand. What was put away is at the end.</summary>
internal static class IdeationMarkdown
{
    private sealed record Words(string Colon, string Platform, string Genre, string Idea, string Requirements, string Kept, string Dismissed, string None);

    private static readonly Words Chinese = new("：", "平台", "题材", "想法", "要求", "已收藏", "已放弃", "还没有点子。");
    private static readonly Words English = new(": ", "Platform", "Genre", "Idea", "Requirements", "kept", "Put away", "There are no ideas yet.");

    /// <summary>The file's text.</summary>
    public static string Write(DocumentSnapshot document)
    {
        var asked = IdeationParams.From(document.Params);
        var (words, text) = (asked.Language == Languages.English ? English : Chinese, new StringBuilder());
        text.Append("# ").Append(MarkdownText.Line(document.Title)).Append("\n\n");
        Fact(text, words, words.Platform, asked.Language == Languages.English ? Platforms.Find(asked.Platform)?.Label ?? asked.Platform : asked.Platform);
        Fact(text, words, words.Genre, GenreMix.Describe(asked.GenrePaths, asked.GenreProportions, asked.Language));
        Fact(text, words, words.Idea, asked.UserInput);
        Fact(text, words, words.Requirements, asked.Requirements);

        var ideas = document.Parts.Where(part => !part.Retired).Select(Idea.Of).ToList();
        if (ideas.Count == 0)
            text.Append('\n').Append(words.None).Append('\n');
        Ideas(text, words, ideas.Where(idea => !idea.Dismissed), "##");
        if (ideas.Exists(idea => idea.Dismissed))
        {
            text.Append("\n## ").Append(words.Dismissed).Append('\n');
            Ideas(text, words, ideas.Where(idea => idea.Dismissed), "###");
        }

        return text.ToString();
    }

    private static void Fact(StringBuilder text, Words words, string label, string? value)
    {
        if (Text.OrNull(value) is { } some)
            text.Append("- **").Append(label).Append("**").Append(words.Colon).Append(MarkdownText.Block(some, indent: "  ")).Append('\n');
    }

    private static void Ideas(StringBuilder text, Words words, IEnumerable<Idea> ideas, string level)
    {
        var number = 0;
        foreach (var idea in ideas)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{level} {++number}. ").Append(MarkdownText.Line(idea.Title));
            if (idea.Favourite)
                text.Append(" ★ ").Append(words.Kept);
            text.Append("\n\n").Append(MarkdownText.Block(idea.Body)).Append('\n');
        }
    }
}
