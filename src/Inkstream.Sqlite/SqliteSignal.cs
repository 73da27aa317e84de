using System.Collections.Immutable;
using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>
/// Signals of the embedded database: what this process commits it says itself; what another process commits into the
/// file is noticed by <c>PRAGMA data_version</c> within 100 ms (invariant 7).
/// </summary>
public sealed class SqliteSignal(SqliteDatabase database, TimeProvider time) : ISignal
{
    private static readonly TimeSpan ForeignPoll = TimeSpan.FromMilliseconds(40);

    private ImmutableList<Action<Hint>> _listeners = [];

    /// <inheritdoc/>
    public async Task ListenAsync(Action<Hint> heard, CancellationToken cancel)
    {
        ImmutableInterlocked.Update(ref _listeners, list => list.Add(heard));
        try
        {
            var seen = await database.ForeignVersionAsync(cancel);
            using var timer = new PeriodicTimer(ForeignPoll, time);
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    var now = await database.ForeignVersionAsync(cancel);
                    if (now == seen)
                        continue;
                    seen = now;
                    heard(Hint.Everything);
                }
                catch (StoreUnavailableException)
                {
                    // The next look tells.
                }
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, list => list.Remove(heard));
        }
    }

    internal void Say(params ReadOnlySpan<Hint> hints)
    {
        foreach (var listener in _listeners)
            foreach (var hint in hints)
                listener(hint);
    }
}
