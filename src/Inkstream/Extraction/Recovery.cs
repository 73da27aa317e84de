namespace Inkstream.Extraction;

internal enum RecoveryStep
{
    Skipping,

    /// <summary>The next element of the list, or a new top-level object, began before this character, which belongs to it.</summary>
    Object,

    /// <summary>The next member of the top-level object begins; the quote of its name was read.</summary>
    Name,

    /// <summary>What was given up has ended, and perhaps what is around it.</summary>
    Balanced,

    /// <summary>The code block ended: nothing more of this value comes.</summary>
    CutOff,
}

/// <summary>
/// Skips what is left of a value that is not JSON, up to the next plausible element or member. It balances brackets
/// and is blind to quotes: after a malformation nobody knows which of them are paired.
/// </summary>
internal sealed class Recovery(Nesting nesting, bool isList)
{
    private FenceCounter _fence;
    private int _floor;
    private int _overflow;
    private char _last;
    private bool _brace;

    /// <summary>False when there is nothing worth recovering: no open list, or an object that has shown no member yet.</summary>
    public bool TryBegin()
    {
        _floor = isList ? nesting.ElementDepth() : 1;
        _overflow = 0;
        _last = default;
        _brace = false;
        _fence = default;
        return isList ? _floor > 0 : nesting.Count > 1 || nesting[0].Index > 0;
    }

    public RecoveryStep Feed(char c)
    {
        if (JsonChars.IsBlank(c))
            return RecoveryStep.Skipping;
        if (_brace)
        {
            _brace = false;
            if (c is '"' or '}')
            {
                nesting.CutTo(isList ? _floor : 0);
                return RecoveryStep.Object;
            }

            Push(isArray: false);
        }

        var last = _last;
        _last = c;
        if (_fence.Ends(c))
            return RecoveryStep.CutOff;
        switch (c)
        {
            // An object cannot stand directly in an object: the closer of the one before it is missing.
            case '{' when last is not (':' or '：') && nesting.Count == (isList ? _floor + 1 : _floor) && !nesting.Top.IsArray && _overflow == 0:
                _brace = true;
                return RecoveryStep.Skipping;
            case '{' or '[':
                Push(c == '[');
                return RecoveryStep.Skipping;
            case '}' or ']':
                return Pop(c == ']') ? RecoveryStep.Balanced : RecoveryStep.Skipping;
            case '"' when JsonChars.IsComma(last) && !isList && nesting.Count == _floor:
                return RecoveryStep.Name;
            default:
                return RecoveryStep.Skipping;
        }
    }

    private void Push(bool isArray)
    {
        if (_overflow > 0 || nesting.IsFull)
            _overflow++;
        else
            nesting.Push(isArray, Level.Inner);
    }

    /// <summary>Closes the nearest container of the kind, and with it what was left open inside; true when that ends the skipping.</summary>
    private bool Pop(bool isArray)
    {
        if (_overflow > 0)
        {
            _overflow--;
            return false;
        }

        // The container just below the floor is the list or the top-level object; nothing else around it is closed from here.
        for (var i = nesting.Count - 1; i >= _floor - 1; i--)
        {
            if (nesting[i].IsArray != isArray)
                continue;
            nesting.CutTo(i);
            return i <= _floor;
        }

        return false;
    }
}
