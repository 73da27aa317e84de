using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>The writer's own idea, when it is short enough to be quoted in a card.</summary>
internal static class Spark
{
    private const int LongestChinese = 12;
    private const int LongestEnglish = 45;

    private static readonly string[] Chinese = ["故事从“{0}”说起：", "一切始于“{0}”：", "只因“{0}”，"];
    private static readonly string[] English = ["It all begins with “{0}”. ", "One spark, “{0}”, sets it off. ", "First there is “{0}”. "];

    private static readonly (char Open, char Close)[] Quotes = [('“', '”'), ('「', '」'), ('《', '》'), ('"', '"')];

    /// <summary>The words that can be quoted; null when there are none.</summary>
    public static string? In(string? userInput, string language)
    {
        if (Text.OrNull(userInput) is not { } idea) return null;
        var most = language == Languages.English ? LongestEnglish : LongestChinese;
        var whole = Text.OneLine(idea).Trim([.. Text.ClauseEnds, '"', '“', '”', '「', '」']);
        return IsShort(whole, most) ? whole : Quoted(idea, most) ?? FirstClause(whole, most);
    }

    /// <summary>An opening that quotes it.</summary>
    public static string Opening(string spark, string language, Random random)
    {
        var openings = language == Languages.English ? English : Chinese;
        return openings[random.Next(openings.Length)].Replace("{0}", spark, StringComparison.Ordinal);
    }

    private static string? Quoted(string idea, int most)
    {
        foreach (var (open, close) in Quotes)
        {
            var start = idea.IndexOf(open, StringComparison.Ordinal);
            var end = start < 0 ? -1 : idea.IndexOf(close, start + 1);
            if (end > start && IsShort(idea[(start + 1)..end].Trim(), most)) return Text.OneLine(idea[(start + 1)..end]);
        }

        return null;
    }

    private static string? FirstClause(string idea, int most)
    {
        var end = idea.IndexOfAny(Text.ClauseEnds);
        return end > 1 && IsShort(idea[..end], most) ? idea[..end] : null;
    }

    private static bool IsShort(string text, int most) => text.Length > 1 && text.Length <= most;
}
