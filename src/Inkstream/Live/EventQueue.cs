using System.Threading.Tasks.Sources;

namespace Inkstream.Live;

/// <summary>
/// What waits for one connection. Adding does not wake the one that takes: whoever adds holds a feed's lock, and a thousand
/// viewers woken one by one would be a thousand work items an event. <see cref="Wake"/> goes on with it on the caller's thread.
/// </summary>
internal sealed class EventQueue(int bound) : IValueTaskSource<bool>
{
    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _events = new();
    private ManualResetValueTaskSourceCore<bool> _wait;
    private bool _waiting;
    private bool _ended;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _events.Count == 0;
        }
    }

    /// <summary>Adds at the end; false when it is full or has ended.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            if (_ended || _events.Count >= bound)
                return false;
            _events.Enqueue(bytes);
            return true;
        }
    }

    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
            return _events.TryDequeue(out bytes);
    }

    /// <summary>Waits for something to take, for one caller at a time; false when there will be nothing more.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_waiting)
                throw new InvalidOperationException("A viewer's events are taken by one reader.");
            if (_events.Count > 0 || _ended)
                return new ValueTask<bool>(_events.Count > 0);
            _wait.Reset();
            _waiting = true;
            return new ValueTask<bool>(this, _wait.Version);
        }
    }

    /// <summary>Lets the one who waits go on, on this thread, when there is a reason to: never to be called under a lock.</summary>
    public void Wake()
    {
        bool more;
        lock (_gate)
        {
            more = _events.Count > 0;
            if (!_waiting || (!more && !_ended))
                return;
            _waiting = false;
        }

        _wait.SetResult(more);
    }

    /// <summary>Nothing more is added; false when it had ended before.</summary>
    public bool End()
    {
        lock (_gate)
            return !_ended && (_ended = true);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
