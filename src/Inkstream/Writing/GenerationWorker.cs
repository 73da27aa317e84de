using System.Collections.Concurrent;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Waiting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// One per server: claims queued runs and writes them, up to <see cref="GenerationOptions.Parallel"/> at once. Any
/// server's worker may take any run.
/// </summary>
public sealed class GenerationWorker(
    IRunStore store,
    ISignal signal,
    ChunkWriter writer,
    DocumentKinds kinds,
    IModels models,
    GenerationOptions options,
    TimeProvider time,
    ILogger<GenerationWorker> log) : BackgroundService
{
    // A name of this process: another's runs are another's, also after a restart.
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Ids.New(time):N}";
    private readonly ConcurrentDictionary<RunLease, RunOutbox> _outboxes = new();
    private readonly Wake _wake = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var takeovers = new LeaseWatch(store, options.Lease, _owner, time, log);
        await Task.WhenAll(
            signal.ListenAsync(Heard, stoppingToken).UntilCancelled(),
            PeriodicallyAsync(options.Lease / 3, HeartbeatAsync, stoppingToken),
            PeriodicallyAsync(options.Lease / 3, async cancel =>
            {
                if (await takeovers.LookAsync(_outboxes.ContainsKey, cancel))
                    _wake.Set();
            }, stoppingToken),
            ClaimAsync(stoppingToken));
    }

    private void Heard(Hint hint)
    {
        if (hint.Subject is HintSubject.Work or HintSubject.Everything)
            _wake.Set();
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        var running = new Dictionary<RunLease, Task>();
        while (!stopping.IsCancellationRequested)
        {
            var wait = WritingBounds.WorkPoll;
            try
            {
                await DropLostAsync(stopping);
                foreach (var done in running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
                    running.Remove(done);
                var free = options.Parallel - running.Count;
                if (free > 0)
                {
                    var claimed = await store.ClaimAsync(_owner, free, stopping);
                    foreach (var run in claimed)
                        running[run.Lease] = RunAsync(run, stopping);
                    if (await store.NextDueAsync(stopping) is { } due && running.Count < options.Parallel && due < wait)
                        wait = claimed.Count == 0 && due < WritingBounds.LeastWait ? WritingBounds.LeastWait : due;
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.LoopStumbled(log, "The worker", e);
            }
            catch (Exception)
            {
                // Going down while it asked the database: the runs still hand themselves back.
                break;
            }

            await _wake.WaitAsync(wait, time, stopping);
        }

        // The runs see the same token and hand themselves back; the chunk writer stops after this service.
        await Task.WhenAll(running.Values);
    }

    private async Task RunAsync(ClaimedRun run, CancellationToken stopping)
    {
        using var outbox = writer.Open(run.Lease);
        _outboxes[run.Lease] = outbox;
        try
        {
            // Leaves the claiming loop at once, whatever the model's client does first.
            await Task.Yield();
            await new RunAttempt(run, outbox, store, kinds, models, options, time, log).RunAsync(stopping);
        }
        finally
        {
            _outboxes.TryRemove(run.Lease, out _);
            _wake.Set();
        }
    }

    private async Task DropLostAsync(CancellationToken cancel)
    {
        if (_outboxes.IsEmpty)
            return;
        foreach (var lost in await store.LostAsync([.. _outboxes.Keys], cancel))
            if (_outboxes.TryGetValue(lost, out var outbox))
                outbox.Lose();
    }

    private async Task HeartbeatAsync(CancellationToken cancel)
    {
        if (!_outboxes.IsEmpty)
            await store.HeartbeatAsync([.. _outboxes.Keys], cancel);
    }

    private async Task PeriodicallyAsync(TimeSpan period, Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await act(stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.LoopStumbled(log, "The worker's watch", e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stopping).UntilCancelled());
    }
}
