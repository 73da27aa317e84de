namespace Inkstream.Live;

/// <summary>
/// One connection that watches a document or a library: a bounded queue of shared bytes. Whoever writes to the network
/// takes from it; Live never waits for a network (invariants 8 and 9).
/// </summary>
public sealed class Viewer : IAsyncDisposable
{
    private readonly EventQueue _events = new(LiveBounds.EventsAViewer);
    private readonly TaskCompletionSource<bool> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _tooSlow = new();
    private readonly Action<Viewer> _leave;
    private long _bytes;
    private int _firstBytes;
    private bool _first = true;

    internal Viewer(ViewForm form, long? has, Guid ownerId, string? kind, Action<Viewer> leave)
    {
        (Form, Has, OwnerId, Kind, _leave) = (form, has, ownerId, kind, leave);
        TooSlow = _tooSlow.Token;
    }

    /// <summary>Whether there is something to watch for this person: known once the first read is done.</summary>
    public Task<bool> Opened => _opened.Task;

    /// <summary>Cancelled when it reads too slowly: its connection is to be closed, it comes back with <c>Last-Event-ID</c>.</summary>
    public CancellationToken TooSlow { get; }

    internal ViewForm Form { get; }

    /// <summary>The version it comes back with.</summary>
    internal long? Has { get; }

    internal Guid OwnerId { get; }

    internal string? Kind { get; }

    /// <summary>Events that came while its first read was under way; null before and after.</summary>
    internal List<(long Version, ReadOnlyMemory<byte> Bytes)>? Held { get; set; }

    /// <summary>
    /// Waits for something to write; false when there will be nothing more: the document is gone, the server goes down, the
    /// viewer was closed. Goes on upon the thread that serves all the viewers of an event, so what follows must not block.
    /// </summary>
    public ValueTask<bool> WaitAsync() => _events.WaitAsync();

    /// <summary>The next event to be written, in order; false when there is none yet.</summary>
    /// <param name="bytes">Shared with the other viewers.</param>
    public bool TryTake(out ReadOnlyMemory<byte> bytes) => _events.TryTake(out bytes);

    /// <summary>Ends the wait: the connection is about to be left.</summary>
    public void Close()
    {
        _events.End();
        _events.Wake();
    }

    /// <summary>Told by the connection when bytes have left.</summary>
    public void Sent(int bytes)
    {
        // The first event was never counted. It is noted before it can be taken, so before it can be sent.
        var uncounted = Math.Min(bytes, _firstBytes);
        _firstBytes -= uncounted;
        Interlocked.Add(ref _bytes, uncounted - bytes);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _leave(this);
        _tooSlow.Dispose();
        return default;
    }

    internal void Open(bool found) => _opened.TrySetResult(found);

    internal void Offer(ReadOnlyMemory<byte> bytes)
    {
        // The first event is the document and may be of any size, so it does not count.
        var waiting = 0L;
        if (_first)
            (_first, _firstBytes) = (false, bytes.Length);
        else
            waiting = Interlocked.Add(ref _bytes, bytes.Length);
        if (waiting > LiveBounds.BytesAViewer || !_events.TryAdd(bytes))
            Drop();
    }

    /// <summary>An event that its first read may have or not.</summary>
    internal void Hold(long version, ReadOnlyMemory<byte> bytes)
    {
        if (Held is not { } held)
            return;
        held.Add((version, bytes));
        if (held.Count > LiveBounds.EventsAViewer)
            Drop();
    }

    internal void Comment()
    {
        // A viewer with events waiting needs no comment.
        if (_events.IsEmpty && _events.TryAdd(EventBytes.Comment))
            Interlocked.Add(ref _bytes, EventBytes.Comment.Length);
    }

    internal void End()
    {
        _opened.TrySetResult(false);
        _events.End();
    }

    /// <summary>Lets the connection write what was offered.</summary>
    internal void Wake() => _events.Wake();

    private void Drop()
    {
        if (!_events.End())
            return;
        _opened.TrySetResult(false);
        try
        {
            // Asynchronously: a feed's lock is held here, and those who hear of it leave that feed.
            _ = _tooSlow.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has just left by itself.
        }
    }
}
