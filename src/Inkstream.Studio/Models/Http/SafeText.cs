using System.Text.RegularExpressions;

namespace Inkstream.Studio.Models;

/// <summary>Makes what a server said fit to be shown: one line, bounded, with nothing in it that looks like a key.</summary>
internal static partial class SafeText
{
    /// <summary>Longest text of a server that is shown, in UTF-16 units.</summary>
    public const int MaxLength = 300;

    private const string Hidden = "[key]";

    public static string Clean(string? text, string? apiKey)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        if (text.Length > 16 * MaxLength)
            text = text[..(16 * MaxLength)];
        if (!string.IsNullOrEmpty(apiKey))
            text = text.Replace(apiKey, Hidden, StringComparison.Ordinal);
        text = Keys().Replace(text, Hidden);
        text = Space().Replace(text, " ").Trim();
        if (text.Length <= MaxLength)
            return text;
        var end = MaxLength - 1;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end] + "…";
    }

    // What begins like a provider's key, and anything long enough to be one.
    [GeneratedRegex(
        @"\bBearer\s+\S+|\b(?:sk|pk|rk|gsk|xai|key|api|ak)[-_][A-Za-z0-9_\-*.…]{6,}|\bAIza[A-Za-z0-9_\-]{10,}|[A-Za-z0-9_\-]{32,}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
