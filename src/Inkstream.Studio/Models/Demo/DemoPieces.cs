using System.Text;

namespace Inkstream.Studio.Models;

/// <summary>Cuts a text the way models' tokens do: a short word with its space, or two to four characters of Chinese.</summary>
internal static class DemoPieces
{
    private const int LongestWord = 10;

    /// <summary>The pieces, which together are the text; none is empty and none ends in half a character.</summary>
    public static IEnumerable<string> Of(string text, Random random)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOf(text, start, random);
            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>Whether a reader would breathe here.</summary>
    public static bool EndsSentence(string piece) =>
        piece.AsSpan().TrimEnd() is [.., var last] && last is '。' or '！' or '？' or '.' or '!' or '?';

    private static int EndOf(string text, int start, Random random)
    {
        var wide = IsWide(text, start);
        var most = wide ? random.Next(2, 5) : LongestWord;
        var end = start;
        for (var taken = 0; end < text.Length && taken < most && IsWide(text, end) == wide; taken++)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            end += length;
            if (EndsSentence(rune.ToString()) || (!wide && Rune.IsWhiteSpace(rune)))
                break;
        }
        return end;
    }

    // From the CJK radicals on: Chinese, its punctuation, full-width forms, and everything outside the first plane.
    private static bool IsWide(string text, int at) => text[at] >= '\u2E80';
}
