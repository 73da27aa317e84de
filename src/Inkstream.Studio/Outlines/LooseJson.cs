using System.Text.Json;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>Reads what a model meant, as long as nothing is lost by it; null when it is of another shape.</summary>
internal static class LooseJson
{
    private static readonly char[] Separators = ['\n', '；', ';', '、', '，', ','];

    /// <summary>A text that is not blank. A number is a text too: an age.</summary>
    public static string? String(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Decoded(value) is { } text && Text.OrNull(text) is { } some ? Text.Cut(some.ReplaceLineEndings("\n"), TextBounds.Text) : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>A member that is such a text.</summary>
    public static string? String(JsonElement value, string member) => value.TryGetProperty(member, out var found) ? String(found) : null;

    /// <summary>A list of texts; blank ones are left out. Null when anything else is in it.</summary>
    public static List<string>? Strings(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
            return null;
        var texts = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.String)
                return null;
            if (String(element) is { } text)
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>A list of points; one text with a point a line is a list too, without its bullets.</summary>
    public static List<string>? Points(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && String(value) is { } text && text.Contains('\n', StringComparison.Ordinal)
            ? [.. text.Split('\n').Select(WithoutBullet).Where(line => line.Length > 0)]
            : Strings(value);

    /// <summary>A list of a few words each; one text with commas is a list too.</summary>
    public static List<string>? Words(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? [.. (String(value) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : Strings(value);

    private static string WithoutBullet(string line)
    {
        var text = line.AsSpan().Trim().TrimStart("-*•·").TrimStart();
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is > 0 and < 3 && text[digits] is '.' or '、' or ')' or '）')
            text = text[(digits + 1)..];
        return text.Trim().ToString();
    }

    // An escaped half of a surrogate pair is valid JSON and no valid string; NUL is one that PostgreSQL keeps in no text.
    private static string? Decoded(JsonElement value)
    {
        try
        {
            return value.GetString()?.Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
