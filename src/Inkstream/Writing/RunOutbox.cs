using System.Text;
using Inkstream.Ports;

namespace Inkstream.Writing;

/// <summary>
/// What one run has to say and has not committed yet. The attempt puts in, the chunk writer takes out; text and the
/// parts it finished go in together, so they are committed together.
/// </summary>
internal sealed class RunOutbox : IDisposable
{
    // Beyond it the wait is the longest anyway.
    private const int MostDoublings = 10;

    private readonly Lock _gate = new();
    private readonly ChunkWriter _writer;
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _lost = new();
    private TaskCompletionSource<bool> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<FinishedPart> _parts = [];
    private RunPrompt? _prompt;
    private RunEnd? _end;
    private long _sequence;
    private RunBatch? _held;
    private int _heldTimes;
    private bool _queued;
    private bool _isLost;
    private bool _isDisposed;
    private TaskCompletionSource? _room;

    public RunOutbox(RunLease lease, ChunkWriter writer)
    {
        Lease = lease;
        _writer = writer;
        Lost = _lost.Token;
    }

    public RunLease Lease { get; }

    /// <summary>Cancelled when the run is not ours any more, or poisoned: nothing more of this answer can be written.</summary>
    public CancellationToken Lost { get; }

    /// <summary>The database refused something of this answer for good. The run is still ours, and takes its end and nothing else.</summary>
    public bool IsPoisoned { get; private set; }

    public void Put(RunPrompt prompt)
    {
        lock (_gate)
        {
            if (IsPoisoned || _isLost)
                return;
            _prompt = prompt;
        }

        Enqueue();
    }

    /// <summary>Adds text and the parts it finished; waits while more than the bound is pending.</summary>
    public async ValueTask PutAsync(string text, IReadOnlyList<FinishedPart> parts, CancellationToken cancel)
    {
        if (text.Length == 0 && parts.Count == 0)
            return;
        Task? room = null;
        lock (_gate)
        {
            if (IsPoisoned || _isLost)
                return;
            _text.Append(text);
            _parts.AddRange(parts);
            if (_text.Length > WritingBounds.PendingText)
                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Enqueue();
        if (room is not null)
            await room.WaitAsync(cancel);
    }

    /// <summary>
    /// Adds the end; done when it is committed or the run is lost. False when something that was to be committed with it
    /// or before it was poisoned: then the run needs another end.
    /// </summary>
    public Task<bool> EndAsync(RunEnd end)
    {
        lock (_gate)
        {
            if (_isLost)
                return Task.FromResult(true);
            _settled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _end = end;
        }

        Enqueue();
        return _settled.Task;
    }

    /// <summary>Takes everything that is pending as one batch; null when the run is lost.</summary>
    public RunBatch? Seal()
    {
        lock (_gate)
        {
            _queued = false;
            if (_isLost)
                return null;

            // Tried again as it was: that an earlier try was committed after all is told by its sequence alone.
            if (_held is { } held)
            {
                _held = null;
                return held;
            }

            var batch = new RunBatch(Lease, ++_sequence) { Prompt = _prompt, Text = _text.ToString(), Parts = _parts, End = _end };
            _text.Clear();
            _parts = [];
            _prompt = null;
            _room?.TrySetResult();
            _room = null;
            return batch;
        }
    }

    /// <summary>Told what came of the batch that was sealed last.</summary>
    public void Settle(RunBatch batch, RunOutcome outcome)
    {
        if (outcome is RunOutcome.Held)
            return;
        if (outcome is RunOutcome.Lost)
            Lose();
        else if (outcome is RunOutcome.Poisoned)
            Poison();
        else if (batch.End is not null)
            _settled.TrySetResult(true);
        GoOnAfterHeld(batch);
    }

    /// <summary>
    /// The batch was held up: it is what the next <see cref="Seal"/> gives, after the wait that is returned; null when
    /// the writer comes by anyway.
    /// </summary>
    public TimeSpan? Hold(RunBatch batch)
    {
        lock (_gate)
        {
            _held = batch;
            var times = _heldTimes++;
            if (_queued)
                return null;

            // Nobody else brings it to the writer in the meantime.
            _queued = true;
            var wait = WritingBounds.FirstHeldWait * Math.Pow(2, Math.Min(times, MostDoublings));
            return wait < WritingBounds.LongestHeldWait ? wait : WritingBounds.LongestHeldWait;
        }
    }

    /// <summary>What gathered behind a batch that was held up is due now.</summary>
    private void GoOnAfterHeld(RunBatch batch)
    {
        lock (_gate)
        {
            if (_heldTimes == 0)
                return;
            _heldTimes = 0;
            if (batch.End is null && !_isLost && (_text.Length > 0 || _parts.Count > 0 || _prompt is not null || _end is not null))
                Enqueue();
        }
    }

    /// <summary>
    /// The run is not ours any more. Nothing that comes later is written: where a batch was given up without the
    /// database's refusal, it would be text with a hole before it.
    /// </summary>
    public void Lose()
    {
        lock (_gate)
        {
            _isLost = true;
            _text.Clear();
            _parts = [];
            (_prompt, _end, _held) = (null, null, null);
            _room?.TrySetResult();
            _room = null;
            _settled.TrySetResult(true);
            CancelLost();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _lost.Dispose();
        }
    }

    private void Poison()
    {
        lock (_gate)
        {
            IsPoisoned = true;
            _text.Clear();
            _parts = [];
            (_prompt, _end) = (null, null);
            _room?.TrySetResult();
            _room = null;
            _settled.TrySetResult(false);
            CancelLost();
        }
    }

    // A batch may still be under way when its attempt is over. The model's client hears of it on a thread of its own:
    // whatever it does then must not hold up the commits of others.
    private void CancelLost()
    {
        if (!_isDisposed)
            _ = _lost.CancelAsync();
    }

    private void Enqueue()
    {
        lock (_gate)
        {
            if (_queued)
                return;
            _queued = true;
        }

        _writer.Enqueue(this);
    }
}
