namespace Inkstream.Extraction;

internal enum StringVerdict
{
    Undecided,
    Closed,
    Reopened,
    Hopeless,
}

/// <summary>
/// Decides whether a quote inside a string value ends it, because models forget to escape quotes:
/// <c>"body": "他说"你好"就走了"</c>. It holds back what follows the quote, never more than the bounds, until it knows.
/// </summary>
/// <remarks>
/// After the quote and white space:
/// <code>
/// follows                                  in an object    in an array     element of the list
/// its closer (} or ])                      closed          closed          closed
/// the other closer, then , ] }             closed          closed          closed
/// the other closer, then something else    reopened        reopened        reopened
/// commas, then its closer                  closed          closed          closed
/// commas, then "name" :                    closed          as any string   as any string
/// commas, then any other string            reopened        closed          closed
/// commas, then { and a quote               closed          closed          closed
/// commas, then { [ number or word          reopened        closed          closed
/// white space, then "name" :               closed          reopened        reopened
/// a line break, then a string              reopened        closed          closed
/// :                                        reopened        reopened        hopeless: it was a name
/// anything else                            reopened        reopened        reopened
/// more than MaxGap white space             closed          closed          closed
/// </code>
/// A quote that closes where JSON has none (the wrong closer, an object where a name belongs) makes the candidate
/// malformed; it is given up, which is better than to take the next one for its text. Strict JSON is therefore always read as it is, and only what is not JSON is guessed. The end of the text decides
/// nothing: the quote stays held back and is no part of the text.
/// </remarks>
internal sealed class StringEnd
{
    /// <summary>A longer name is no name.</summary>
    public const int MaxName = 128;

    /// <summary>White space that is held back; a longer run closes the string.</summary>
    public const int MaxGap = 256;

    private const int MaxPunctuation = 16;
    private const int LongestWord = 5;

    private readonly char[] _held = new char[MaxName + MaxGap + MaxPunctuation];
    private int _count;
    private Phase _phase;
    private StringPlace _place;
    private bool _comma;
    private bool _gap;
    private bool _lineBreak;
    private int _gapLength;
    private int _nameLength;
    private bool _escaped;
    private int _wordStart;

    private enum Phase
    {
        AfterQuote,
        OtherCloser,
        Name,
        AfterName,
        Brace,
        Word,
    }

    /// <summary>What came after the quote; it is read again once the verdict is known.</summary>
    public ReadOnlySpan<char> Held => _held.AsSpan(0, _count);

    public void Begin(StringPlace place)
    {
        _place = place;
        _phase = Phase.AfterQuote;
        _count = _gapLength = _nameLength = 0;
        _comma = _gap = _lineBreak = _escaped = false;
    }

    public StringVerdict Feed(char c)
    {
        _held[_count++] = c;
        var verdict = _phase switch
        {
            Phase.Name => InName(c),
            Phase.Word => InWord(c),
            _ when JsonChars.IsBlank(c) => Blank(c),
            Phase.AfterQuote => AfterQuote(c),
            Phase.Brace => Closed(c == '"'),
            Phase.OtherCloser => Closed(JsonChars.IsComma(c) || c is ']' or '}'),
            _ => Closed(JsonChars.IsColon(c)),
        };
        // Only a heap of commas comes this far.
        return verdict == StringVerdict.Undecided && _count == _held.Length ? StringVerdict.Closed : verdict;
    }

    private static StringVerdict Closed(bool closed) => closed ? StringVerdict.Closed : StringVerdict.Reopened;

    private StringVerdict Blank(char c)
    {
        _gap = true;
        _lineBreak |= c is '\n' or '\r';
        return ++_gapLength > MaxGap ? StringVerdict.Closed : StringVerdict.Undecided;
    }

    private StringVerdict AfterQuote(char c)
    {
        if (JsonChars.IsComma(c))
        {
            _comma = true;
            return StringVerdict.Undecided;
        }

        var inObject = _place == StringPlace.Member;
        if (c == (inObject ? '}' : ']'))
            return StringVerdict.Closed;
        if (c is '}' or ']')
            return Go(Phase.OtherCloser);
        if (inObject && _comma && c == '{')
            return Go(Phase.Brace);
        if (inObject)
            return c == '"' && (_comma || _gap) ? Go(Phase.Name) : StringVerdict.Reopened;
        if (c == ':' && !_comma && _place == StringPlace.ListElement)
            return StringVerdict.Hopeless;
        if (c == '"')
            return Closed(_comma || _lineBreak);
        if (_comma && char.IsAsciiLetter(c))
        {
            _wordStart = _count - 1;
            return Go(Phase.Word);
        }

        return Closed(_comma && (c is '{' or '[' or '-' or '+' || char.IsAsciiDigit(c)));
    }

    private StringVerdict InName(char c)
    {
        if (_escaped)
            _escaped = false;
        else if (c == '"')
            return Go(Phase.AfterName);
        else
            _escaped = c == '\\';
        return c is '\n' or '\r' || ++_nameLength > MaxName ? StringVerdict.Reopened : StringVerdict.Undecided;
    }

    private StringVerdict InWord(char c)
    {
        var word = _held.AsSpan(_wordStart, _count - 1 - _wordStart);
        if (!JsonChars.IsScalar(c))
            return Closed(JsonScalar.Normalise(word) is not null);
        return word.Length < LongestWord ? StringVerdict.Undecided : StringVerdict.Reopened;
    }

    private StringVerdict Go(Phase phase)
    {
        _phase = phase;
        return StringVerdict.Undecided;
    }
}

/// <summary>What a string is the value of; this decides what may follow it.</summary>
internal enum StringPlace
{
    Member,
    Element,
    ListElement,
}
