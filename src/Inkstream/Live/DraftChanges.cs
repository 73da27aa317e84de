using System.Text;
using System.Text.Json;
using Inkstream.Extraction;

namespace Inkstream.Live;

/// <summary>What an event says of the draft.</summary>
internal enum DraftWord
{
    /// <summary>Nothing: it is as it was.</summary>
    Unchanged,

    /// <summary>There is none now.</summary>
    Cleared,

    /// <summary>What was added.</summary>
    Added,

    /// <summary>No additions lead there: the whole draft has to be sent.</summary>
    Whole,
}

/// <summary>
/// Follows the draft of one attempt as its viewers see it, and says what the next event must tell them
/// (contract 4, <c>draft</c>).
/// </summary>
internal sealed class DraftChanges : IAnswerSink
{
    private readonly List<(DraftPath Path, StringBuilder Text)> _added = [];

    // The candidate that is being written: whether it has a string yet, and whether some of its text was let go unsaid.
    private PartPlace? _open;
    private bool _hasText;
    private bool _unsaid;

    // What the viewers have: which candidate, under which name.
    private PartPlace? _shown;
    private string? _shownPart;

    private string? _part;

    /// <summary>Decides what the next event says, given what is missing at its version.</summary>
    public DraftWord Decide(AnswerShape shape, IReadOnlyList<string> missing)
    {
        _part = _open is { } place && _hasText ? shape.PartAt(place, missing) : null;
        if (_part is null)
            return _shown is null ? DraftWord.Unchanged : DraftWord.Cleared;
        if (_shown == _open)
            return _shownPart != _part ? DraftWord.Whole : _added.Count == 0 ? DraftWord.Unchanged : DraftWord.Added;

        // A client begins a new draft when the name changes; another candidate under the same name needs the whole.
        return _unsaid || _shownPart == _part ? DraftWord.Whole : DraftWord.Added;
    }

    /// <summary>Writes the additions.</summary>
    public void WriteAdded(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (path, text) in _added)
        {
            writer.WriteStartObject();
            writer.WriteString("part", _part);
            writer.WriteStartArray("path");
            foreach (var step in path.Steps)
            {
                if (step.Name is { } name)
                    writer.WriteStringValue(name);
                else
                    writer.WriteNumberValue(step.Index);
            }

            writer.WriteEndArray();
            writer.WriteString("text", text.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The event is out: the viewers have what <paramref name="word"/> said.</summary>
    public void Said(DraftWord word)
    {
        if (word is DraftWord.Cleared)
            (_shown, _shownPart) = (null, null);
        else if (word is not DraftWord.Unchanged)
            (_shown, _shownPart) = (_open, _part);
        _unsaid |= _added.Count > 0 && _shown != _open;
        _added.Clear();
    }

    /// <summary>The viewers have the whole draft, from a read.</summary>
    public void SaidWhole(AnswerShape shape, IReadOnlyList<string> missing)
    {
        Decide(shape, missing);
        Said(_part is null ? DraftWord.Cleared : DraftWord.Whole);
    }

    void IAnswerSink.Opened(PartPlace place) => Begin(place);

    void IAnswerSink.Text(DraftPath path, ReadOnlySpan<char> text)
    {
        _hasText = true;
        if (_added.Count == 0 || !ReferenceEquals(_added[^1].Path, path))
            _added.Add((path, new StringBuilder()));
        _added[^1].Text.Append(text);
    }

    void IAnswerSink.Closed(PartPlace place, JsonElement value) => Begin(null);

    void IAnswerSink.Abandoned(PartPlace place) => Begin(null);

    private void Begin(PartPlace? place)
    {
        (_open, _hasText, _unsaid) = (place, false, false);
        _added.Clear();
    }
}
