using System.Diagnostics;

namespace Inkstream.Bench.Measuring;

/// <summary>Calls at a steady rate, by a schedule made beforehand: who is late catches up, so no lateness is hidden.</summary>
internal static class Pace
{
    public static async Task EachAsync(int count, double perSecond, Func<ValueTask> act, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            await UntilAsync(start, i / perSecond, cancel);
            await act();
        }
    }

    public static async ValueTask UntilAsync(long start, double seconds, CancellationToken cancel)
    {
        var wait = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, TimeProvider.System, cancel);
    }
}
