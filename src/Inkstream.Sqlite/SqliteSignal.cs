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
            long? seen = null;
            using var timer = new PeriodicTimer(ForeignPoll, time);
            do
            {
                try
                {
                    var now = await database.ForeignVersionAsync(cancel);
                    if (now == seen)
                        continue;
                    if (seen is not null)
                        heard(Hint.Everything);
                    seen = now;
                }
                catch (StoreUnavailableException)
                {
                    // The next look tells.
                }
            }
            while (await timer.WaitForNextTickAsync(cancel));
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
