namespace Inkstream.Extraction;

/// <summary>
/// What stands between two quotes, decoded character by character: escapes resolved, NUL and half a surrogate pair
/// replaced, so that every span it gives is whole UTF-16 that any database takes.
/// </summary>
internal sealed class StringDecoder
{
    /// <summary>Decoded text that waits for its reader is handed over before it grows beyond this.</summary>
    public const int MaxPending = 1024;

    private const char Replacement = '\uFFFD';

    // One character of input gives at most a replacement, a pair, and what a broken \u escape had held back.
    private readonly char[] _pending = new char[MaxPending + 8];
    private readonly char[] _hex = new char[4];
    private Mode _mode;
    private int _hexCount;
    private char _high;

    private enum Mode
    {
        Plain,
        Escape,
        Hex,
    }

    /// <summary>The decoded text that was not taken yet.</summary>
    public ReadOnlySpan<char> Pending => _pending.AsSpan(0, Length);

    public int Length { get; private set; }

    /// <summary>True when the next character stands for itself and a quote is a quote.</summary>
    public bool IsPlain => _mode == Mode.Plain;

    /// <summary>True when a run of plain characters may be taken as it is.</summary>
    public bool IsIdle => _mode == Mode.Plain && _high == 0;

    /// <summary>The length of the leading run that decodes to itself.</summary>
    public static int PlainRun(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && text[i] is var c && c is not '"' and not '\\' and not '\0' && !char.IsSurrogate(c))
            i++;
        return i;
    }

    public void Begin()
    {
        _mode = Mode.Plain;
        _high = default;
        Length = 0;
    }

    public void Taken() => Length = 0;

    /// <summary>Takes one character; false when it must be offered again, because a \u escape broke off before it.</summary>
    public bool Feed(char c)
    {
        switch (_mode)
        {
            case Mode.Escape:
                Escaped(c);
                return true;
            case Mode.Hex:
                return Hex(c);
            default:
                if (c == '\\')
                    _mode = Mode.Escape;
                else
                    Put(c);
                return true;
        }
    }

    /// <summary>The string is over: a first half whose second half never came is replaced.</summary>
    public void End()
    {
        if (_high != 0)
            Add(Replacement);
        _high = default;
    }

    private void Escaped(char c)
    {
        _mode = Mode.Plain;
        if (c == 'u')
        {
            _mode = Mode.Hex;
            _hexCount = 0;
            return;
        }

        // An escape that JSON does not know stands for its character.
        Put(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
    }

    private bool Hex(char c)
    {
        if (!char.IsAsciiHexDigit(c))
        {
            _mode = Mode.Plain;
            Put('u');
            for (var i = 0; i < _hexCount; i++)
                Put(_hex[i]);
            return false;
        }

        _hex[_hexCount++] = c;
        if (_hexCount == _hex.Length)
        {
            _mode = Mode.Plain;
            Put((char)Convert.ToUInt16(new string(_hex), 16));
        }

        return true;
    }

    private void Put(char c)
    {
        if (_high != 0)
        {
            if (char.IsLowSurrogate(c))
            {
                Add(_high);
                Add(c);
                _high = default;
                return;
            }

            Add(Replacement);
            _high = default;
        }

        if (char.IsHighSurrogate(c))
            _high = c;
        else
            Add(c == '\0' || char.IsLowSurrogate(c) ? Replacement : c);
    }

    private void Add(char c) => _pending[Length++] = c;
}
