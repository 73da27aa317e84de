using System.Threading.Channels;
using Inkstream.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Inkstream.Writing;

/// <summary>
/// One per server: commits what has queued up, for all runs together, in one transaction; while one commit is under way
/// the next batch gathers (design, the life of a token 4). There is no timer: the first word is committed at once, and
/// under load the batches grow by themselves.
/// </summary>
public sealed class ChunkWriter : BackgroundService
{
    private readonly IRunStore _store;
    private readonly ICommitWatcher _watcher;
    private readonly ILogger<ChunkWriter> _log;
    private readonly ResiliencePipeline _untilAnswered;

    // Holds each outbox at most once, so it is bounded by the runs this server has.
    private readonly Channel<RunOutbox> _queue = Channel.CreateUnbounded<RunOutbox>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Composed by the host.</summary>
    public ChunkWriter(IRunStore store, ICommitWatcher watcher, TimeProvider time, ILogger<ChunkWriter> log)
    {
        (_store, _watcher, _log) = (store, watcher, log);
        _untilAnswered = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(20),
                MaxDelay = TimeSpan.FromSeconds(2),
                UseJitter = true,
                OnRetry = retry =>
                {
                    Log.CommitRetried(_log, retry.AttemptNumber + 1, retry.Outcome.Exception);
                    return default;
                },
            })
            .Build();
    }

    internal RunOutbox Open(RunLease lease) => new(lease, this);

    internal void Enqueue(RunOutbox outbox) => _queue.Writer.TryWrite(outbox);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (outboxes, batches) = (new List<RunOutbox>(), new List<RunBatch>());
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            // All of them first: once sealed, an outbox may come into the queue again, and a commit takes one batch of each run.
            outboxes.Clear();
            while (_queue.Reader.TryRead(out var outbox))
                outboxes.Add(outbox);

            // Sealed once: a retry repeats the same sequences, so a commit whose answer was lost is not doubled.
            batches.Clear();
            outboxes.RemoveAll(outbox =>
            {
                if (outbox.Seal() is not { } batch)
                    return true;
                batches.Add(batch);
                return false;
            });
            if (batches.Count > 0)
                await CommitAsync(outboxes, batches, stoppingToken);
        }
    }

    private async Task CommitAsync(List<RunOutbox> outboxes, List<RunBatch> batches, CancellationToken cancel)
    {
        IReadOnlyList<RunOutcome> outcomes;
        try
        {
            outcomes = await _untilAnswered.ExecuteAsync(
                static async (state, token) => await state._store.CommitAsync(state.batches, token), (_store, batches), cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // A bug in the store must not end the writer: the runs it concerns are lost to this server, and will be taken over.
            Log.CommitFailed(_log, e);
            outboxes.ForEach(outbox => outbox.Lose());
            return;
        }

        for (var i = 0; i < outboxes.Count; i++)
        {
            Tell(batches[i], outcomes[i]);
            outboxes[i].Settle(batches[i], outcomes[i]);
            if (outcomes[i] is RunOutcome.Held && outboxes[i].Hold(batches[i]) is { } wait)
                AfterWait(outboxes[i], wait);
        }
    }

    // Somebody else's lock is held in real time, whatever clock this server was given.
    private void AfterWait(RunOutbox outbox, TimeSpan wait) => _ = Task.Delay(wait, TimeProvider.System).ContinueWith(
        _ => Enqueue(outbox), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Tell(RunBatch batch, RunOutcome outcome)
    {
        switch (outcome)
        {
            case RunOutcome.Committed committed:
                _watcher.Committed(batch, committed);
                break;
            case RunOutcome.Repeated repeated:
                _watcher.Moved(repeated.DocumentId, repeated.OwnerId);
                break;
            case RunOutcome.Poisoned poisoned:
                Log.RunPoisoned(_log, batch.Lease.TransformId, poisoned.Reason);
                break;
        }
    }
}
