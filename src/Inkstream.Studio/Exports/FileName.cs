using System.Globalization;
using System.Text;

namespace Inkstream.Studio.Exports;

/// <summary>A title as a file's name: every system can keep it, and it is not longer than one may be.</summary>
internal static class FileName
{
    /// <summary>The most UTF-16 units of a title in a name: three bytes each and an ending fit into the 255 that file systems give.</summary>
    public const int Most = 80;

    // What Windows, macOS or a shell would not take.
    private const string Forbidden = "\\/:*?\"<>|";

    // Devices of Windows, with any ending.
    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name for a title; <paramref name="otherwise"/> when nothing of it can be kept.</summary>
    public static string Of(string title, string otherwise)
    {
        var kept = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
            kept.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune == Rune.ReplacementChar || (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
                    ? " "
                    : rune.ToString());
        var name = Texts.Text.Cut(Texts.Text.OneLine(kept.ToString()).Trim(' ', '.', '~'), Most).TrimEnd(' ', '.');
        return name.Length == 0 ? otherwise : Reserved.Contains(name.Split('.')[0].Trim()) ? name + "_" : name;
    }
}
