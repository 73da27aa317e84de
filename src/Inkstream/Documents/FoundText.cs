using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>Where a search hit a document.</summary>
/// <param name="Place"><c>title</c>, <c>brief</c> for what it was made for, else the role of the part.</param>
/// <param name="Text">What stands around the hit, on one line.</param>
public sealed record FoundText(string Place, string Text)
{
    /// <summary>Characters shown before a hit.</summary>
    public const int Before = 16;

    /// <summary>Characters shown behind the beginning of a hit.</summary>
    public const int Behind = 64;

    /// <summary>Makes a piece of a text, with the hit in it, fit to be shown.</summary>
    /// <param name="place">Where the text stands.</param>
    /// <param name="piece">One character more at either end than is to be shown, as far as there are any; lines are texts of their own.</param>
    /// <param name="hit">Characters before the hit: at most <see cref="Before"/> and one more.</param>
    public static FoundText Of(string place, string piece, int hit)
    {
        var runes = piece.EnumerateRunes().ToArray();
        var start = Array.LastIndexOf(runes, NewLine, Math.Max(hit - 1, 0), Math.Max(hit, 0)) + 1;
        var end = Array.IndexOf(runes, NewLine, hit);
        var (cutBefore, cutBehind) = (start == 0 && hit > Before, end < 0 && runes.Length > hit + Behind);
        if (cutBefore)
            start = NextWord(runes, start + 1, hit);
        if (end < 0)
            end = cutBehind ? hit + Behind : runes.Length;
        var text = string.Concat(runes[start..end].Select(rune => rune.ToString())).Trim();
        return new FoundText(place, (cutBefore ? "…" : "") + text + (cutBehind ? "…" : ""));
    }

    /// <summary>The same, of an array of the three.</summary>
    public static FoundText Of(JsonElement found) => Of(found[0].GetString()!, found[1].GetString()!, found[2].GetInt32());

    /// <summary>
    /// Where the first whole word begins behind a cut, or the cut itself where the word it cuts holds the hit.
    /// Chinese has no blanks and needs none: each of its characters may stand first.
    /// </summary>
    private static int NextWord(Rune[] runes, int cut, int hit)
    {
        var start = cut;
        if (IsWithinWord(runes[cut - 1]))
        {
            while (start < hit && IsWithinWord(runes[start]))
                start++;
        }
        if (start == hit && start > cut && IsWithinWord(runes[hit - 1]) && IsWithinWord(runes[hit]))
            return cut;
        while (start < hit && (Rune.IsWhiteSpace(runes[start]) || Rune.GetUnicodeCategory(runes[start]) is UnicodeCategory.OtherPunctuation or UnicodeCategory.ClosePunctuation))
            start++;
        return start;
    }

    private static bool IsWithinWord(Rune rune) =>
        rune.Value < FirstOfEastAsia && (Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark);

    /// <summary>From here on Unicode has the scripts that are written without blanks.</summary>
    private const int FirstOfEastAsia = 0x2E80;

    private static Rune NewLine { get; } = new('\n');
}
