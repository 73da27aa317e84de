using System.Text;

namespace Inkstream.Writing;

/// <summary>
/// Makes a model's deltas fit for a database: a delta may end in the first half of a surrogate pair, which no UTF-8
/// can hold, so the half waits for the next. Halves that stay alone, and NUL, become U+FFFD.
/// </summary>
internal sealed class WholeCharacters
{
    private char? _half;

    /// <summary>The text that is whole now.</summary>
    public string Take(string delta)
    {
        if (_half is null && IsFit(delta))
            return delta;
        var text = new StringBuilder(delta.Length + 1);
        foreach (var c in delta)
            Add(text, c);
        return text.ToString();
    }

    /// <summary>What is left at the end of the answer.</summary>
    public string Rest()
    {
        var rest = _half is null ? "" : "\uFFFD";
        _half = null;
        return rest;
    }

    private static bool IsFit(string delta)
    {
        foreach (var c in delta)
            if (c == '\0' || char.IsSurrogate(c))
                return false;
        return true;
    }

    private void Add(StringBuilder text, char c)
    {
        if (_half is { } half)
        {
            _half = null;
            if (char.IsLowSurrogate(c))
            {
                text.Append(half).Append(c);
                return;
            }

            text.Append('\uFFFD');
        }

        if (char.IsHighSurrogate(c))
            _half = c;
        else
            text.Append(c == '\0' || char.IsLowSurrogate(c) ? '\uFFFD' : c);
    }
}
