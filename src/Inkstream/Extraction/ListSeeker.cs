namespace Inkstream.Extraction;

internal enum SeekStep
{
    Seeking,

    /// <summary>A string element begins; its quote was read.</summary>
    String,

    /// <summary>An object element began before this character, which belongs to it.</summary>
    Object,

    /// <summary>An array begins, which is no candidate.</summary>
    Array,

    /// <summary>The list ended.</summary>
    End,

    /// <summary>The list was not closed, but the object around it was.</summary>
    EndAround,

    /// <summary>The code block ended with the list open: it was cut off.</summary>
    CutOff,
}

/// <summary>
/// Looks for the next element of a list. Whatever is not plausibly one is passed over: numbers, <c>...</c>, comments,
/// the rest of an element that was given up.
/// </summary>
internal sealed class ListSeeker
{
    private FenceCounter _fence;
    private bool _clean;
    private bool _brace;

    /// <param name="clean">False after something was given up: then a quote may be any quote until the next comma.</param>
    public void Begin(bool clean)
    {
        _clean = clean;
        _brace = false;
        _fence = default;
    }

    public SeekStep Feed(char c)
    {
        if (JsonChars.IsBlank(c))
            return SeekStep.Seeking;
        if (_brace)
        {
            _brace = false;
            if (c is '"' or '}')
                return SeekStep.Object;
            _clean = false;
        }

        if (_fence.Ends(c))
            return SeekStep.CutOff;
        switch (c)
        {
            case '{':
                _brace = true;
                return SeekStep.Seeking;
            case '[':
                return SeekStep.Array;
            case ']':
                return SeekStep.End;
            case '"' when _clean:
                return SeekStep.String;
            case '}' when _clean:
                return SeekStep.EndAround;
            default:
                _clean = JsonChars.IsComma(c);
                return SeekStep.Seeking;
        }
    }
}

/// <summary>Three backticks outside strings end a code block, whatever is still open in it.</summary>
internal struct FenceCounter
{
    private const int FenceLength = 3;
    private int _backticks;

    public bool Ends(char c)
    {
        _backticks = c == '`' ? _backticks + 1 : 0;
        return _backticks == FenceLength;
    }
}
