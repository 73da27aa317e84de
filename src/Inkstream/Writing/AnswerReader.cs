using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;
using Inkstream.Ports;

namespace Inkstream.Writing;

/// <summary>Turns the model's text into finished parts: names them, lets the kind judge them, drops repeats and extras.</summary>
internal sealed class AnswerReader : IAnswerSink
{
    private readonly DocumentKind _kind;
    private readonly TimeProvider _time;
    private readonly AnswerExtractor _extractor;
    private readonly List<string> _missing;
    private readonly List<DocumentPart> _there;
    private readonly AnswerContext _context;
    private readonly int _round;
    private List<FinishedPart> _finished = [];

    public AnswerReader(DocumentKind kind, DocumentSnapshot document, GenerationSnapshot generation, TimeProvider time)
    {
        (_kind, _time, _round) = (kind, time, generation.Round);
        _extractor = new AnswerExtractor(kind.Answer, this);
        _missing = [.. generation.Missing(kind.Answer)];

        // What a regenerate is about to retire does not stay, so it may be said again.
        _there = [.. document.Parts.Where(part => !part.Retired
            && (!generation.Replaces || part.Round == generation.Round || part.Favourite || part.Revision > 1))];
        _context = new AnswerContext(generation.Params, _there);
    }

    /// <summary>What was asked for and is not there yet.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>Whether this answer brought any part.</summary>
    public bool Any { get; private set; }

    /// <summary>Reads on, and returns the parts that this text finished.</summary>
    public IReadOnlyList<FinishedPart> Read(string text)
    {
        _extractor.Append(text);
        return Take();
    }

    /// <summary>The answer is over.</summary>
    public IReadOnlyList<FinishedPart> Complete()
    {
        _extractor.Complete();
        return Take();
    }

    void IAnswerSink.Opened(PartPlace place)
    {
    }

    void IAnswerSink.Text(DraftPath path, ReadOnlySpan<char> text)
    {
    }

    void IAnswerSink.Abandoned(PartPlace place)
    {
    }

    void IAnswerSink.Closed(PartPlace place, JsonElement value)
    {
        if (_kind.Answer.PartAt(place, _missing) is not { } part || _kind.Accept(part, value, _context) is not { } artifact)
            return;
        var id = Ids.New(_time);
        _missing.Remove(part);
        var role = _kind.Answer.RoleOf(part);
        _finished.Add(new FinishedPart(id, role, artifact));
        _there.Add(new DocumentPart(
            id, id, 1, role, _round, artifact.Type, JsonElement.Parse(artifact.Data), Favourite: false, Dismissed: false, Retired: false));
        Any = true;
    }

    private List<FinishedPart> Take()
    {
        var finished = _finished;
        _finished = [];
        return finished;
    }
}
