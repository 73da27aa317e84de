using Inkstream.Ports;
using Inkstream.Waiting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// Removes chunks whose grace period has passed (plan, Key Implementation Details: cleaned up after the transform
/// completes). It looks into the database and remembers nothing, so it survives restarts and any server may run it.
/// </summary>
public sealed class Sweep(IRunStore store, GenerationOptions options, TimeProvider time, ILogger<Sweep> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WritingBounds.SweepPeriod, time);
        do
        {
            try
            {
                int swept;
                do
                {
                    swept = await store.SweepAsync(options.GracePeriod, WritingBounds.SweepBatch, stoppingToken);
                    if (swept > 0)
                        Log.Swept(log, swept);
                }
                while (swept == WritingBounds.SweepBatch);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LoopStumbled(log, "The sweep", e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).UntilCancelled());
    }
}
