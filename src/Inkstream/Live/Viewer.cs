using System.Threading.Channels;

namespace Inkstream.Live;

/// <summary>
/// One connection that watches a document or a library: a bounded queue of shared bytes. Whoever writes to the network
/// takes from it; Live never waits for a network (invariants 8 and 9).
/// </summary>
public sealed class Viewer : IAsyncDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> _events =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(LiveBounds.EventsAViewer) { SingleReader = true });

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

    /// <summary>What is to be written, in order; ends when the document is gone or the server goes down.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Events => _events.Reader;

    internal ViewForm Form { get; }

    /// <summary>The version it comes back with.</summary>
    internal long? Has { get; }

    internal Guid OwnerId { get; }

    internal string? Kind { get; }

    /// <summary>Events that came while its first read was under way; null before and after.</summary>
    internal List<(long Version, ReadOnlyMemory<byte> Bytes)>? Held { get; set; }

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
        if (waiting > LiveBounds.BytesAViewer || !_events.Writer.TryWrite(bytes))
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
        if (_events.Reader.Count == 0 && _events.Writer.TryWrite(EventBytes.Comment))
            Interlocked.Add(ref _bytes, EventBytes.Comment.Length);
    }

    internal void End()
    {
        _opened.TrySetResult(false);
        _events.Writer.TryComplete();
    }

    private void Drop()
    {
        if (!_events.Writer.TryComplete())
            return;
        _opened.TrySetResult(false);
        try
        {
            _tooSlow.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just left by itself.
        }
    }
}
