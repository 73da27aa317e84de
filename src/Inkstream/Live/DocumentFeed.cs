using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Live;

/// <summary>
/// One document that is watched here. The one place where state and events meet (invariant 6): a viewer is noted first,
/// then the document is read, then what the read already had is dropped, and from there on it follows.
/// </summary>
internal sealed class DocumentFeed(LiveFeeds live, Guid id, DocumentKinds kinds, DocumentProjection projection, TimeProvider time) : Feed(live, id)
{
    private readonly DeltaView _deltas = new(kinds, projection);
    private readonly PlainView _plain = new(projection);
    private readonly CommitsDuringRead _during = new();
    private bool _plainBehind;
    private long? _lastPlain;
    private bool _timed;

    /// <summary>Whether the poll saw something that some viewer has not; null: that the document is gone.</summary>
    public bool IsBehind(DocumentVersion? version)
    {
        // While text flows the poll is what is behind.
        lock (Gate)
            return Following.Count > 0 && (version is not { } seen || _deltas.Version < seen || _plain.Version < seen);
    }

    /// <summary>What to read next; null when nobody needs a read now.</summary>
    public ReadRequest? NextRead()
    {
        Unmark();
        lock (Gate)
        {
            TakeWaiting();

            // What was sent before this read begins is in what it reads.
            foreach (var viewer in Joining)
                viewer.Held = [];
            var plain = PlainIsDue();
            if (Joining.Count > 0 || plain)
            {
                // What moves from now on, this read may miss.
                _plainBehind = false;
                _during.Begin();
                return new ReadRequest(Id);
            }

            if (_deltas.Version is null)
                return null;
            _during.Begin();
            return _deltas.Request(Id);
        }
    }

    /// <summary>This server committed something: the next event, when it is exactly that; else a read tells, the one that is under way if there is one.</summary>
    /// <returns>Whether a read is due.</returns>
    public bool Committed(RunBatch batch, RunOutcome.Committed outcome)
    {
        // A prompt alone moves nothing that is shown.
        if (outcome.After == outcome.Before)
            return false;
        lock (Gate)
        {
            var read = _plainBehind = PlainMayBeBehind;
            if (_deltas.Version is not null && _deltas.Extend(batch, outcome) is { } bytes)
                SendDeltas(outcome.After, bytes);
            else if (DeltasMayBeBehind && !_during.TryKeep(batch, outcome))
                read = true;
            return read;
        }
    }

    /// <summary>The document moved in a way that only a read tells.</summary>
    public void Moved()
    {
        lock (Gate)
            _plainBehind = PlainMayBeBehind;
    }

    /// <summary>Takes what was read; null when the document is gone.</summary>
    /// <returns>Whether another read is due.</returns>
    public bool Apply(DocumentSnapshot? document)
    {
        if (document is null)
        {
            EndAll(EventBytes.Deleted);
            return false;
        }

        lock (Gate)
        {
            var commits = _during.End();
            var again = false;
            if (_deltas.Version < document.Version)
            {
                if (_deltas.Advance(document) is { } bytes)
                    SendDeltas(document.Version, bytes);
                else
                    again = true;
            }

            var whole = document.Generation is not { FirstChunk: > 0 };
            if (whole && _plain.Version <= document.Version)
                SendPlain(document);
            if (whole && !again)
                Welcome(document);
            else
                ReadFailed();
            again = again || !Play(commits);

            // Whatever else moved since the read began has said so by itself.
            return again || Waiting.Count > 0;
        }
    }

    /// <inheritdoc/>
    public override void ReadFailed()
    {
        lock (Gate)
        {
            _during.End();
            _plainBehind |= _plain.Version is not null;
            base.ReadFailed();
        }
    }

    // A read that is under way for someone who joins may have missed what moved now.
    private bool PlainMayBeBehind => _plain.Version is not null || Joins(ViewForm.Plain);

    private bool DeltasMayBeBehind => _deltas.Version is not null || Joins(ViewForm.Deltas);

    protected override void Left()
    {
        if (!Following.Exists(viewer => viewer.Form is ViewForm.Deltas))
            _deltas.End();
        if (!Following.Exists(viewer => viewer.Form is ViewForm.Plain))
            _plain.End();
    }

    /// <summary>Gives those who join the document as it was read, then what came since.</summary>
    private void Welcome(DocumentSnapshot document)
    {
        ReadOnlyMemory<byte>? whole = null;
        foreach (var viewer in Joining)
        {
            if (viewer.OwnerId != document.OwnerId || viewer.Kind != document.Kind)
            {
                viewer.Open(found: false);
                End(viewer);
                continue;
            }

            viewer.Open(found: true);
            if (viewer.Has != document.Version.Value)
                Offer(viewer, whole ??= EventBytes.Fields(document.Version.Value, projection.Whole(document)));
            foreach (var (version, bytes) in viewer.Held ?? [])
                if (viewer.Form is ViewForm.Deltas && version > document.Version.Value)
                    Offer(viewer, bytes);
            viewer.Held = null;
            Following.Add(viewer);
            if (viewer.Form is ViewForm.Deltas && _deltas.Version is null)
                _deltas.Begin(document);
            if (viewer.Form is ViewForm.Plain && _plain.Version is null)
                _plain.Begin(document);
        }

        Joining.Clear();
    }

    private bool Joins(ViewForm form) => Joining.Exists(viewer => viewer.Form == form);

    /// <summary>Plays what this server committed during the read behind it. False when that is not all that is missing.</summary>
    private bool Play(IReadOnlyList<(RunBatch, RunOutcome.Committed)> commits)
    {
        foreach (var (batch, outcome) in commits)
        {
            // Nobody follows, or it was in what was read.
            if (!(_deltas.Version < outcome.After))
                continue;
            if (_deltas.Extend(batch, outcome) is not { } bytes)
                return false;
            SendDeltas(outcome.After, bytes);
        }

        return true;
    }

    private void SendDeltas(DocumentVersion version, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        foreach (var viewer in Following)
            if (viewer.Form is ViewForm.Deltas)
                Offer(viewer, bytes);
        foreach (var viewer in Joining)
            viewer.Hold(version.Value, bytes);
    }

    private void SendPlain(DocumentSnapshot document)
    {
        var bytes = _plain.Advance(document);
        if (bytes.IsEmpty)
            return;
        _lastPlain = time.GetTimestamp();
        foreach (var viewer in Following)
            if (viewer.Form is ViewForm.Plain)
                Offer(viewer, bytes);
    }

    /// <summary>At most one plain event in <see cref="LiveBounds.PlainPace"/>, the first at once (contract 4).</summary>
    private bool PlainIsDue()
    {
        if (!_plainBehind || _plain.Version is null)
            return false;
        var wait = _lastPlain is { } last ? LiveBounds.PlainPace - time.GetElapsedTime(last) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
            return true;
        if (!_timed)
        {
            _timed = true;
            Live.After(wait, this, () =>
            {
                lock (Gate)
                    _timed = false;
            });
        }

        return false;
    }
}
