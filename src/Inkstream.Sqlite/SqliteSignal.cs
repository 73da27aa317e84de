using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>
/// Signals of the embedded database: what this process commits it says itself; what another process commits into the
/// file is noticed by <c>PRAGMA data_version</c> within 100 ms (invariant 7).
/// </summary>
public sealed class SqliteSignal(SqliteDatabase database, TimeProvider time) : ISignal
{
    private static readonly TimeSpan ForeignPoll = TimeSpan.FromMilliseconds(40);

    private readonly Listeners _listeners = new();

    /// <inheritdoc/>
    public async Task ListenAsync(Action<Hint> heard, CancellationToken cancel)
    {
        using var listening = _listeners.Add(heard);
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

    internal void Say(params ReadOnlySpan<Hint> hints) => _listeners.Say(hints);
}
