using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>Waits for what a test expects, for a bounded time: never a sleep.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks until <paramref name="isSo"/> holds.</summary>
    public static Task TrueAsync(
        Func<bool> isSo, Func<string>? otherwise = null, TimeSpan? patience = null, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        FoundAsync(() => Task.FromResult(isSo() ? "yes" : null), otherwise, patience, what);

    /// <summary>Looks until <paramref name="look"/> finds something, and returns it.</summary>
    public static async Task<T> FoundAsync<T>(
        Func<Task<T?>> look, Func<string>? otherwise = null, TimeSpan? patience = null, [CallerArgumentExpression(nameof(look))] string what = "")
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (Stopwatch.GetElapsedTime(began) > (patience ?? Patience))
                throw new TimeoutException($"In {patience ?? Patience} this did not come true: {what}. {otherwise?.Invoke()}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets that much time pass, where a test is about time itself.</summary>
    public static async Task PassedAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
