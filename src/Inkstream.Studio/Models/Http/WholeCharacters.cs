namespace Inkstream.Studio.Models;

/// <summary>
/// Joins characters whose surrogate halves came in two deltas: what it lets through never ends in half a pair,
/// and a half without the other becomes U+FFFD, since no database and no browser takes it. Not thread-safe.
/// </summary>
internal sealed class WholeCharacters
{
    private const char Replacement = '\uFFFD';

    private char? _held;

    /// <summary>The text that can go on now.</summary>
    public string Add(string delta)
    {
        if (delta.Length == 0)
            return delta;
        if (_held is { } half)
        {
            delta = half + delta;
            _held = null;
        }
        if (char.IsHighSurrogate(delta[^1]))
        {
            _held = delta[^1];
            delta = delta[..^1];
        }
        return Repair(delta);
    }

    /// <summary>What is left at the end.</summary>
    public string End()
    {
        var left = _held is null ? "" : Replacement.ToString();
        _held = null;
        return left;
    }

    private static string Repair(string text)
    {
        char[]? repaired = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }
            repaired ??= text.ToCharArray();
            repaired[i] = Replacement;
        }
        return repaired is null ? text : new string(repaired);
    }
}
