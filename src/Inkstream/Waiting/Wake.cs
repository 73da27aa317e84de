using System.Threading.Channels;

namespace Inkstream.Waiting;

/// <summary>A bell for one waiter: rung any number of times before it waits, it wakes once.</summary>
internal sealed class Wake
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, the time or the cancellation, whichever comes first; never throws.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancel)
    {
        if (most <= TimeSpan.Zero || cancel.IsCancellationRequested)
            return;
        using var timer = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look anyway.
        }
    }
}
