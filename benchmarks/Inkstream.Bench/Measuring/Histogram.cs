using System.Diagnostics;

namespace Inkstream.Bench.Measuring;

/// <summary>Durations in steps of 5 µs up to 10 s; longer ones count as that. Thread-safe, and measuring allocates nothing.</summary>
internal sealed class Histogram
{
    private const double StepMs = 0.005;
    private readonly int[] _counts = new int[2_000_000];
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void AddSince(long stamp) => AddBetween(stamp, Stopwatch.GetTimestamp());

    public void AddBetween(long from, long to) => AddMs(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);

    public void AddMs(double ms)
    {
        Interlocked.Increment(ref _counts[Math.Clamp((int)(ms / StepMs), 0, _counts.Length - 1)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * share));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
            if ((seen += _counts[i]) >= wanted)
                return (i + 0.5) * StepMs;
        return 0;
    }
}
