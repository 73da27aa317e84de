namespace Inkstream.Live;

/// <summary>What some viewers watch. A feed lives as long as it has viewers and keeps nothing that could answer a read.</summary>
internal abstract class Feed(LiveFeeds live, Guid id) : IThreadPoolWorkItem
{
    private readonly Queue<Viewer> _offered = new();
    private bool _waking;
    private int _dirty;

    /// <summary>The document's or the owner's id.</summary>
    public Guid Id { get; } = id;

    protected Lock Gate { get; } = new();

    protected LiveFeeds Live { get; } = live;

    /// <summary>Those that have their first event and follow.</summary>
    protected List<Viewer> Following { get; } = [];

    /// <summary>Those that wait for the next read: never for one that is under way (invariant 9).</summary>
    protected List<Viewer> Waiting { get; private set; } = [];

    /// <summary>Those whose first read is under way.</summary>
    protected List<Viewer> Joining { get; } = [];

    public bool IsEmpty
    {
        get
        {
            lock (Gate)
                return Following.Count + Waiting.Count + Joining.Count == 0;
        }
    }

    /// <summary>Says that a read is due; true when it was not said already.</summary>
    public bool Mark() => Interlocked.Exchange(ref _dirty, 1) == 0;

    /// <summary>A read begins: what comes from now on marks again.</summary>
    public void Unmark() => Interlocked.Exchange(ref _dirty, 0);

    public void Join(Viewer viewer)
    {
        lock (Gate)
            Waiting.Add(viewer);
    }

    public void Leave(Viewer viewer)
    {
        lock (Gate)
        {
            Waiting.Remove(viewer);
            Joining.Remove(viewer);
            if (Following.Remove(viewer))
                Left();
        }
    }

    /// <summary>A read failed: whoever joined with it waits for the next.</summary>
    public virtual void ReadFailed()
    {
        lock (Gate)
        {
            Waiting.AddRange(Joining);
            Joining.Clear();
        }
    }

    public void Comment()
    {
        lock (Gate)
        {
            foreach (var viewer in Following)
            {
                viewer.Comment();
                Wake(viewer);
            }
        }
    }

    /// <summary>Ends all viewers: they come back, here or elsewhere.</summary>
    public void EndAll(ReadOnlyMemory<byte> last)
    {
        lock (Gate)
        {
            foreach (var viewer in Following)
            {
                if (!last.IsEmpty)
                    viewer.Offer(last);
                End(viewer);
            }

            Joining.ForEach(End);
            Waiting.ForEach(End);
            Following.Clear();
            Joining.Clear();
            Waiting.Clear();
            Left();
        }
    }

    /// <summary>Wakes those who were offered something: one work item for many viewers, outside all locks.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (Offered() is { Count: > 0 } viewers)
            foreach (var viewer in viewers)
                viewer.Wake();
    }

    protected abstract void Left();

    /// <summary>Gives a viewer its next event; under the gate.</summary>
    protected void Offer(Viewer viewer, ReadOnlyMemory<byte> bytes)
    {
        viewer.Offer(bytes);
        Wake(viewer);
    }

    /// <summary>Ends a viewer; under the gate.</summary>
    protected void End(Viewer viewer)
    {
        viewer.End();
        Wake(viewer);
    }

    protected void TakeWaiting()
    {
        Joining.AddRange(Waiting);
        Waiting = [];
    }

    private void Wake(Viewer viewer)
    {
        _offered.Enqueue(viewer);
        if (_waking)
            return;
        _waking = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private List<Viewer> Offered()
    {
        lock (Gate)
        {
            var viewers = new List<Viewer>(Math.Min(_offered.Count, LiveBounds.ViewersAWake));
            while (viewers.Count < LiveBounds.ViewersAWake && _offered.TryDequeue(out var viewer))
                viewers.Add(viewer);

            // A crowd is shared with other threads.
            if (_waking = _offered.Count > 0)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return viewers;
        }
    }
}
