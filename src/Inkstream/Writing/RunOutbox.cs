using System.Text;
using Inkstream.Ports;

namespace Inkstream.Writing;

/// <summary>
/// What one run has to say and has not committed yet. The attempt puts in, the chunk writer takes out; text and the
/// parts it finished go in together, so they are committed together.
/// </summary>
internal sealed class RunOutbox : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ChunkWriter _writer;
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<FinishedPart> _parts = [];
    private RunPrompt? _prompt;
    private RunEnd? _end;
    private long _sequence;
    private bool _queued;
    private TaskCompletionSource? _room;

    public RunOutbox(RunLease lease, ChunkWriter writer)
    {
        Lease = lease;
        _writer = writer;
        Lost = _lost.Token;
    }

    public RunLease Lease { get; }

    /// <summary>Cancelled when the run is not ours any more: nothing of it can be written from here.</summary>
    public CancellationToken Lost { get; }

    /// <summary>The database refused something of it for good: it can only be ended.</summary>
    public bool Poisoned { get; private set; }

    public void Put(RunPrompt prompt)
    {
        lock (_gate)
            _prompt = prompt;
        Enqueue();
    }

    /// <summary>Adds text and the parts it finished; waits while more than the bound is pending.</summary>
    public async ValueTask PutAsync(string text, IReadOnlyList<FinishedPart> parts, CancellationToken cancel)
    {
        Task? room = null;
        lock (_gate)
        {
            _text.Append(text);
            _parts.AddRange(parts);
            if (_text.Length > WritingBounds.PendingText)
                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Enqueue();
        if (room is not null)
            await room.WaitAsync(cancel);
    }

    /// <summary>Adds the end; done when it is committed or the run is lost.</summary>
    public Task EndAsync(RunEnd end)
    {
        lock (_gate)
            _end = end;
        Enqueue();
        return _settled.Task;
    }

    /// <summary>Takes everything that is pending as one batch.</summary>
    public RunBatch Seal()
    {
        lock (_gate)
        {
            _queued = false;
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
        Poisoned |= outcome is RunOutcome.Poisoned;
        if (outcome is RunOutcome.Lost or RunOutcome.Poisoned)
            Lose();
        if (batch.End is not null)
            _settled.TrySetResult();
    }

    /// <summary>The run is not ours any more.</summary>
    public void Lose()
    {
        try
        {
            _lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has left already; the writer still had something of it.
        }

        _settled.TrySetResult();
    }

    public void Dispose() => _lost.Dispose();

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
