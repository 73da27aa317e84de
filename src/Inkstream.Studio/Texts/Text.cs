using System.Text;
using System.Text.RegularExpressions;

namespace Inkstream.Studio.Texts;

/// <summary>Small things done to people's and models' texts.</summary>
internal static partial class Text
{
    /// <summary>What ends a clause, in Chinese and in English.</summary>
    public static readonly char[] ClauseEnds = ['。', '！', '？', '；', '，', '：', '\n', '.', '!', '?', ';', ',', ':'];

    /// <summary>What ends a sentence.</summary>
    public static readonly char[] SentenceEnds = ['。', '！', '？', '；', '\n', '!', '?', ';'];

    /// <summary>The text without white space around it; null when nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>On one line: every run of white space is one space.</summary>
    public static string OneLine(string text) => WhiteSpace().Replace(text, " ").Trim();

    /// <summary>At most <paramref name="most"/> UTF-16 units, with an ellipsis when shortened; never half a character, nor half a word where words are spaced.</summary>
    public static string Clip(string text, int most)
    {
        if (text.Length <= most) return text;
        var cut = Cut(text, most - 1);

        // A word that is longer than half of what may stay is cut all the same.
        var space = char.IsAsciiLetterOrDigit(text[cut.Length]) && char.IsAsciiLetterOrDigit(cut[^1]) ? cut.LastIndexOf(' ') : -1;
        return $"{(space > most / 2 ? cut[..space] : cut).TrimEnd()}…";
    }

    /// <summary>At most <paramref name="most"/> UTF-16 units; never half a character.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>What two titles are compared by: no case, width, punctuation or white space.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var rune in Narrow(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) key.Append(Rune.ToLowerInvariant(rune));
        }

        return key.Length > 0 ? key.ToString() : text.Trim();
    }

    /// <summary>Full-width forms as what they stand for. (Unicode normalisation is not there with invariant globalization.)</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i] = wide[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(wide[i] - ('\uFF01' - '!')),
                '\u3000' => ' ',
                _ => wide[i],
            };
        }
    });

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
