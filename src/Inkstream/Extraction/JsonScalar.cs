using System.Globalization;

namespace Inkstream.Extraction;

/// <summary>Numbers and the three words, as models write them and as strict JSON has them.</summary>
internal static class JsonScalar
{
    /// <summary>A longer one is no number: it is text without quotes.</summary>
    public const int MaxLength = 64;

    /// <summary>Strict JSON for <paramref name="token"/>; null when it is neither a number nor one of the words.</summary>
    public static string? Normalise(ReadOnlySpan<char> token)
    {
        if (Is(token, "true"))
            return "true";
        if (Is(token, "false"))
            return "false";
        if (Is(token, "null") || Is(token, "none"))
            return "null";
        if (IsPlainNumber(token))
            return token.ToString();

        // +1, 007, .5, 1. and exponents. Exponents go through double because numeric columns refuse 1e999999.
        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static bool Is(ReadOnlySpan<char> token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlainNumber(ReadOnlySpan<char> token)
    {
        if (token.StartsWith('-'))
            token = token[1..];
        var point = token.IndexOf('.');
        var whole = point < 0 ? token : token[..point];
        return IsDigits(whole) && (whole.Length == 1 || whole[0] != '0') && (point < 0 || IsDigits(token[(point + 1)..]));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
