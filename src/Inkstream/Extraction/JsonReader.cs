namespace Inkstream.Extraction;

/// <summary>
/// Reads one top-level value, forgiving what models get wrong, one character at a time. A step that answers false did
/// not take its character: it is offered again to the state that the step left behind.
/// </summary>
internal sealed class JsonReader(string? listMember, PartTracker parts, Nesting nesting, UnreadChars unread)
{
    private readonly StringDecoder _decoder = new();
    private readonly StringEnd _end = new();
    private readonly ListSeeker _seeker = new();
    private readonly Recovery _recovery = new(nesting, listMember is not null);
    private readonly char[] _scalar = new char[JsonScalar.MaxLength];
    private int _scalarLength;
    private int _nameLength;
    private string _name = "";
    private State _state;

    private enum State
    {
        Outside,
        List,
        Name,
        NameText,
        Colon,
        Value,
        Element,
        AfterValue,
        Text,
        TextEnd,
        Scalar,
        Recovering,
    }

    /// <summary>True when no value is being read.</summary>
    public bool IsOutside => _state == State.Outside;

    /// <summary>True when characters that stand for themselves may be given as a run.</summary>
    public bool InPlainText => _state == State.Text && _decoder.IsIdle;

    /// <summary>A top-level value begins; its bracket was read.</summary>
    public void Start(bool isArray) => Push(isArray);

    public void PlainText(ReadOnlySpan<char> run)
    {
        Flush();
        parts.Text(run);
    }

    /// <summary>Reports the text that was read so far.</summary>
    public void Flush()
    {
        if (_state is not (State.Text or State.TextEnd))
            return;
        parts.Text(_decoder.Pending);
        _decoder.Taken();
    }

    public bool Step(char c)
    {
        switch (_state)
        {
            case State.Text:
                return Text(c);
            case State.TextEnd:
                return TextEnd(c);
            case State.NameText:
                return NameText(c);
            case State.Scalar:
                return Scalar(c);
            case State.List:
                return Seek(c);
            case State.Recovering:
                return Recover(c);
            default:
                return JsonChars.IsBlank(c) || Structure(c);
        }
    }

    private bool Structure(char c)
    {
        switch (_state)
        {
            case State.Name when JsonChars.IsComma(c):
            case State.Element when JsonChars.IsComma(c):
                return true;
            case State.AfterValue when JsonChars.IsComma(c):
                return Go(nesting.Top.IsArray ? State.Element : State.Name);
            case State.Name or State.Element or State.AfterValue when c == (nesting.Top.IsArray ? ']' : '}'):
                return Pop();
            case State.Name or State.AfterValue when c == '"' && !nesting.Top.IsArray:
                return BeginName();
            case State.Colon when JsonChars.IsColon(c):
                nesting.Top.Name = _name;
                nesting.Top.Index++;
                parts.Name(_name);
                return Go(State.Value);
            case State.Value or State.Element:
            case State.AfterValue when nesting.Top.IsArray:
                return BeginValue(c);
            default:
                return Malformed();
        }
    }

    private bool BeginValue(char c)
    {
        if (c is not ('"' or '{' or '[') && !JsonChars.IsScalar(c))
            return Malformed();
        if (nesting.Top.IsArray)
            nesting.Top.Index++;
        if (listMember is null && nesting.Top.Level == Level.Root)
            parts.Open(nesting.Top.Name);
        if (c == '"')
            return BeginText();
        if (c is '{' or '[')
            return Push(c == '[');
        _scalarLength = 0;
        _state = State.Scalar;
        return false;
    }

    private bool Push(bool isArray)
    {
        if (nesting.IsFull)
            return Malformed();
        nesting.Push(isArray, LevelOf(isArray));
        parts.BeginContainer(isArray);
        return nesting.Top.Level == Level.List ? SeekElement(clean: true) : Go(isArray ? State.Element : State.Name);
    }

    /// <summary>The list is the top-level array, or an array with the right name in the top-level object or one object further in.</summary>
    private Level LevelOf(bool isArray)
    {
        if (nesting.Count == 0)
            return isArray ? Level.List : Level.Root;
        ref var around = ref nesting.Top;
        if (listMember is null || around.Level is Level.List or Level.Inner)
            return Level.Inner;
        if (isArray)
            return around.Name == listMember ? Level.List : Level.Inner;
        return around.Level == Level.Root ? Level.Wrapper : Level.Inner;
    }

    private bool Pop()
    {
        parts.EndContainer(nesting.Top.IsArray);
        nesting.Pop();
        return EndValue();
    }

    private bool EndValue()
    {
        parts.EndValue();
        if (nesting.Count == 0)
            return Go(State.Outside);
        return nesting.Top.Level == Level.List ? SeekElement(clean: true) : Go(State.AfterValue);
    }

    private bool BeginName()
    {
        _decoder.Begin();
        _nameLength = 0;
        return Go(State.NameText);
    }

    private bool NameText(char c)
    {
        if (c == '"' && _decoder.IsPlain)
        {
            _decoder.End();
            _name = _decoder.Pending.ToString();
            _decoder.Taken();
            return Go(State.Colon);
        }

        // No name has a line break: this was a quotation mark in prose, or the string before it ended too early.
        if (c is '\n' or '\r' || _nameLength == StringEnd.MaxName)
            return Malformed();
        if (!_decoder.Feed(c))
            return false;
        _nameLength++;
        return true;
    }

    private bool BeginText()
    {
        _decoder.Begin();
        parts.BeginText();
        return Go(State.Text);
    }

    private bool Text(char c)
    {
        if (c == '"' && _decoder.IsPlain)
        {
            _end.Begin(!nesting.Top.IsArray ? StringPlace.Member
                : nesting.Top.Level == Level.List ? StringPlace.ListElement
                : StringPlace.Element);
            return Go(State.TextEnd);
        }

        var taken = _decoder.Feed(c);
        FlushWhenFull();
        return taken;
    }

    private void FlushWhenFull()
    {
        if (_decoder.Length >= StringDecoder.MaxPending)
            Flush();
    }

    private bool TextEnd(char c)
    {
        switch (_end.Feed(c))
        {
            case StringVerdict.Undecided:
                return true;
            case StringVerdict.Reopened:
                _decoder.Feed('"');
                _state = State.Text;
                FlushWhenFull();
                break;
            case StringVerdict.Hopeless:
                Malformed();
                break;
            default:
                _decoder.End();
                Flush();
                parts.EndText();
                EndValue();
                break;
        }

        unread.Put(_end.Held);
        return true;
    }

    private bool Scalar(char c)
    {
        if (JsonChars.IsScalar(c))
        {
            if (_scalarLength == JsonScalar.MaxLength)
                return Malformed();
            _scalar[_scalarLength++] = c;
            return true;
        }

        if (JsonScalar.Normalise(_scalar.AsSpan(0, _scalarLength)) is not { } json)
            return Malformed();
        parts.Scalar(json);
        EndValue();
        return false;
    }

    private bool Seek(char c)
    {
        switch (_seeker.Feed(c))
        {
            case SeekStep.String:
                parts.Open(member: null);
                return BeginText();
            case SeekStep.Object:
                parts.Open(member: null);
                Push(isArray: false);
                return false;
            case SeekStep.Array:
                return Push(isArray: true);
            case SeekStep.End:
                return Pop();
            case SeekStep.EndAround when nesting.Count > 1:
                nesting.Pop();
                return Pop();
            case SeekStep.CutOff:
                return Leave();
            default:
                return true;
        }
    }

    private bool SeekElement(bool clean)
    {
        _seeker.Begin(clean);
        return Go(State.List);
    }

    /// <summary>What is being read is not JSON. Looks for the next plausible element or member, or goes back to prose.</summary>
    private bool Malformed()
    {
        Flush();
        parts.Abandon();
        if (nesting.Count > 0 && nesting.Top.Level == Level.List)
            SeekElement(clean: false);
        else if (_recovery.TryBegin())
            _state = State.Recovering;
        else
            Leave();
        return false;
    }

    private bool Recover(char c)
    {
        switch (_recovery.Feed(c))
        {
            case RecoveryStep.Object:
                if (listMember is not null)
                    parts.Open(member: null);
                Push(isArray: false);
                return false;
            case RecoveryStep.Name:
                return BeginName();
            case RecoveryStep.Balanced:
                return EndValue();
            case RecoveryStep.CutOff:
                return Leave();
            default:
                return true;
        }
    }

    private bool Leave()
    {
        nesting.CutTo(0);
        return Go(State.Outside);
    }

    private bool Go(State state)
    {
        _state = state;
        return true;
    }
}
