using Inkstream.Ports;

namespace Inkstream.Live;

/// <summary>
/// This server's own commits to a document while it is read: the read may have missed them. They are played behind what
/// was read, so that one read is enough however quickly commits follow each other (decision 0014). Under the feed's gate.
/// </summary>
internal sealed class CommitsDuringRead
{
    private readonly List<(RunBatch Batch, RunOutcome.Committed Outcome)> _commits = [];
    private int _length;
    private bool _reading;

    /// <summary>A read begins: what was committed before it is in it.</summary>
    public void Begin()
    {
        Forget();
        _reading = true;
    }

    /// <summary>Keeps a commit until the read is there. False: none is under way, or too much came during it; another read must tell.</summary>
    public bool TryKeep(RunBatch batch, RunOutcome.Committed outcome)
    {
        if (!_reading || _commits.Count == LiveBounds.CommitsDuringARead || _length + batch.Text.Length > LiveBounds.TextDuringARead)
            return false;
        _commits.Add((batch, outcome));
        _length += batch.Text.Length;
        return true;
    }

    /// <summary>The read is over: what to play behind it, in order.</summary>
    public IReadOnlyList<(RunBatch Batch, RunOutcome.Committed Outcome)> End()
    {
        var commits = _commits.ToArray();
        Forget();
        return commits;
    }

    private void Forget()
    {
        _commits.Clear();
        (_length, _reading) = (0, false);
    }
}
