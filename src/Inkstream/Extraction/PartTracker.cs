namespace Inkstream.Extraction;

/// <summary>Knows the open candidate: where in it the reader is, what was written of it, and what the sink was told.</summary>
internal sealed class PartTracker(IAnswerSink sink, Nesting nesting)
{
    private const int NotMuted = -1;

    private readonly ValueBuilder _builder = new();
    private PartPlace _place;
    private int _ordinal;
    private int _depth;
    private int _mutedAt = NotMuted;
    private DraftPath _path = DraftPath.Empty;

    public bool IsOpen { get; private set; }

    private bool IsHeard => IsOpen && _mutedAt == NotMuted;

    /// <summary>A candidate begins at the current depth.</summary>
    public void Open(string? member)
    {
        _place = new PartPlace(_ordinal++, member);
        _depth = nesting.Count;
        IsOpen = true;
        _builder.Begin();
        sink.Opened(_place);
    }

    /// <summary>A member's name inside an object. The value of a repeated name is read but not heard: drafts only grow.</summary>
    public void Name(string name)
    {
        if (!IsHeard || nesting.Count == _depth)
            return;
        if ((nesting.Top.Names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
            _builder.Name(name);
        else
            _mutedAt = nesting.Count;
    }

    public void BeginContainer(bool isArray)
    {
        if (IsHeard)
            _builder.BeginContainer(isArray);
    }

    public void EndContainer(bool isArray)
    {
        if (IsHeard)
            _builder.EndContainer(isArray);
    }

    public void BeginText()
    {
        if (!IsHeard)
            return;
        _path = PathToHere();
        sink.Text(_path, []);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        if (!IsHeard || text.IsEmpty)
            return;
        _builder.Text(text);
        sink.Text(_path, text);
    }

    public void EndText()
    {
        if (IsHeard)
            _builder.EndText();
    }

    public void Scalar(string json)
    {
        if (IsHeard)
            _builder.Scalar(json);
    }

    /// <summary>A value ended and the reader is back at the depth where it began.</summary>
    public void EndValue()
    {
        if (_mutedAt == nesting.Count)
            _mutedAt = NotMuted;
        if (!IsOpen || nesting.Count != _depth)
            return;
        IsOpen = false;
        sink.Closed(_place, _builder.End());
    }

    /// <summary>Gives the open candidate up, if there is one.</summary>
    public void Abandon()
    {
        _mutedAt = NotMuted;
        if (!IsOpen)
            return;
        IsOpen = false;
        sink.Abandoned(_place);
    }

    private DraftPath PathToHere()
    {
        if (nesting.Count == _depth)
            return DraftPath.Empty;
        var steps = new DraftStep[nesting.Count - _depth];
        for (var i = 0; i < steps.Length; i++)
        {
            ref var container = ref nesting[_depth + i];
            steps[i] = container.IsArray ? DraftStep.Of(container.Index) : DraftStep.Of(container.Name!);
        }

        return new DraftPath(steps);
    }
}
