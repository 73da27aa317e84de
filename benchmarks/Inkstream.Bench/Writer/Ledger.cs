using System.Collections.Concurrent;
using System.Diagnostics;
using Inkstream.Bench.Measuring;

namespace Inkstream.Bench.Writer;

/// <summary>What happened to the deltas of one measure: handed over, committed, shown. Thread-safe.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();
    private long _handed;
    private long _committed;
    private long _shown;
    private long _read;
    private volatile bool _counts;

    public Histogram ToCommit { get; } = new();

    public Histogram ToViewer { get; } = new();

    public long Handed => Interlocked.Read(ref _handed);

    public long Committed => Interlocked.Read(ref _committed);

    public long Shown => Interlocked.Read(ref _shown);

    /// <summary>Documents that Live read back from the database.</summary>
    public long Reads => Interlocked.Read(ref _read);

    public int Commits { get; private set; }

    public long Rows { get; private set; }

    /// <summary>How long the store was at work.</summary>
    public TimeSpan Busy { get; private set; }

    public void Read(int documents) => Interlocked.Add(ref _read, documents);

    /// <summary>From now on ages count.</summary>
    public void Begin() => _counts = true;

    public void End() => _counts = false;

    /// <summary>A delta's stamp, at the moment the model hands it to the worker.</summary>
    public string Hand()
    {
        Interlocked.Increment(ref _handed);
        return Stamp.Now();
    }

    /// <summary>The same, for a writer that goes on only when its word is committed.</summary>
    public string Hand(out Task committed)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stamp = Stopwatch.GetTimestamp();
        while (!_waiting.TryAdd(stamp, done))
            stamp++;
        committed = done.Task;
        Interlocked.Increment(ref _handed);
        return Stamp.Of(stamp);
    }

    public void Commit(IEnumerable<string> texts, TimeSpan took)
    {
        var now = Stopwatch.GetTimestamp();
        var deltas = 0;
        var rows = 0;
        foreach (var text in texts)
        {
            if (text.Length > 0)
                rows++;
            deltas += Stamp.Read(text, stamp =>
            {
                if (_counts)
                    ToCommit.AddBetween(stamp, now);
                if (!_waiting.IsEmpty && _waiting.TryRemove(stamp, out var done))
                    done.SetResult();
            });
        }

        Interlocked.Add(ref _committed, deltas);
        Commits++;
        Rows += rows;
        Busy += took;
    }

    public void Show(ReadOnlySpan<byte> bytes)
    {
        var now = Stopwatch.GetTimestamp();
        Stamp.Read(bytes, stamp =>
        {
            Interlocked.Increment(ref _shown);
            if (_counts)
                ToViewer.AddBetween(stamp, now);
        });
    }
}
