namespace Inkstream.Extraction;

/// <summary>What a character is outside strings. Chinese models write full-width punctuation there now and then.</summary>
internal static class JsonChars
{
    public static bool IsBlank(char c) => c is ' ' or '\n' or '\r' or '\t' or '\uFEFF' || (c > ' ' && char.IsWhiteSpace(c));

    public static bool IsComma(char c) => c is ',' or '，';

    public static bool IsColon(char c) => c is ':' or '：';

    public static bool IsScalar(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.';
}
