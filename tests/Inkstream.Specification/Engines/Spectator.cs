using System.Diagnostics;
using System.Text.Json.Nodes;
using Inkstream.Live;
using Inkstream.Specification.Live;

namespace Inkstream.Specification.Engines;

/// <summary>A viewer that folds what it gets.</summary>
public sealed class Spectator(Viewer viewer, ReferenceFold fold) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Task<bool>? _waiting;

    public ReferenceFold Fold { get; } = fold;

    public Viewer Viewer { get; } = viewer;

    public JsonObject State => Fold.State ?? throw new InvalidOperationException("No event has come yet.");

    public string Status => State["status"]!.GetValue<string>();

    public JsonObject? Streaming => State["streamingData"] as JsonObject;

    /// <summary>Called after each event.</summary>
    public Func<Task>? AfterEvent { get; set; }

    /// <summary>The next event; false when there are no more.</summary>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        // Comments are no events: they must not prolong the wait.
        var waited = Stopwatch.StartNew();
        while (await WaitAsync(Patience - waited.Elapsed, cancel))
        {
            while (Viewer.TryTake(out var bytes))
            {
                Viewer.Sent(bytes.Length);
                if (!Fold.Apply(bytes.Span))
                    continue;
                if (AfterEvent is { } after)
                    await after();
                return true;
            }
        }

        return false;
    }

    /// <summary>Follows until the state is as wanted.</summary>
    public async Task UntilAsync(Func<Spectator, bool> wanted, CancellationToken cancel)
    {
        while (Fold.State is null || !wanted(this))
            if (!await NextAsync(cancel))
                throw new InvalidOperationException("The stream ended at " + Fold.State?.ToJsonString());
    }

    public ValueTask DisposeAsync() => Viewer.DisposeAsync();

    private async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancel)
    {
        // One that was given up still waits, and is the one to go on with.
        _waiting ??= Viewer.WaitAsync().AsTask();
        var more = await _waiting.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, cancel);
        _waiting = null;
        return more;
    }
}
