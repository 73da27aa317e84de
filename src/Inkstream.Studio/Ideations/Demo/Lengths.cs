using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>How long a card may be: characters in Chinese, words in English (domain, section 3).</summary>
internal static class Lengths
{
    /// <summary>Whether a body is as long as asked for.</summary>
    public static bool FitsBody(string language, string body) => language == Languages.English
        ? Words(body) is >= 35 and <= 70
        : body.Length is >= 50 and <= 80;

    /// <summary>Whether a title is as long as asked for.</summary>
    public static bool FitsTitle(string language, string title) => language == Languages.English
        ? Words(title) is >= 2 and <= 6
        : title.Length is >= 3 and <= 7;

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
